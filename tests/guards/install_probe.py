"""Run inside a root where `install.sh` has been: starts what the units start, and plays.

Prints one JSON object. Only what the root itself has is used: its Python, no package.
"""

import json
import lzma
import os
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

HOST = sys.argv[1]
UNITS = Path("/etc/systemd/system")
FIELD = re.compile(r'<input[^>]*type="(?:hidden|radio)"[^>]*>')
ATTRIBUTE = re.compile(r'\b(name|value)="([^"]*)"')


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        """Follow none: where it leads is not of interest here."""


CONTEXT = ssl.create_default_context(cafile="/etc/ssl/quiz/fullchain.pem")
CONTEXT.check_hostname = False  # it is asked for by its address
BROWSER = build_opener(HTTPSHandler(context=CONTEXT), Stay)


def ask(path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    data = urlencode(form).encode() if form else None
    request = Request(f"https://127.0.0.1{path}", data, {"Host": HOST})
    try:
        with BROWSER.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def commands(unit: str) -> list[str]:
    """What a unit starts, as its user would in a shell."""
    lines = (UNITS / unit).read_text().splitlines()
    found = [line.partition("=")[2] for line in lines if line.startswith("ExecStart=")]
    return [each.replace("%%", "%") for each in found]


def as_user(command: str) -> "subprocess.Popen[bytes]":
    """As systemd would: the unit's user, its environment file, its folder."""
    lines = Path("/etc/quiz.env").read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if re.match("[A-Z]+", line))
    return subprocess.Popen(
        ["runuser", "-u", "quiz", "--", "sh", "-c", f"exec {command}"],
        cwd="/var/lib/quiz",
        env={"PATH": os.environ["PATH"], **settings},
    )


def wait_until_ready() -> None:
    for _ in range(120):
        try:
            if ask("/readyz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)


def play() -> int:
    """One mood quiz without scripts: the first option of each question, and what comes after."""
    page = ask("/en/mood/")[1]
    for _ in range(4):
        form: dict[str, str] = {}
        for tag in FIELD.findall(page):
            field = dict(ATTRIBUTE.findall(tag))
            form.setdefault(field["name"], field.get("value", ""))
        status, page = ask("/en/mood/", form)
        if status != 200:
            return status
    return 0


QUIZ = commands("quiz-daily.service")[1].split()[0]
ELSEWHERE, EARLY = Path("/var/lib/quiz/elsewhere"), Path("/var/lib/quiz/early")
BACKUP = "/var/backups/quiz/probe.backup"


def quiz(place: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """The command `quiz` as the game's user, for a game in another folder."""
    environ = ["env", f"DATA_DIR={place}", "PORT=8011", QUIZ, *words]
    command = ["runuser", "-u", "quiz", "--", *environ]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)


def restored() -> list[int]:
    """Back up the running game and restore it elsewhere: exit codes, and how many results."""
    backed_up = as_user(f"{QUIZ} backup {BACKUP}").wait()
    restore = quiz(ELSEWHERE, "restore", BACKUP, "--json")
    counts = json.loads(restore.stdout) if restore.returncode == 0 else {}
    return [backed_up, restore.returncode, counts.get("mood_result", 0)]


def newer_is_refused() -> list[Any]:
    """What a version says to a database of a newer one, as after a downgrade."""
    with closing(sqlite3.connect(ELSEWHERE / "quiz.sqlite3")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    serve, backup = quiz(ELSEWHERE, "serve"), quiz(ELSEWHERE, "backup", f"{BACKUP}.2")
    said = [line for line in serve.stderr.splitlines() if "schema 9999" in line]
    return [serve.returncode, backup.returncode, len(said), "Traceback" in serve.stderr]


def early_is_upgraded() -> list[int]:
    """A game of the earliest release, brought to this one: exit codes, and its old link."""
    EARLY.mkdir()
    place = EARLY / "quiz.sqlite3"
    with closing(sqlite3.connect(place)) as database:
        database.executescript(
            lzma.decompress(Path("/src/early_game.sql.xz").read_bytes()).decode()
        )
    for path in (EARLY, place):
        shutil.chown(path, "quiz", "quiz")
    refused, migrated = quiz(EARLY, "purge"), quiz(EARLY, "migrate")
    shown = quiz(EARLY, "result", "show", "/en/r/iTWJBFIsI1NC__LSSrPIPg")
    return [refused.returncode, migrated.returncode, shown.returncode]


game, nginx = as_user(commands("quiz.service")[0]), subprocess.Popen(["nginx"])
wait_until_ready()
seen = {path: ask(path)[0] for path in ("/", "/en/", "/ko/", "/api/v1/tracks", "/metrics")}
korean, played = ask("/ko/")[1], play()
nightly = [as_user(command).wait() for command in commands("quiz-daily.service")]
backups = [path.stat().st_size > 0 for path in Path("/var/backups/quiz").iterdir()]
owners = sorted({path.owner() for path in Path("/var/lib/quiz").rglob("*")})
moves = {"restored": restored(), "newer": newer_is_refused(), "early": early_is_upgraded()}
game.terminate()
game.wait()
subprocess.run(["nginx", "-s", "stop"], check=True)
sys.stdout.write(
    json.dumps(
        {
            "seen": seen,
            "played": played,
            "nightly": nightly,
            "korean": "황후" in korean or "황궁" in korean,
            "backups": backups,
            "owners": owners,
            **moves,
        }
    )
)

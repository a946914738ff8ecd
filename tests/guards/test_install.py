"""Shipped ways to install the game, on a bare Debian root: `install.sh`, and the image's steps."""

import json
import logging
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.guards.containerfile import as_script
from tests.guards.test_containers import STEPS
from tests.guards.test_front import program

ROOT = Path(__file__).parents[2]
HOST = "quiz.example.org"
SHIPPED = ("pyproject.toml", "README.md", "LICENSE", "quizapp", "templates", "static")
DEPLOYED = ("docs/deploy", "requirements")
INSIDE = 'mount --bind /proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"'
PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"

logger = logging.getLogger(__name__)

pytestmark = [pytest.mark.install, pytest.mark.timeout(1500)]


@dataclass(frozen=True)
class Bare:
    """A Debian root of its own; its mounts end with the command that needs them."""

    folder: Path

    def run(self, *command: str, network: bool = True) -> str:
        """What a command inside prints; it has to succeed."""
        apart = ["--mount"] if network else ["--mount", "--net"]
        certificates = os.environ.get("PIP_CERT") and "PIP_CERT=/etc/ssl/own.crt"
        environ = ["env", "-i", PATH, *filter(None, [certificates])]
        lo = "" if network else "ip link set lo up && "
        told = subprocess.run(
            ["unshare", *apart, "sh", "-c", lo + INSIDE, str(self.folder), *environ, *command],
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, f"{told.stdout[-3000:]}\n{told.stderr[-3000:]}"
        return told.stdout


@pytest.fixture(scope="module")
def bare() -> Iterator[Bare]:
    if os.geteuid():
        pytest.skip("a root of its own needs root")
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if line
    )
    folder = Path(tempfile.mkdtemp(prefix="quiz-root-", dir="/var/tmp"))
    folder.chmod(0o755)
    suite = release["VERSION_CODENAME"].strip('"')
    command = [program("debootstrap"), "--variant=minbase", suite, str(folder)]
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        _bring_what_it_needs(folder)
        yield Bare(folder)
    finally:
        shutil.rmtree(folder)


def _bring_what_it_needs(folder: Path) -> None:
    """The sources, and how this machine reaches the package index."""
    for name in ("resolv.conf", "hosts"):
        shutil.copy(f"/etc/{name}", folder / "etc")
    (folder / "etc" / "ssl").mkdir(exist_ok=True)
    if "PIP_CERT" in os.environ:
        shutil.copy(os.environ["PIP_CERT"], folder / "etc" / "ssl" / "own.crt")
    _bring_source(folder / "src")


def _bring_source(target: Path) -> None:
    leave = shutil.ignore_patterns("*.mo", "__pycache__")
    for name in (*SHIPPED, *DEPLOYED):
        source, place = ROOT / name, target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, ignore=leave)
        else:
            shutil.copy(source, place)
    for probe in ("guards/install_probe.py", "guards/image_probe.py", "database/early_game.sql.xz"):
        shutil.copy(ROOT / "tests" / probe, target)


def test_installs_twice_is_played_and_survives_its_operator(bare: Bare) -> None:
    began = time.monotonic()
    first = bare.run("/src/docs/deploy/install.sh", HOST, "Hae-ra")
    logger.info("install.sh took %.0f s", time.monotonic() - began)
    settings = (bare.folder / "etc" / "quiz.env").read_text()
    again = bare.run("/src/docs/deploy/install.sh", HOST, "Hae-ra")
    played = json.loads(
        bare.run("python3", "/src/install_probe.py", HOST, network=False).splitlines()[-1]
    )

    assert f"https://{HOST}/en/desk/invitation#" in first
    assert "invitation#" not in again
    assert (bare.folder / "etc" / "quiz.env").read_text() == settings
    assert len(list((bare.folder / "opt" / "quiz").glob("venv.*"))) == 1
    assert played == {
        "seen": {"/": 302, "/en/": 200, "/ko/": 200, "/api/v1/tracks": 200, "/metrics": 404},
        "played": 307,
        "nightly": [0, 0],
        "korean": True,
        "backups": [True],
        "owners": ["quiz"],
        "restored": [0, 0, 1],
        "newer": [3, 1, 1, False],
        "early": [1, 0, 0],
    }


def test_builds_what_the_image_holds_and_serves_it_read_only(bare: Bare) -> None:
    """Its base image has a Python and pip, and no user of that name: so this root is made."""
    bare.run("sh", "-c", "! id quiz >/dev/null 2>&1 || userdel quiz")
    (bare.folder / "src" / "build.sh").write_text(as_script(STEPS, "/src"))
    python = "apt-get update -qq && apt-get install -qq -y --no-install-recommends python3-venv"
    bare.run("sh", "-c", f"{python} >/dev/null && python3 -m venv /usr/local/python")
    bare.run("sh", "-c", "PATH=/usr/local/python/bin:$PATH exec sh /src/build.sh")

    start = json.dumps(STEPS[-1].command)
    told = bare.run("python3", "/src/image_probe.py", start, network=False)

    assert json.loads(told.splitlines()[-1]) == {"ready": 200, "page": 200, "owner": 10001}

"""`quiz check`: what it sees, what it calls a failure, and that it says how to mend it."""

import json
import os
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from quizapp import clock
from quizapp.cli import quiz
from quizapp.config import Settings, current_settings, read_settings
from quizapp.database.db import db, transaction
from quizapp.database.write_hold import hold_writes, release_writes
from quizapp.maintenance.inspection import Finding, State, findings
from quizapp.maintenance.inspection.local import of_backup, of_disk, of_settings
from quizapp.maintenance.inspection.outside import of_public_address, of_redis
from quizapp.plays.models import MoodResult
from quizapp.server.backup_mark import NAME, mark_backup
from tests.console import run_quiz
from tests.players import MoodPlayer

MAKE_CERTIFICATE = (
    *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
    *("-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext"),
    "subjectAltName=DNS:localhost",
)
KEY = "b1946ac92492d2347c6235b4d2611184-Zk3"


def looked_at(now: datetime | None = None) -> dict[str, Finding]:
    found = findings(now=now or clock.now(), is_proxy_asked=False)
    return {finding.about: finding for finding in found}


def settings_with(folder: Path, **environ: str) -> Settings:
    return read_settings({"DATA_DIR": str(folder), "SECRET_KEY": KEY, **environ})


class TestCheck:
    def test_of_a_game_that_is_well_ends_with_0(self, game: Flask) -> None:
        mark_backup(current_settings().data_dir)

        result = run_quiz(game, "check", "--offline", "--json")

        answer = json.loads(result.stdout)
        assert (result.exit_code, answer["is_well"]) == (0, True)
        assert {"database", "schema", "writing", "clock", "disk", "backup"} <= {
            finding["about"] for finding in answer["findings"]
        }

    def test_says_what_to_mend_and_ends_with_1(self, game: Flask) -> None:
        (current_settings().data_dir / NAME).unlink(missing_ok=True)
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        player.play_to_the_end()
        with transaction():
            [result] = db.session.query(MoodResult)
            result.created_at = clock.now() + timedelta(hours=1)

        said = run_quiz(game, "check", "--offline")

        assert "warning  backup: this machine has made none.\n" in said.stdout
        assert "         Run `quiz backup FILE` every night" in said.stdout
        is_sqlite = db.engine.dialect.name == "sqlite"
        assert ("FAILURE  clock: it differs by 3" in said.stdout) == is_sqlite
        assert said.exit_code == int(is_sqlite)

    def test_of_a_wrong_setting_says_so_as_a_finding(self) -> None:
        def refuse() -> Flask:
            raise click.ClickException("PORT: must be a number")

        info = ScriptInfo(create_app=refuse)
        result = CliRunner().invoke(quiz, ["check", "--json"], obj=info)

        [finding] = json.loads(result.stdout)["findings"]
        assert (result.exit_code, finding["seen"]) == (1, "PORT: must be a number")

    def test_sees_that_writes_are_held(self, app: Flask) -> None:
        with db.engine.begin() as connection:
            hold_writes(connection)
        try:
            found = looked_at()["writing"]
        finally:
            with db.engine.begin() as connection:
                release_writes(connection)

        assert (found.state, found.mend.partition(" ")[0]) == (State.WARNING, "Set")


class TestSettings:
    @pytest.mark.parametrize(
        ("environ", "said"),
        [
            ({"PUBLIC_URL": "https://quiz.example.org"}, "TRUSTED_PROXIES is 0"),
            ({"PUBLIC_URL": "http://quiz.example.org"}, "plain http under another name"),
            (
                {"HOST": "10.0.0.5", "PUBLIC_URL": "http://127.0.0.1:8000"},
                "shared links lead nowhere",
            ),
            (
                {"HOST": "10.0.0.5", "TRUSTED_PROXIES": "1", "PUBLIC_URL": "https://x.org"},
                "can forge an address",
            ),
        ],
    )
    def test_that_do_not_go_together_are_named(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        environ: dict[str, str],
        said: str,
    ) -> None:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)

        [found] = of_settings(settings_with(tmp_path, **environ))

        assert found.state == State.WARNING
        assert said in found.seen
        assert found.mend

    def test_behind_one_proxy_are_well(self, tmp_path: Path) -> None:
        environ = {"PUBLIC_URL": "https://quiz.example.org", "TRUSTED_PROXIES": "1"}

        [found] = of_settings(settings_with(tmp_path, **environ))

        assert found.state == State.GOOD


class TestMachine:
    @pytest.mark.parametrize(
        ("hours", "state"), [(1, State.GOOD), (35, State.GOOD), (37, State.WARNING)]
    )
    def test_tells_how_old_the_last_backup_is(
        self, tmp_path: Path, hours: int, state: State
    ) -> None:
        mark_backup(tmp_path)
        made = datetime.fromtimestamp((tmp_path / NAME).stat().st_mtime, UTC)

        assert of_backup(tmp_path, made + timedelta(hours=hours)).state == state

    def test_tells_how_much_room_there_is(self, tmp_path: Path) -> None:
        assert " MiB free at " in of_disk(tmp_path).seen
        assert of_disk(Path("/sys")).state == State.FAILURE  # a file system without any room


class Elsewhere(BaseHTTPRequestHandler):
    """A site that is not the game."""

    def do_GET(self) -> None:
        self.send_response(502 if self.path.startswith("/broken") else 200)
        self.end_headers()
        self.wfile.write(b'{"status": "alive"}' if self.path == "/healthz" else b"hello")

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@pytest.fixture
def site() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class TestPublicAddress:
    @pytest.mark.parametrize(
        ("path", "state", "said"),
        [
            ("", State.GOOD, "leads to the game"),
            ("/broken", State.FAILURE, "answers 502"),
            ("/other", State.FAILURE, "is something else"),
        ],
    )
    def test_is_asked(self, site: HTTPServer, path: str, state: State, said: str) -> None:
        [found] = of_public_address(f"http://127.0.0.1:{site.server_port}{path}", clock.now())

        assert found.state == state
        assert said in found.seen

    def test_that_does_not_answer_is_a_warning(self) -> None:
        [found] = of_public_address("http://127.0.0.1:1", clock.now())

        assert found.state == State.WARNING

    def test_with_a_certificate_that_nobody_trusts_is_a_failure(
        self, site: HTTPServer, tmp_path: Path
    ) -> None:
        _secure(site, tmp_path)

        [found] = of_public_address(f"https://localhost:{site.server_port}", clock.now())

        assert (found.about, found.state) == ("certificate", State.FAILURE)
        assert "self" in found.seen

    @pytest.mark.parametrize(("days", "state"), [(0, State.GOOD), (20, State.WARNING)])
    def test_with_one_that_ends_soon_is_a_warning(
        self,
        site: HTTPServer,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        days: int,
        state: State,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(_secure(site, tmp_path)))
        now = clock.now() + timedelta(days=days)

        found = next(of_public_address(f"https://localhost:{site.server_port}", now))

        assert (found.about, found.state) == ("certificate", state)


def _secure(site: HTTPServer, folder: Path) -> Path:
    """Give a site a certificate of its own for 30 days, and return that."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [*MAKE_CERTIFICATE, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
        env=os.environ,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    return certificate


def test_redis_that_is_away_is_a_warning() -> None:
    assert of_redis("redis://127.0.0.1:1/0").state == State.WARNING

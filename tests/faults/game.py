"""A real game as an operator runs it: gunicorn in a process group of its own that can be killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.database.db import db
from tests.faults.store import sqlite_url

ROOT = Path(__file__).parents[2]
WORKERS = 2
START_SECONDS = 60
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.argv[2], sys.argv[2:])
"""
"""Becomes the program that follows, which finds the socket where systemd leaves it."""


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Game:
    """``environ`` are the settings; ``application`` is what gunicorn serves.

    ``held`` is a listening socket that stays open when the game ends, as with ``quiz.socket``.
    """

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    application: str = "wsgi:app"
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    held: socket | None = None

    @property
    def settings(self) -> dict[str, str]:
        own = {
            "DATA_DIR": str(self.folder),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": str(WORKERS),
        }
        return {**os.environ, **own, **self.environ}

    @property
    def database_url(self) -> str:
        return self.environ.get("DATABASE_URL") or sqlite_url(self.folder)

    @property
    def log(self) -> Path:
        """The folder of the log, not on the disk under test."""
        return Path(tempfile.gettempdir()) / f"quiz-faults-{self.port}.log"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> float:
        """Start the game, and return the seconds until it is ready."""
        began = time.monotonic()
        command = [sys.executable, "-m", "gunicorn", "--config", "python:quizapp.gunicorn_conf"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._hand_over(), *command, self.application],
                cwd=ROOT,
                env=self.settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[self.held.fileno()] if self.held else [],
            )
        self.wait_until_ready()
        return time.monotonic() - began

    def _hand_over(self) -> list[str]:
        return [sys.executable, "-c", HAND_OVER, str(self.held.fileno())] if self.held else []

    def wait_until_ready(self, seconds: float = START_SECONDS) -> float:
        """The seconds until ``/readyz`` says yes.

        :raises TimeoutError: with the end of the log when it does not.
        """
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if self.is_ready():
                return time.monotonic() - began
            time.sleep(0.05)
        raise TimeoutError(self.log.read_text()[-3000:])

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                return True
        except OSError:
            return False

    def worker_pids(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill_all(self) -> None:
        """``kill -9`` of every process at once, as when the machine's memory runs out."""
        os.killpg(self.pid, signal.SIGKILL)
        self._wait()

    def stop(self) -> float:
        """Send SIGTERM, and return the seconds until the game has ended."""
        began = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGTERM)
            self._wait()
        return time.monotonic() - began

    def _wait(self) -> None:
        assert self.process is not None
        self.process.wait(timeout=40)

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run ``flask --app wsgi WORDS`` with the settings of this game."""
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.settings,
            capture_output=True,
            text=True,
            check=False,
        )

    def count_in_log(self, word: str) -> int:
        return sum(word in line for line in self.log.read_text().splitlines())


@contextmanager
def running(
    folder: Path, environ: Mapping[str, str] | None = None, application: str = "wsgi:app"
) -> Iterator[Game]:
    folder.mkdir(parents=True, exist_ok=True)
    game = Game(folder, environ or {}, application)
    game.start()
    try:
        yield game
    finally:
        game.stop()


@contextmanager
def inside(environ: dict[str, str]) -> Iterator[None]:
    """The application with the database of the running server, in this process."""
    with create_app(read_settings(environ)).app_context():
        yield
        db.session.remove()

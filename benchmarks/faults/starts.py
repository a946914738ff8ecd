"""T14: several processes start at once in an empty place."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text

from quizapp.sqlite import driver

from .figures import Figures
from .game import ROOT
from .store import sqlite_url

COUNTS = "SELECT (SELECT count(*) FROM album), (SELECT count(*) FROM edition)"


def at_once(folder: Path, *, processes: int = 4, times: int = 20) -> Figures:
    figures = Figures(f"T14 {processes} processes start at once, {times} times")
    places = [folder / f"place-{number}" for number in range(times)]
    for place in places:
        started = [_start(place) for _ in range(processes)]
        for process in started:
            _, errors = process.communicate(timeout=120)
            if process.returncode:
                figures.failures.append(errors[-300:])
    contents = {_contents(place) for place in places}
    keys = {(place / "secret_key").stat().st_mode & 0o777 for place in places}
    figures.must_be("different contents (albums, editions)", len(contents), 1)
    figures.add("contents", contents)
    figures.must_be("modes of the kept keys", {oct(mode) for mode in keys}, {"0o600"})
    return figures


def _start(place: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(place)},
        stderr=subprocess.PIPE,
        text=True,
    )


def _contents(place: Path) -> tuple[int, ...]:
    engine = create_engine(sqlite_url(place), module=driver)
    with engine.connect() as connection:
        counts = tuple(connection.execute(text(COUNTS)).one())
    engine.dispose()
    return counts

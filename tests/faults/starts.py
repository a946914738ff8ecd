"""T14: several processes start at once on an empty data directory."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text

from tests.faults.figures import Figures
from tests.faults.game import ROOT, Game
from tests.faults.store import opened

COUNTS = "SELECT (SELECT count(*) FROM album), (SELECT count(*) FROM edition)"


def at_once(
    folder: Path, *databases: Mapping[str, str], processes: int = 4, times: int = 20
) -> Figures:
    """:param databases: settings of empty databases, one for each time; none: SQLite."""
    figures = Figures(f"T14 {processes} processes start at once, {times} times")
    environs: tuple[Mapping[str, str], ...] = databases[:times] or ({},) * times
    places = [Game(folder / f"place-{n}", environ) for n, environ in enumerate(environs)]
    for place in places:
        started = [_start(place) for _ in range(processes)]
        for process in started:
            _, errors = process.communicate(timeout=120)
            if process.returncode:
                figures.failures.append(errors[-300:])
    contents = {_contents(place) for place in places}
    keys = {(place.folder / "secret_key").stat().st_mode & 0o777 for place in places}
    figures.must_be("different contents (albums, editions)", len(contents), 1)
    figures.add("contents", contents)
    figures.must_be("modes of the kept keys", {oct(mode) for mode in keys}, {"0o600"})
    return figures


def _start(place: Game) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={**os.environ, **place.settings},
        stderr=subprocess.PIPE,
        text=True,
    )


def _contents(place: Game) -> tuple[int, ...]:
    with opened(place.database_url) as connection:
        return tuple(connection.execute(text(COUNTS)).one())

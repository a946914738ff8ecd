"""``make bench BENCH="--counted"``: what counters cost where all writers share their rows.

32 connections submit the mood quiz on PostgreSQL, to the game and to a twin that counts nothing.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.speed import players
from benchmarks.speed.load import measure
from benchmarks.speed.rows import PLAYERS_READY, median
from tests.faults.game import Game, inside, running
from tests.faults.services import KEY, own_postgres

GOAL = 0.85
TWIN = "benchmarks.speed.uncounted:app"


def run(folder: Path, rounds: int, seconds: float) -> None:
    with _pair(folder) as (game, twin):
        ratios, errors = [], 0
        for number in range(rounds + 1):  # the first one reads the editions
            got = {}
            for each in (game, twin) if number % 2 else (twin, game):
                with inside(each.settings):
                    sheets = players.mood_sheets(PLAYERS_READY, random.Random(number))
                got[each.port] = measure(each, sheets, seconds)
            ratios.append(got[game.port].rate / got[twin.port].rate)
            errors += got[game.port].errors + got[twin.port].errors
        ratio = median(ratios[1:])
        print(
            f"PostgreSQL, 32 writers of one quiz ÷ the same without counters: {ratio:.2f}"
            f" ({min(ratios[1:]):.2f}-{max(ratios[1:]):.2f}), goal {GOAL}, {errors} errors"
            f"  {'met' if ratio >= GOAL and not errors else 'MISSED'}"
        )


@contextmanager
def _pair(folder: Path) -> Iterator[tuple[Game, Game]]:
    with own_postgres(folder / "pg") as postgres:
        environ = {"TRUSTED_PROXIES": "1", "SECRET_KEY": KEY}
        own = {"DATABASE_URL": postgres.url}
        other = {"DATABASE_URL": postgres.database("uncounted")}
        with (
            running(folder / "game", environ | own) as game,
            running(folder / "twin", environ | other, TWIN) as twin,
        ):
            yield game, twin

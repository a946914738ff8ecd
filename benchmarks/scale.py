"""``make bench-scale``: time of the players' requests with few rows and with very many.

Two games of one kind of database stand side by side, one that stays as small as the first size
and one that grows by bulk insert to each of the others. The use cases are timed in this process,
by turns in the one and in the other, so that whatever else the machine does falls on both.
"""

import argparse
import os
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import (
    CTE,
    ColumnElement,
    String,
    cast,
    create_engine,
    func,
    insert,
    literal,
    select,
)

from benchmarks.speed import players
from quizapp import clock, create_app
from quizapp.config import house_day, read_settings
from quizapp.database.db import Base, db, transaction
from quizapp.mood.pages import result_page_by_slug
from quizapp.plays.models import (
    SLUG_LENGTH,
    DayTally,
    LeaderboardEntry,
    MoodResult,
    OutcomeTally,
    TriviaRound,
)
from quizapp.quizzes.queries import live_edition
from quizapp.server.startup import prepare
from quizapp.trivia import pages
from tests.faults.services import own_postgres

SIZES = (1_000, 1_000_000, 10_000_000)
BATCH = 100_000
CALLS = 200
CACHE_KIB = 500_000
"""Of SQLite while it is filled: keys come in no order, so their indexes have to fit."""
GOAL = 1.2
Work = Callable[[], object]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    kinds = ["sqlite", "postgresql"]
    options.add_argument("--on", choices=kinds, nargs="+", default=kinds)
    options.add_argument("--runs", type=int, default=1, help="comparisons at each size")
    chosen = options.parse_args()
    for kind in chosen.on:
        with tempfile.TemporaryDirectory(prefix="quiz-scale-") as folder:
            _measure(kind, Path(folder), sorted(chosen.sizes), chosen.runs)


def _measure(kind: str, folder: Path, sizes: list[int], runs: int) -> None:
    least, *larger = sizes
    with _servers(kind, folder) as (few_url, many_url):
        few, many = _game(folder / "few", few_url), _game(folder / "many", many_url)
        _fill(few, kind, least)
        for size in larger:
            _fill(many, kind, size)
            for _ in range(runs):
                _compare(few, many)
        close(few)
        close(many)


@contextmanager
def _servers(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of two databases; SQLite's own are empty and mean the data folder."""
    if kind == "sqlite":
        yield "", ""
        return
    folder.chmod(0o755)
    with own_postgres(folder / "pg") as postgres:
        with create_engine(postgres.url, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("CREATE DATABASE many")
        yield postgres.url, postgres.url.removesuffix("postgres") + "many"


def _game(folder: Path, url: str) -> Flask:
    environ = {"DATA_DIR": str(folder), "DATABASE_URL": url}
    app = create_app(read_settings({**os.environ, **environ}))
    with app.app_context():
        prepare()
    return app


def close(game: Flask) -> None:
    with game.app_context():
        db.session.remove()
        db.engine.dispose()


def filled_game(folder: Path, size: int) -> Flask:
    """A game on SQLite with that many results, rounds and board rows."""
    game = _game(folder, "")
    _fill(game, "sqlite", size)
    return game


def _compare(few: Flask, many: Flask) -> None:
    works = [_works(game) for game in (few, many)]
    for name in works[0]:
        few_ms, many_ms = _p50s_ms([(few, works[0][name]), (many, works[1][name])])
        ratio = many_ms / few_ms
        verdict = "met" if ratio <= GOAL else "MISSED"
        figures = f"{few_ms:9.3f} ms{many_ms:9.3f} ms{ratio:7.2f}  at most {GOAL}  {verdict}"
        print(f"P7   {name:24}{figures}", flush=True)


def _works(game: Flask) -> dict[str, Work]:
    with game.app_context():
        rng = random.Random(_seed())
        edition = live_edition("trivia", "trivia")
        slug = players.mood_result(rng).rpartition("/")[2]
        play_key = players.finished_round()
        middle = pages.board(edition, day=None, start=[1, 400, 0, ""]).next_page
    return {
        "mood submit": lambda: players.mood_result(rng),
        "result and share": lambda: result_page_by_slug(slug, "en"),
        "leaderboard": lambda: pages.board(edition, day=None, start=None),
        "leaderboard, half way": lambda: pages.board(edition, day=None, start=middle),
        "trivia result, percentile": lambda: pages.result(
            play_key=play_key, language="en", now=clock.now()
        ),
    }


def _seed() -> int:
    return secrets.randbits(32)


def _p50s_ms(works: list[tuple[Flask, Work]]) -> list[float]:
    """Measure the two games in turn, in changing order."""
    times: list[list[float]] = [[] for _ in works]
    for call in range(CALLS + 1):
        for place in range(len(works)) if call % 2 else reversed(range(len(works))):
            game, work = works[place]
            with game.app_context():
                began = time.perf_counter()
                work()
                times[place].append(time.perf_counter() - began)
    return [1000 * statistics.median(each[1:]) for each in times]


def _fill(game: Flask, kind: str, size: int) -> None:
    began = time.monotonic()
    with game.app_context():
        if kind == "sqlite":
            db.session.connection().exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
        _add_rows(size)
        db.session.remove()
        db.engine.dispose()  # what is timed has connections as players have them
    print(
        f"{kind}: {size:,} results and rounds, filled in {time.monotonic() - began:.0f} s",
        flush=True,
    )


def _add_rows(size: int) -> None:
    """Fill up to ``size`` results, rounds and board rows, each like one that was played.

    The database makes them from numbers by itself, which is far faster than sending it the rows.
    Only the frozen facts of the results are left out: 2 KB each, that nothing but their own page
    reads.
    """
    have = db.session.scalar(select(func.count()).select_from(LeaderboardEntry)) or 0
    edition = live_edition("trivia", "trivia")
    pattern = _pattern()
    for start in range(have, size, BATCH):
        numbers = _numbers(start, min(start + BATCH, size))
        with transaction():
            _add(MoodResult, {**pattern, "slug": _name(), "attempt": _name()}, numbers)
            _add(TriviaRound, _round(edition.id), numbers)
            round_id = db.session.scalar(select(func.max(TriviaRound.id)))
            _add(LeaderboardEntry, _entry(edition.quiz_id, round_id, numbers.c.number), numbers)
    _count(edition.quiz_id, size)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _numbers(start: int, stop: int) -> CTE:
    numbers = select(literal(start).label("number")).cte(recursive=True)
    return numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number + 1 < stop))


def _add(model: type[Base], values: dict[str, Any], numbers: CTE) -> None:
    """A row for each number; what is no expression is the same in all of them."""
    columns = model.__table__.c
    row = {
        name: value if isinstance(value, ColumnElement) else literal(value, columns[name].type)
        for name, value in values.items()
    }
    each = select(*row.values()).select_from(numbers)
    db.session.execute(insert(model).from_select(list(row), each))


def _pattern() -> dict[str, Any]:
    players.mood_result(random.Random(_seed()))
    row = db.session.scalars(select(MoodResult).order_by(MoodResult.id.desc()).limit(1)).one()
    same = {name: getattr(row, name) for name in ("edition_id", "sheet", "created_at")}
    return {**same, "facts": {}}


def _round(edition_id: int) -> dict[str, Any]:
    now = clock.now()
    names = {name: _name() for name in ("slug", "play_key", "attempt", "seed")}
    return {**names, "edition_id": edition_id, "kind": "practice", "item_ids": list(range(8))} | {
        "started_at": now,
        "finished_at": now,
        "response_count": 8,
    }


def _entry(quiz_id: int, round_id: int | None, number: ColumnElement[int]) -> dict[str, Any]:
    score = number % 800 * 719 % 800
    nickname = "n" + cast(number, String)
    return {"board": f"{quiz_id}/all", "nickname_key": nickname, "nickname": nickname} | {
        "score": score,
        "right_count": score // 100,
        "round_id": round_id,
        "achieved_at": clock.now(),
    }


def _name() -> ColumnElement[str]:
    """A random text like a slug."""
    if db.engine.dialect.name == "postgresql":
        return func.substr(func.md5(cast(func.random(), String)), 1, SLUG_LENGTH)
    return func.lower(func.hex(func.randomblob(SLUG_LENGTH // 2)))


def _count(quiz_id: int, size: int) -> None:
    """The tallies as they would stand; their rows do not grow."""
    with transaction():
        db.session.merge(OutcomeTally(quiz_id=quiz_id, track="not-over", result_count=size))
        day = house_day(clock.now())
        db.session.merge(DayTally(quiz_id=quiz_id, day=day, right_count=5, round_count=size))


if __name__ == "__main__":
    main()

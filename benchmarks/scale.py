"""``make bench-scale``: what players do, with few rows and with very many.

Fills a database of its own by bulk insert and times the use cases in this process, so that only
the database grows between the sizes. Ratios are to the first size.
"""

import argparse
import os
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from benchmarks.faults.services import own_postgres
from quizapp import clock, create_app
from quizapp.config import read_settings
from quizapp.db import Base, db, transaction
from quizapp.mood.pages import result_page_by_slug
from quizapp.plays.models import DayTally, LeaderboardEntry, MoodResult, OutcomeTally, TriviaRound
from quizapp.quizzes.queries import live_edition
from quizapp.startup import prepare
from quizapp.trivia import pages
from quizapp.trivia.queries import day_histogram

from .speed import players

SIZES = (1_000, 1_000_000, 10_000_000)
BATCH = 20_000
CALLS = 200
GOAL = 1.2
Work = Callable[[], object]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    kinds = ["sqlite", "postgresql"]
    options.add_argument("--on", choices=kinds, nargs="+", default=kinds)
    chosen = options.parse_args()
    for kind in chosen.on:
        with tempfile.TemporaryDirectory(prefix="quiz-scale-") as folder, _game(kind, Path(folder)):
            _run(kind, sorted(chosen.sizes))


@contextmanager
def _game(kind: str, folder: Path) -> Iterator[None]:
    folder.chmod(0o755)
    server = own_postgres(folder / "pg") if kind == "postgresql" else nullcontext()
    with server as postgres:
        environ = {"DATA_DIR": str(folder), "DATABASE_URL": postgres.url if postgres else ""}
        with create_app(read_settings({**os.environ, **environ})).app_context():
            prepare()
            yield
            db.session.remove()
            db.engine.dispose()


def _run(kind: str, sizes: list[int]) -> None:
    first: dict[str, float] = {}
    for size in sizes:
        began = time.monotonic()
        _fill(size)
        print(f"{kind}: {size:,} results and rounds, filled in {time.monotonic() - began:.0f} s")
        for name, work in _works().items():
            p50 = _p50_ms(work)
            ratio = p50 / first.setdefault(name, p50)
            verdict = "met" if ratio <= GOAL else "MISSED"
            print(f"P7   {name:24}{p50:9.3f} ms{ratio:7.2f}  at most {GOAL}  {verdict}", flush=True)


def _works() -> dict[str, Work]:
    dice = random.Random(_seed())
    edition = live_edition("trivia", "trivia")
    today = clock.now().date()
    slug = players.mood_result(dice).rpartition("/")[2]
    return {
        "mood submit": lambda: players.mood_result(dice),
        "result and share": lambda: result_page_by_slug(slug, "en"),
        "leaderboard": lambda: pages.board(edition, day=None, start=None),
        "percentile of the day": lambda: day_histogram(edition.quiz_id, today, 8),
    }


def _seed() -> int:
    return secrets.randbits(32)


def _p50_ms(work: Work) -> float:
    work()
    times = []
    for _ in range(CALLS):
        db.session.remove()
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def _fill(size: int) -> None:
    """Up to ``size`` results, rounds and board rows, each like one that was played."""
    pattern = _pattern()
    have = db.session.scalar(select(func.count()).select_from(TriviaRound)) or 0
    edition = live_edition("trivia", "trivia")
    for start in range(have, size, BATCH):
        count = min(BATCH, size - start)
        with transaction():
            _add(
                MoodResult, [{**pattern, "slug": _name(), "attempt": _name()} for _ in range(count)]
            )
            _add(TriviaRound, [_round(edition.id) for _ in range(count)])
            ids = db.session.scalar(select(func.max(TriviaRound.id))) or 0
            rows = [_entry(edition.quiz_id, start + at, ids) for at in range(count)]
            _add(LeaderboardEntry, rows)
    _count(edition.quiz_id, size)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _pattern() -> dict[str, Any]:
    players.mood_result(random.Random(_seed()))
    row = db.session.scalars(select(MoodResult).order_by(MoodResult.id.desc()).limit(1)).one()
    return {name: getattr(row, name) for name in ("edition_id", "sheet", "facts", "created_at")}


def _round(edition_id: int) -> dict[str, Any]:
    now = clock.now()
    names = {name: _name() for name in ("slug", "play_key", "attempt", "seed")}
    return {**names, "edition_id": edition_id, "kind": "practice", "item_ids": list(range(8))} | {
        "started_at": now,
        "finished_at": now,
        "response_count": 8,
    }


def _entry(quiz_id: int, number: int, round_id: int) -> dict[str, Any]:
    score = number * 7919 % 800
    return {"board": f"{quiz_id}/all", "nickname_key": f"n{number}", "nickname": f"n{number}"} | {
        "score": score,
        "right_count": score // 100,
        "round_id": round_id,
        "achieved_at": clock.now(),
    }


def _count(quiz_id: int, size: int) -> None:
    """The tallies as they would stand; their rows do not grow."""
    with transaction():
        db.session.merge(OutcomeTally(quiz_id=quiz_id, track="not-over", result_count=size))
        day = clock.now().date()
        db.session.merge(DayTally(quiz_id=quiz_id, day=day, right_count=5, round_count=size))


def _add(model: type[Base], rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model), rows)


def _name() -> str:
    return secrets.token_urlsafe(16)


if __name__ == "__main__":
    main()

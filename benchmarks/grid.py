"""``make bench-grid``: the question grid with 2,000 questions, for every filter and order.

Each page is asked for as a browser does, in this process; its CPU time counts, so that what else
the machine does does not. The bank is filled by bulk insert: every option was chosen some hundred
times, every fourth question is flagged, and 400 days were drawn.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Table, insert, select

from quizapp import clock, create_app
from quizapp.config import house_day, read_settings
from quizapp.database.db import Base, db, transaction
from quizapp.plays.models import OptionTally
from quizapp.quizzes.models import Flag, FlagReason, Item, Option, Quiz, ScheduledDay
from quizapp.server.startup import prepare
from tests.editors import EditorClient, add_editor
from tests.statements import counted

QUESTIONS, DAYS, CALLS = 2_000, 400, 40
GOAL_MS, GOAL_BYTES = 150, 120_000
FILTERS = {
    "everything": "",
    "search, English": "q=lantern+who",
    "search, Korean": "q=황후",
    "search, nothing found": "q=xyzzy",
    "drafts": "state=draft",
    "retired": "state=retired",
    "category and stars": "category=tracks&stars=3",
    "a theme": "theme=love",
    "no Korean text": "missing=ko",
    "no Korean explanation": "missing=explanation-ko",
    "no source": "missing=source",
    "flagged twice": "flags=2",
    "suggested": "is_suggested=y",
    "needs a hand": "needs_hand=y",
    "right share first": "sort=right",
    "asked most first": "sort=asked",
    "last day first": "sort=last",
    "the last page": "page=999",
    "all at once": "q=who&needs_hand=y&missing=ko&flags=1&state=all&sort=right",
}
WORDS = (
    *("who", "whose", "which", "lantern", "palace", "music", "song"),
    *("drama", "snow", "crown", "sings", "plays", "hears"),
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=CALLS)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-grid-") as folder:
        game = create_app(read_settings({"DATA_DIR": folder}))
        with game.app_context():
            prepare()
            _fill(random.Random(7))
        _measure(game, chosen.calls)


def _measure(game: Flask, calls: int) -> None:
    with game.app_context():
        desk = EditorClient(game.test_client()).sign_in_as(add_editor("Bench"))
    for name, query in FILTERS.items():
        _say(name, *_pages(game, desk, f"/questions/?{query}", calls))


def _pages(game: Flask, desk: EditorClient, address: str, calls: int) -> tuple[float, int, int]:
    """The 95th percentile of a page's CPU time in ms, its bytes, and its statements."""
    times = []
    for _ in range(calls + 1):
        with game.app_context(), counted() as statements:
            began = time.process_time()
            page = desk.get(address)
            times.append(time.process_time() - began)
        assert page.status_code == 200, page.status
    p95 = statistics.quantiles(times[1:], n=20, method="inclusive")[-1]
    return 1000 * p95, len(page.data), len(statements)


def _say(name: str, p95: float, size: int, statements: int) -> None:
    is_met = p95 <= GOAL_MS and size <= GOAL_BYTES
    figures = f"{p95:7.1f} ms{size / 1000:8.1f} kB{statements:5} statements"
    print(f"{name:24}{figures}  {'met' if is_met else 'MISSED'}", flush=True)


def _fill(rng: random.Random) -> None:
    quiz = db.session.scalars(select(Quiz).where(Quiz.kind == "trivia")).one()
    edition_id = quiz.editions[0].id
    now = clock.now()
    first = 10_000
    ids = range(first, first + QUESTIONS)
    with transaction():
        _insert(Item, (_item(quiz.id, number, rng) for number in ids))
        _insert(Option, (row for number in ids for row in _options(number, rng)))
        _insert(
            OptionTally,
            (_tally(row, rng) for number in ids for row in range(4 * number, 4 * number + 4)),
        )
        flag = {"reason": FlagReason.TYPO, "note": "", "flagged_at": now}
        _insert(
            Flag, ({"item_id": number, **flag} for number in ids if number % 4 < 2 for _ in (1, 2))
        )
        days = [house_day(now) - timedelta(days=day) for day in range(20, 20 + DAYS)]
        row = {"quiz_id": quiz.id, "edition_id": edition_id}
        _insert(
            ScheduledDay, ({**row, "day": day, "item_ids": rng.sample(ids, 10)} for day in days)
        )


def _insert(model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    db.session.execute(insert(table), list(rows))


def _item(quiz_id: int, number: int, rng: random.Random) -> dict[str, Any]:
    stem = " ".join(rng.choices(WORDS, k=9))
    return {
        "id": number,
        "quiz_id": quiz_id,
        "slug": f"bench-{number}",
        "position": number,
        "stem_en": f"{stem} {number}?",
        "stem_ko": ""
        if number % 9 == 0
        else f"황후의 품격에서 {number}번째로 들리는 노래는 무엇인가요?",
        "explanation_en": stem,
        "explanation_ko": "" if number % 7 == 0 else "드라마에서 그렇게 들려요.",
        "category": rng.choice(["tracks", "drama", "album"]),
        "stars": rng.randint(1, 5),
        "spoiler_episode": 0,
        "sources": [] if number % 5 == 0 else [{"label": "a", "url": "https://a.example"}],
        "is_draft": number % 3 == 0,
        "revision": 1,
        "retired_at": clock.now() if number % 11 == 0 else None,
    }


def _options(number: int, rng: random.Random) -> Iterator[dict[str, Any]]:
    for place in range(4):
        yield {
            "id": 4 * number + place,
            "item_id": number,
            "position": place + 1,
            "text_en": " ".join(rng.choices(WORDS, k=4)),
            "text_ko": "" if number % 9 == 0 else f"보기 {place}",
            "is_key": place == 0,
        }


def _tally(option_id: int, rng: random.Random) -> dict[str, Any]:
    return {"option_id": option_id, "response_count": rng.randint(1, 400)}


if __name__ == "__main__":
    main()

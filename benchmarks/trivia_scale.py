"""What the boards and the percentile cost at a million rounds, over what they cost at a thousand.

PYTHONPATH=. python benchmarks/trivia_scale.py        (some minutes; needs PostgreSQL's programs)
"""

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, text

from quizapp import clock, create_app, startup
from quizapp.config import read_settings
from quizapp.db import db, transaction
from quizapp.plays.models import DayTally, LeaderboardEntry, Response, TriviaRound
from quizapp.quizzes.queries import PublishedEdition, live_edition
from quizapp.trivia.queries import board_name, round_by_key
from quizapp.trivia.service.answers import ask, respond
from quizapp.trivia.service.starts import Start, start_today
from quizapp.trivia.shuffle import shown_options
from tests import postgresql

FEW, MANY = 1_000, 1_000_000
BATCH = 20_000
ITEMS = 8
TURNS = 300
GOAL = 1.5
Rows = Iterator[dict[str, Any]]


@dataclass
class Game:
    """A game with so many rounds of today, and the addresses whose cost is measured."""

    app: Flask
    addresses: dict[str, str]


def main() -> None:
    is_met = True
    with ExitStack() as stack:
        for name in ("SQLite", "PostgreSQL"):
            few, many = (filled(database(name, stack), count) for count in (FEW, MANY))
            is_met &= compare(name, few, many)
    raise SystemExit(0 if is_met else 1)


def database(name: str, stack: ExitStack) -> dict[str, str]:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    environ = {"DATA_DIR": folder}
    if name == "PostgreSQL":
        environ["DATABASE_URL"] = stack.enter_context(postgresql.server())
    return environ


def filled(environ: dict[str, str], count: int) -> Game:
    app = create_app(read_settings({"PUBLIC_URL": "http://localhost:8000", **environ}))
    with app.app_context():
        startup.prepare()
        edition = live_edition("trivia", "trivia")
        play_key = play(edition)
        mine = round_by_key(play_key)
        fill(TriviaRound, rounds(mine, count))
        first = db.session.scalar(select(TriviaRound.id).where(TriviaRound.slug == "r0"))
        assert first is not None
        fill(Response, responses(mine, first, count))
        for day in (None, mine.day):
            fill(LeaderboardEntry, entries(board_name(edition.quiz_id, day), mine, first, count))
        fill(DayTally, histogram(edition, mine, count))
        settle()
    return Game(app, addresses(app, play_key))


def play(edition: PublishedEdition) -> str:
    now = clock.now()
    play_key = start_today(edition=edition, start=Start("mine", False, now))
    for position in range(1, ITEMS + 1):
        round_ = round_by_key(play_key)
        item = edition.content.item(round_.item_ids[position - 1])
        shown = shown_options(round_.seed, item.id, [option.id for option in item.options])
        ask(play_key=play_key, position=position, now=now)
        now += timedelta(seconds=7)
        respond(play_key=play_key, position=position, token=shown[0].token, language="en", now=now)
    return play_key


def rounds(mine: TriviaRound, count: int) -> Rows:
    columns = {c.key: getattr(mine, c.key) for c in TriviaRound.__table__.c if c.key != "id"}
    for number in range(count):
        names = {"slug": f"r{number}", "play_key": f"k{number}", "attempt": f"a{number}"}
        yield {**columns, **names, "score": number % 881, "right_count": number % (ITEMS + 1)}


def responses(mine: TriviaRound, first: int, count: int) -> Rows:
    columns = {c.key: getattr(mine.responses[0], c.key) for c in Response.__table__.c}
    del columns["id"]
    for number in range(count):
        yield {**columns, "round_id": first + number}


def entries(board: str, mine: TriviaRound, first: int, count: int) -> Rows:
    for number in range(count):
        yield {
            "board": board,
            "nickname_key": f"player {number}",
            "nickname": f"player {number}",
            "score": number % 881,
            "right_count": number % (ITEMS + 1),
            "round_id": first + number,
            "achieved_at": mine.started_at + timedelta(milliseconds=number // 3),
        }


def histogram(edition: PublishedEdition, mine: TriviaRound, count: int) -> Rows:
    key = {"quiz_id": edition.quiz_id, "day": mine.day}
    for right in range(ITEMS + 1):
        if right != mine.right_count:
            yield {**key, "right_count": right, "round_count": count // ITEMS}


def fill(model: type, rows: Rows) -> None:
    while batch := list(islice(rows, BATCH)):
        with transaction():
            db.session.execute(insert(model), batch)


def settle() -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def addresses(app: Flask, play_key: str) -> dict[str, str]:
    client = app.test_client()
    board = "/en/trivia/leaderboard/all"
    deep = board
    for _ in range(10):
        page = client.get(deep).text
        link = page.partition(">Further down")[0].rpartition('href="')[2].rpartition('"')[0]
        deep = link.replace("&amp;", "&")
    return {
        "board of all time": board,
        "board of today": f"/en/trivia/leaderboard/{clock.now().date()}",
        "board, ten pages down": deep,
        "result with percentile": f"/en/trivia/play/{play_key}/result",
    }


def compare(name: str, few: Game, many: Game) -> bool:
    """Take turns, so that whatever else the machine does falls on both alike."""
    is_met = True
    for page in few.addresses:
        times: Sequence[list[float]] = ([], [])
        for _ in range(TURNS):
            for game, taken in zip((few, many), times, strict=True):
                taken.append(seconds(game, page))
        at_few, at_many = map(statistics.median, times)
        ratio = at_many / at_few
        is_met &= ratio <= GOAL
        print(
            f"{name:<11} {page:<24} {1000 * at_few:7.2f} ms at {FEW:,} {1000 * at_many:7.2f} ms "
            f"at {MANY:,}  x{ratio:.2f}  (goal <= {GOAL})",
            flush=True,
        )
    return is_met


def seconds(game: Game, page: str) -> float:
    client = game.app.test_client()
    start = time.perf_counter()
    response = client.get(game.addresses[page])
    taken = time.perf_counter() - start
    assert response.status_code == 200, page
    return taken


if __name__ == "__main__":
    main()

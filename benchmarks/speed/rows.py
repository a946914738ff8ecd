"""The rows of the goal table that need a load on a running server."""

import random
import statistics
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed import players
from benchmarks.speed.load import Ask, Measured, measure
from tests.faults.game import Game, inside, running

PLAYERS_READY = 6000
"""Prepared answers for each timed stretch: more than a server takes in it."""
FLOORS = "benchmarks.speed.floors:app"


@dataclass(frozen=True)
class Row:
    """A case of the game with its floor; ``goal`` is the lowest ratio of requests per second.

    ``most_cpu`` and ``most_p99`` are the most of the ratios of CPU per request and of p99, if any.
    """

    goal_row: str
    name: str
    asks: Sequence[Sequence[Ask]]
    floor: Ask
    goal: float
    most_cpu: float | None = None
    most_p99: float | None = None


@dataclass(frozen=True)
class Servers:
    game: Game
    floors: Game
    card_address: str


@contextmanager
def servers(folder: Path, rounds: int) -> Iterator[tuple[Servers, list[Row]]]:
    """The shipped game on SQLite beside the floors, both as in production behind one proxy."""
    environ = {"TRUSTED_PROXIES": "1"}
    with (
        running(folder / "game", environ) as game,
        running(folder / "floors", {}, FLOORS) as floors,
        inside(game.settings),
    ):
        rng = random.Random(7)
        shared = players.mood_result(rng)
        both = Servers(game, floors, _card_address(game, shared))
        yield both, list(_rows(both, shared, rounds + 1, rng))


def _rows(servers: Servers, shared: str, rounds: int, rng: random.Random) -> Iterator[Row]:
    pages = ["/en/", "/en/mood/", "/ko/tracks/not-over", "/en/album/", "/en/trivia/"]
    for path in pages:
        floor = f"/fixed/{_size(servers.game, path)}"
        goal = 0.90 if path == "/en/trivia/" else 0.75
        yield Row("P1", path, [[Ask(path)]] * rounds, Ask(floor), goal, most_cpu=1.35)
    for path in (shared, players.comparison(shared, rng), players.board_rows(200, rng)):
        floor = f"/jinja/{_size(servers.game, path)}"
        yield Row("P2", _named(path), [[Ask(path)]] * rounds, Ask(floor), 0.70)
    taken = [players.waiting_rounds(PLAYERS_READY) for _ in range(rounds)]
    questions = [[question for question, _ in rounds_] for rounds_ in taken]
    floor = f"/jinja/{_size(servers.game, questions[0][0].path)}"
    yield Row("P3", "one's own trivia question", questions, Ask(floor), 0.65, most_cpu=1.8)
    sheets = [players.mood_sheets(PLAYERS_READY, rng) for _ in range(rounds)]
    insert = Ask("/insert", "x=1")
    yield Row("P4", "mood submit", sheets, insert, 1.3, most_cpu=1.5, most_p99=0.5)
    responses = [[response for _, response in rounds_] for rounds_ in taken]
    yield Row("P5", "trivia response", responses, insert, 1.1, most_cpu=1.6)
    card = servers.card_address
    png = _fetch(servers.game, card)
    (servers.floors.folder / "card.png").write_bytes(png)
    yield Row("P8", "a card once drawn", [[Ask(card)]] * rounds, Ask("/file/card.png"), 0.70)


def compare(servers: Servers, row: Row, number: int, seconds: float) -> tuple[Measured, Measured]:
    """One round: the floor and the game, each first in turn."""
    pair = [(servers.floors, [row.floor]), (servers.game, row.asks[number])]
    order = pair if number % 2 else pair[::-1]
    got = {id(asks): measure(game, asks, seconds) for game, asks in order}
    return got[id(pair[0][1])], got[id(pair[1][1])]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def _named(path: str) -> str:
    return {"r": "shared result", "c": "comparison"}.get(path.split("/")[2], "leaderboard")


def _size(game: Game, path: str) -> int:
    return len(_fetch(game, path))


def _card_address(game: Game, result: str) -> str:
    page = _fetch(game, result).decode()
    return page.partition('data-picture="')[2].partition('"')[0]


def _fetch(game: Game, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{game.port}{path}") as answer:
        body: bytes = answer.read()
        return body

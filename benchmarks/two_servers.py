"""``make bench-two``: two servers of one worker each beside one server of two workers.

All of them stand on one PostgreSQL and one Redis, on this machine. The same load, two times 32
connections, goes by turns to the one server and to both of the other two. PostgreSQL itself
counts the statements, of requests sent one after the other.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qsl

from sqlalchemy import Engine, create_engine

from benchmarks.speed import players
from benchmarks.speed.load import Ask, measure
from benchmarks.speed.rows import median
from tests.faults.game import Game, inside, running
from tests.faults.players import ask
from tests.faults.services import KEY, Postgres, own_postgres, own_redis

GOAL = 0.85
PLAYERS_READY = 3000
COUNTED = 40
COUNT = "SELECT sum(calls) FROM pg_stat_statements WHERE query NOT LIKE '%%pg_stat%%'"


@dataclass(frozen=True)
class Got:
    """Of both loads: requests per second, and how many answers were none."""

    rate: float
    errors: int


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=2)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-two-") as folder:
        _run(Path(folder), chosen.rounds, chosen.seconds)


def _run(folder: Path, rounds: int, seconds: float) -> None:
    folder.chmod(0o755)
    with ExitStack() as stack:
        postgres = stack.enter_context(own_postgres(folder / "pg"))
        engine = _counting(postgres)
        _, redis_url = stack.enter_context(own_redis(folder))
        shared = {"DATABASE_URL": postgres.url, "REDIS_URL": redis_url, "SECRET_KEY": KEY}

        def server(name: str, workers: int) -> Game:
            environ = {**shared, "TRUSTED_PROXIES": "1", "WEB_CONCURRENCY": str(workers)}
            return stack.enter_context(running(folder / name, environ))

        one = server("one", 2)
        two = [server("left", 1), server("right", 1)]
        stack.enter_context(inside(one.settings))
        for name, asks in _rows(rounds + 1).items():
            (warm, counted), *timed = asks
            for games in ([one, one], two):
                _measure(games, warm, 1)
            counts = [
                _statements_each(engine, [one, one], counted[:COUNTED]),
                _statements_each(engine, two, counted[-COUNTED:]),
            ]
            pairs = [
                _by_turns([[one, one], two], asks, number, seconds)
                for number, asks in enumerate(timed)
            ]
            print(_line(name, pairs, counts), flush=True)
        engine.dispose()


def _counting(postgres: Postgres) -> Engine:
    engine = create_engine(postgres.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'"
        )
    engine.dispose()
    postgres.stop()
    postgres.start()
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE EXTENSION pg_stat_statements")
    return engine


def _rows(rounds: int) -> dict[str, list[tuple[list[Ask], list[Ask]]]]:
    """For each case and round, the requests to the one server and to the two."""
    rng = random.Random(11)
    shared = players.mood_result(rng)
    taken = [players.waiting_rounds(2 * PLAYERS_READY) for _ in range(rounds)]
    sheets = [players.mood_sheets(2 * PLAYERS_READY, rng) for _ in range(rounds)]
    cases = {
        "mood quiz": [[Ask("/en/mood/")] * 4 * COUNTED] * rounds,
        "shared result": [[Ask(shared)] * 4 * COUNTED] * rounds,
        "leaderboard": [[Ask(players.board_rows(200, rng))] * 4 * COUNTED] * rounds,
        "mood submit": sheets,
        "trivia question": [[question for question, _ in each] for each in taken],
        "trivia response": [[response for _, response in each] for each in taken],
    }
    return {
        name: [(asks[::2], asks[1::2]) for asks in of_rounds] for name, of_rounds in cases.items()
    }


def _by_turns(
    both: Sequence[Sequence[Game]],
    asks: tuple[list[Ask], list[Ask]],
    number: int,
    seconds: float,
) -> tuple[Got, Got]:
    places = (0, 1) if number % 2 else (1, 0)
    got = {place: _measure(both[place], asks[place], seconds) for place in places}
    return got[0], got[1]


def _measure(games: Sequence[Game], asks: list[Ask], seconds: float) -> Got:
    """Two loads at once, each with half of the requests."""
    half = len(asks) // 2
    with ThreadPoolExecutor(2) as loads:
        got = list(loads.map(measure, games, (asks[:half], asks[half:]), [seconds] * 2))
    return Got(sum(each.rate for each in got), sum(each.errors for each in got))


def _statements_each(engine: Engine, games: Sequence[Game], asks: list[Ask]) -> float:
    """SQL statements for each request, sent to the games in turn."""
    before = _statements_at_rest(engine)
    for game, request in zip(cycle(games), asks, strict=False):
        fields = dict(parse_qsl(request.body, keep_blank_values=True)) or None
        answer = ask(game.port, request.method, request.path, fields)
        assert answer.status in {200, 307}, answer
    return (_statements(engine) - before) / len(asks)


def _statements_at_rest(engine: Engine) -> int:
    """The count once the requests of an interrupted load have ended."""
    count = -1
    while count != (count := _statements(engine)):
        time.sleep(0.5)
    return count


def _statements(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql(COUNT).scalar_one())


def _line(name: str, pairs: list[tuple[Got, Got]], counts: list[float]) -> str:
    ratios = [two.rate / one.rate for one, two in pairs]
    one, two = ([pair[place] for pair in pairs] for place in (0, 1))
    errors = sum(got.errors for got in (*one, *two))
    is_met = median(ratios) >= GOAL and round(counts[0]) == round(counts[1])
    return (
        f"P11  {name:20}"
        f"{median([got.rate for got in one]):7.0f} req/s{median([got.rate for got in two]):7.0f}"
        f"  ratio {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}), goal {GOAL}"
        f"  statements {counts[0]:.2f} {counts[1]:.2f}  {errors} errors"
        f"  {'met' if is_met else 'MISSED'}"
    )


if __name__ == "__main__":
    main()

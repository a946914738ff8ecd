"""``make bench BENCH="--burst"``: many players answer the same question within a few seconds.

Once undisturbed, for the time that players wait, and once more with ``kill -9`` of the whole game
in the middle: what was acknowledged must be stored, once, and counted.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread

from sqlalchemy import func, select, text

from benchmarks.speed import players
from benchmarks.speed.load import FORM, Ask
from quizapp.plays.models import ItemTally, OptionTally, TriviaResponse
from tests.faults.game import Game, inside, running
from tests.faults.services import KEY, own_postgres
from tests.faults.store import opened

PLAYERS, SECONDS, THREADS = 500, 5.0, 100
MOST_P95_MS = 250
PATIENCE_SECONDS = 30
COUNTED = (
    (ItemTally.response_count, TriviaResponse.item_id, ItemTally.item_id),
    (OptionTally.response_count, TriviaResponse.option_id, OptionTally.option_id),
)


def run(folder: Path) -> None:
    with own_postgres(folder / "pg") as postgres:
        for name, url in (("SQLite", ""), ("PostgreSQL", postgres.url)):
            environ = {"TRUSTED_PROXIES": "1", "SECRET_KEY": KEY}
            environ |= {"DATABASE_URL": url} if url else {}
            with running(folder / name, environ) as game:
                _burst(game, f"{name}, undisturbed")
                with _killed_in_between(game):
                    _burst(game, f"{name}, kill -9")


@contextmanager
def _killed_in_between(game: Game) -> Iterator[None]:
    def kill() -> None:
        time.sleep(SECONDS / 2)
        game.kill_all()
        game.start()

    killing = Thread(target=kill)
    killing.start()
    yield
    killing.join()


def _burst(game: Game, name: str) -> None:
    with inside(game.settings):
        responses = [response for _, response in players.waiting_rounds(PLAYERS)]
    began = time.monotonic() + 0.5
    with ThreadPoolExecutor(THREADS) as threads:
        moments = [began + SECONDS * number / PLAYERS for number in range(PLAYERS)]
        answers = list(
            threads.map(lambda each: _answer(game, *each), zip(responses, moments, strict=True))
        )
    time.sleep(1)
    waits = sorted(1000 * seconds for seconds, _ in answers)
    p95 = waits[len(waits) * 95 // 100]
    statuses = [status for _, tried in answers for status in tried]
    errors = sum(500 <= status != 503 for status in statuses)
    lost, doubled, wrong = _amiss(game, responses)
    is_met = not (lost or doubled or wrong or errors) and (p95 <= MOST_P95_MS or "kill" in name)
    print(
        f"burst  {name:24} p50 {waits[len(waits) // 2]:6.0f} ms  p95 {p95:6.0f} ms"
        f"  {statuses.count(303)} acknowledged, {lost} lost, {doubled} doubled,"
        f" {errors} × 5xx, {statuses.count(0)} cut off, {wrong} counters wrong"
        f"  {'met' if is_met else 'MISSED'}"
    )


def _answer(game: Game, response: Ask, moment: float) -> tuple[float, list[int]]:
    """Seconds from the moment to the acknowledgment, and all statuses; 0 where nothing came."""
    time.sleep(max(0.0, moment - time.monotonic()))
    statuses: list[int] = []
    while 303 not in statuses and time.monotonic() - moment < PATIENCE_SECONDS:
        statuses.append(_status(game, response))
        if statuses[-1] != 303:
            time.sleep(0.05)
    return time.monotonic() - moment, statuses


def _status(game: Game, ask: Ask) -> int:
    connection = HTTPConnection("127.0.0.1", game.port, timeout=10)
    headers = {"Content-Type": FORM, "X-Forwarded-For": f"10.8.{hash(ask.path) % 250}.7"}
    try:
        connection.request("POST", ask.path, ask.body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def _amiss(game: Game, responses: list[Ask]) -> tuple[int, int, int]:
    """Acknowledged responses that are not stored, stored twice, and counters that are wrong."""
    keys = [ask.path.split("/")[-2] for ask in responses]
    stored = text(
        "SELECT play_key, count(*) FROM trivia_round JOIN response ON round_id = trivia_round.id"
        " GROUP BY play_key"
    )
    with opened(game.database_url) as connection:
        counts: dict[str, int] = dict(connection.execute(stored).tuples().all())
        wrong = 0
        for counter, column, key in COUNTED:
            total = select(func.count()).where(column == key).scalar_subquery()
            rows = select(func.count()).where(counter != total)
            wrong += connection.scalar(rows) or 0
    return (
        sum(key not in counts for key in keys),
        sum(counts.get(key, 1) > 1 for key in keys),
        wrong,
    )

"""Four servers of one worker on one PostgreSQL, directly or through PgBouncer."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import text

from tests.faults.figures import Figures
from tests.faults.game import running
from tests.faults.nginx import front
from tests.faults.players import losses, playing
from tests.faults.services import KEY, own_postgres, own_redis
from tests.faults.store import opened, remarks
from tests.pgbouncer import pooler

SERVERS = 4
SESSIONS = 8
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL AND pid <> pg_backend_pid()"
)


def four_servers(
    folder: Path, *, players: int = 24, seconds: float = 20, is_pooled: bool = True
) -> Figures:
    """A crowd; how many sessions of PostgreSQL it takes, and what it does in a second."""
    way = f"through PgBouncer with {SESSIONS} sessions" if is_pooled else "directly"
    figures = Figures(f"{SERVERS} servers of one worker on one PostgreSQL, {way}")
    with own_postgres(folder / "pg") as postgres, own_redis(folder) as (_, redis):
        pool = pooler(folder / "pgbouncer", postgres.url, sessions=SESSIONS)
        with pool if is_pooled else nullcontext(postgres.url) as address, ExitStack() as servers:
            shared = {"DATABASE_URL": address, "REDIS_URL": redis, "SECRET_KEY": KEY}
            settings = {**shared, "TRUSTED_PROXIES": "1", "WEB_CONCURRENCY": "1"}
            games = [
                servers.enter_context(running(folder / f"server{number}", settings))
                for number in range(SERVERS)
            ]
            nginx = servers.enter_context(front(folder / "nginx", *(game.port for game in games)))
            with _sessions(postgres.url) as counts, playing(players, nginx.port) as record:
                time.sleep(seconds)
            figures.must_be("5xx", record.count("5"), 0)
            figures.of_players(record, losses(record, nginx.port))
        figures.add("requests a second", round(len(record.seconds) / seconds))
        figures.add("most sessions of PostgreSQL", max(counts))
        if is_pooled:
            figures.must_be("no more than it has", max(counts), SESSIONS, at_most=True)
        figures.must_be("remarks", remarks(postgres.url), [])
    return figures


@contextmanager
def _sessions(url: str) -> Iterator[list[int]]:
    """How many sessions others have, twice a second for as long as the block lasts."""
    counts, stop = [0], threading.Event()

    def look() -> None:
        with opened(url) as connection:
            while not stop.wait(0.5):
                counts.append(connection.scalar(text(OTHERS)) or 0)
                connection.rollback()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield counts
    finally:
        stop.set()
        thread.join()

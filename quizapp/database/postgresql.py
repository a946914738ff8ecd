"""PostgreSQL as the database: how each connection is set up, directly and behind a pooler.

A pooler such as PgBouncer in transaction mode lends a server's session for one transaction. So
nothing may stay in a session for the next one: no setting, no lock, no prepared statement.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text

ENGINE_OPTIONS: dict[str, Any] = {
    "pool_size": 20,
    "pool_pre_ping": True,  # a restarted server costs no request
    "connect_args": {"connect_timeout": 5},
}
IDLE_SECONDS = 3
"""A machine that freezes inside a transaction keeps its row locks no longer: the other machines
wait for them, and have to answer before nginx takes them for frozen, too (4 s)."""
START_SECONDS = 600
"""The same for whoever holds a lock while other connections do the work."""
LOOK_AGAIN_SECONDS = 0.2


def prepare(engine: Engine) -> None:
    """Set up every connection."""
    event.listen(engine, "connect", _set_up)


def _set_up(connection: Any, _record: object) -> None:
    if is_pooled(connection):
        connection.prepare_threshold = None
    else:
        connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
    connection.commit()


def is_pooled(connection: Any) -> bool:
    """Whether a connection of the driver leads to a pooler, which makes a number up for itself."""
    (number,) = connection.execute("SELECT pg_backend_pid()").fetchone()
    return bool(number != connection.info.backend_pid)


@contextmanager
def advisory_lock(engine: Engine, key: int) -> Iterator[None]:
    """Do something in one process at a time, on all machines.

    The lock belongs to a transaction. Who waits asks again and again: a pooler has only so many
    sessions, and whoever has the lock needs another one for its work.
    """
    with engine.connect() as connection:
        while not connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": key}):
            connection.rollback()
            time.sleep(LOOK_AGAIN_SECONDS)
        timeout = f"SET LOCAL idle_in_transaction_session_timeout = '{START_SECONDS}s'"
        connection.execute(text(timeout))
        yield

"""PostgreSQL as the database: how each connection is set up, directly and behind a pooler.

A pooler such as PgBouncer in transaction mode lends a server's session for one transaction. So
nothing may stay in a session for the next one: no setting, no lock, no prepared statement.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event, text

ENGINE_OPTIONS: dict[str, Any] = {
    "pool_size": 20,
    "pool_pre_ping": True,  # a restarted server costs no request
    "connect_args": {"connect_timeout": 5},
}
IDLE_SECONDS = 20
"""How long a transaction may idle: a machine that dies inside one keeps nothing for hours."""
WRITING_IDLE_SECONDS = 3
"""The same for writers. Other machines wait for the row locks of one that freezes, and have to
answer before nginx takes them for frozen, too (4 s)."""
START_SECONDS = 600
"""The same for whoever holds a lock while other connections do the work."""
LOOK_AGAIN_SECONDS = 0.2


def prepare(engine: Engine) -> None:
    """Set up every connection, and bound how long writers hold their locks."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def _set_up(connection: Any, _record: object) -> None:
    connection.autocommit = True
    if is_pooled(connection):
        connection.prepare_threshold = None
    else:
        connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
    connection.autocommit = False


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("is_writing") and not options.get("is_migrating"):
        connection.exec_driver_sql(
            f"SET LOCAL idle_in_transaction_session_timeout = '{WRITING_IDLE_SECONDS}s'"
        )


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

"""SQLite as the embedded database: the driver, and how each connection is set up."""

import logging
import re
import time
from importlib import import_module
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

try:  # carries a newer SQLite than most systems do; see docs/decisions
    driver: ModuleType = import_module("pysqlite3")
except ImportError:
    driver = import_module("sqlite3")

FIXED_VERSION = (3, 51, 3)
"""The first release without the write-ahead log reset bug (https://sqlite.org/wal.html)."""

ENGINE_OPTIONS: dict[str, Any] = {"module": driver, "pool_size": 20}
BUSY_SECONDS = 10
"""How long a writer waits for its turn."""
BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
LOOK_AGAIN_SECONDS = 0.0003
PRIMARY_CODE = 0xFF
"""The bits of an error's code that say its kind; those above say more exactly what it was."""
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # acknowledged means kept, over a power cut too
    "foreign_keys=ON",
    f"busy_timeout={1000 * BUSY_SECONDS}",  # milliseconds
)

DISK_FAILED = re.compile("readonly|disk I/O")

logger = logging.getLogger(__name__)


def prepare(engine: Engine) -> None:
    """Set up every connection, let writers begin IMMEDIATE, and warn of an old library."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _let_go)
    if driver.sqlite_version_info < FIXED_VERSION:
        logger.warning(
            "SQLite %s can lose its write-ahead log in rare races; use %s or newer",
            driver.sqlite_version,
            ".".join(map(str, FIXED_VERSION)),
        )


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # `_begin` begins transactions, not the driver
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _let_go(context: ExceptionContext) -> None:
    """Give up the connections of a disk that failed: what is opened anew sees it repaired.

    SQLite opens a database that cannot be written as a read-only one, and keeps it so.
    """
    if DISK_FAILED.search(str(context.original_exception)):
        context.is_disconnect = True


def _begin(connection: Any) -> None:
    if connection.get_execution_options().get("is_writing", False):
        _begin_to_write(connection)
    else:  # touches no file and cannot fail, so it need not go through SQLAlchemy
        connection.connection.driver_connection.execute("BEGIN")


def _begin_to_write(connection: Any) -> None:
    """As soon as no other process writes.

    SQLite by itself would sleep ever longer between two looks, up to 100 ms, while others go first.
    """
    raw = connection.connection.driver_connection
    give_up_at = time.monotonic() + BUSY_SECONDS
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while _is_busy(raw) and time.monotonic() < give_up_at:
            time.sleep(LOOK_AGAIN_SECONDS)
        if not raw.in_transaction:
            connection.exec_driver_sql(BEGIN_TO_WRITE)  # fails where SQLAlchemy learns of it
    finally:
        raw.execute(f"PRAGMA busy_timeout={round(1000 * BUSY_SECONDS)}")


def _is_busy(raw: Any) -> bool:
    """Whether somebody else is writing; if not, the transaction has begun, or it never will."""
    try:
        raw.execute(BEGIN_TO_WRITE)
    except driver.OperationalError as refusal:
        return bool(refusal.sqlite_errorcode & PRIMARY_CODE == driver.SQLITE_BUSY)
    return False

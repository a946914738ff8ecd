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
"""How long a writer waits for another one."""
BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
POLL_SECONDS = 0.0003
"""How long a writer sleeps between two attempts to begin."""
PRIMARY_CODE = 0xFF
"""The bits of an error's code that say its kind; those above say more exactly what it was."""
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # what was acknowledged survives a power cut
    "foreign_keys=ON",
    f"busy_timeout={1000 * BUSY_SECONDS}",  # milliseconds
)

DISK_FAILED = re.compile("readonly|disk I/O")

logger = logging.getLogger(__name__)


def prepare(engine: Engine) -> None:
    """Set up every connection, let writers begin IMMEDIATE, and warn of an old library."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _disconnect_after_disk_failure)
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


def _disconnect_after_disk_failure(context: ExceptionContext) -> None:
    """Discard all connections after a disk failure, so that new ones see the disk repaired.

    SQLite opens a database that it cannot write as read-only, and it stays so for the connection.
    """
    if DISK_FAILED.search(str(context.original_exception)):
        context.is_disconnect = True


def _begin(connection: Any) -> None:
    if connection.get_execution_options().get("is_writing", False):
        _begin_to_write(connection)
    else:  # touches no file and cannot fail, so it need not go through SQLAlchemy
        connection.connection.driver_connection.execute("BEGIN")


def _begin_to_write(connection: Any) -> None:
    """BEGIN IMMEDIATE as soon as no other process writes, by polling.

    SQLite's busy timeout sleeps ever longer between attempts, up to 100 ms, while others go first.
    Measured in docs/decisions/0017.
    """
    raw = connection.connection.driver_connection
    give_up_at = time.monotonic() + BUSY_SECONDS
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while _is_busy(raw) and time.monotonic() < give_up_at:
            time.sleep(POLL_SECONDS)
        if not raw.in_transaction:
            connection.exec_driver_sql(BEGIN_TO_WRITE)  # fails where SQLAlchemy learns of it
    finally:
        if not connection.invalidated:  # a disk that failed has closed it
            raw.execute(f"PRAGMA busy_timeout={round(1000 * BUSY_SECONDS)}")


def _is_busy(raw: Any) -> bool:
    """Try to begin; True while another process holds the write lock.

    False means that the transaction has begun, or that it failed for another reason."""
    try:
        raw.execute(BEGIN_TO_WRITE)
    except driver.OperationalError as refusal:
        return bool(refusal.sqlite_errorcode & PRIMARY_CODE == driver.SQLITE_BUSY)
    return False

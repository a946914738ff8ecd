"""Where a move puts its rows: out of sight until all are there, and found again after a kill.

On SQLite that is a file beside the place, on PostgreSQL a schema of its own.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event, inspect, text

from .files import fsync

HALF_SCHEMA = "quiz_half_moved"
CACHE_KIB = 24_000
"""Of SQLite: keys come in no order, so their indexes should fit."""
Finish = Callable[[Connection], None]


class TargetTaken(Exception):
    """There is something at the target already."""


class Target(Protocol):
    """A place that is filled."""

    def transaction(self) -> AbstractContextManager[Connection]:
        """A connection to the tables that are filled; its changes count at the end."""

    def appear(self, finish: Finish) -> None:
        """After a last transaction, show all tables at once at the place that was meant."""

    def drop(self) -> None:
        """Leave the place as empty as it was."""


class PostgresTarget:
    """A schema of PostgreSQL's, whose tables go over to the game's own at the end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with engine.connect() as connection:
            if inspect(connection).get_table_names():
                raise TargetTaken("the target is not empty")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            _enter_schema(connection)
            # what a crash of the server takes has not arrived; `appear` waits for all before it
            connection.execute(text("SET LOCAL synchronous_commit = off"))
            yield connection

    def appear(self, finish: Finish) -> None:
        with self._engine.begin() as connection:
            place = connection.scalar(text("SELECT quote_ident(current_schema())"))
            _enter_schema(connection)
            finish(connection)
            for name in inspect(connection).get_table_names(schema=HALF_SCHEMA):
                connection.execute(text(f'ALTER TABLE "{name}" SET SCHEMA {place}'))
            connection.execute(text(f"DROP SCHEMA {HALF_SCHEMA}"))

    def drop(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {HALF_SCHEMA} CASCADE"))


def _enter_schema(connection: Connection) -> None:
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {HALF_SCHEMA}"))
    connection.execute(text(f"SET LOCAL search_path = {HALF_SCHEMA}"))


class SqliteTarget:
    """A file of SQLite's, which gets its name at the end."""

    def __init__(self, engine: Engine, place: Path) -> None:
        if place.exists():
            raise TargetTaken("the target is not empty")
        self._engine, self._place, self._half = engine, place, half_file(place)
        event.listen(engine, "connect", _write_ahead)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            connection.exec_driver_sql("BEGIN")  # the driver would not, before the schema changes
            yield connection

    def appear(self, finish: Finish) -> None:
        with self.transaction() as connection:
            finish(connection)
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")  # all in one file
        self._engine.dispose()
        fsync(self._half)
        self._half.replace(self._place)
        fsync(self._place.parent)

    def drop(self) -> None:
        self._engine.dispose()
        for more in ("", "-journal", "-wal", "-shm"):
            self._half.with_name(f"{self._half.name}{more}").unlink(missing_ok=True)


def _write_ahead(connection: Any, _record: object) -> None:
    """Keep what a kill or a power cut must not tear, without waiting for the disk at each step."""
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "wal_autocheckpoint = 16000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def half_file(place: Path) -> Path:
    """Where a database that is to appear at a place is made."""
    return place.with_name(f"{place.name}.partial")

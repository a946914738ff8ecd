"""Move everything to another database: from SQLite to PostgreSQL or back, or to another server.

The source refuses writes from the first moment on, so its rows stand still. The target is filled
in one transaction, or in a file beside its place, and compared before it appears: it is there as a
whole or not at all. A move that was killed is run again.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Row,
    Table,
    Text,
    bindparam,
    cast,
    create_engine,
    func,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from quizapp.config import database_address
from quizapp.database.db import MIGRATIONS, Base
from quizapp.database.schema import State, is_absent, schema_of
from quizapp.database.sqlite import driver
from quizapp.database.write_hold import hold_writes, is_held, release_writes

from .files import fsync

Advance = Callable[[int, int], None]
"""Is told how many more rows have arrived, and how many there are in all."""

CHUNK = 2_000
DIGEST_SIZE = 2**256


class MoveRefused(Exception):
    """Nothing was moved; both databases are as they were."""


@dataclass(frozen=True)
class MovedTable:
    """What both databases hold of a table.

    :ivar digest: the sum of the SHA-256 of all rows, which no order changes; 64 hex digits.
    """

    name: str
    row_count: int
    digest: str


def move(
    *,
    source: str,
    target: str,
    report: Callable[[MovedTable], None] = lambda _table: None,
    advance: Advance = lambda _count, _total: None,
) -> list[MovedTable]:
    """Copy all tables, compare them, and leave the source read-only.

    :param source: the address of the database that holds the game.
    :param target: the address of an empty one.
    :param report: is told each table once it has been copied.
    :param advance: is told of the rows in between, some 2,000 at a time.
    :raises MoveRefused: when the source is not a game of this version, the target is not empty, or
        one of them does not answer; writes to the source are accepted again.
    """
    try:
        with _engine(source) as old:
            _check_source(old)
            with _held(old), _empty(target) as connection:
                return _copy(old, connection, report, advance)
    except (DBAPIError, OSError) as problem:
        raise MoveRefused(str(getattr(problem, "orig", problem)).strip()) from problem


def reopen(*, address: str) -> None:
    """Accept writes again at a database that was moved away from.

    :raises MoveRefused: when it is not there, or does not answer.
    """
    try:
        with _engine(address) as engine:
            if is_absent(engine):
                raise MoveRefused("there is no such database")
            with engine.begin() as connection:
                release_writes(connection)
    except DBAPIError as problem:
        raise MoveRefused(str(problem.orig).strip()) from problem


@contextmanager
def _engine(address: str) -> Iterator[Engine]:
    """A plain engine: the listeners of the game's own would invalidate pages with every row."""
    address = database_address(address)
    options = {"module": driver} if address.startswith("sqlite:") else {}
    try:
        engine = create_engine(address, **options)
    except (ArgumentError, ModuleNotFoundError, ValueError) as problem:
        raise MoveRefused(f"an address that cannot be used: {problem}") from problem
    try:
        yield engine
    finally:
        engine.dispose()


def shown_address(address: str) -> str:
    """The address of a database without its password.

    :raises MoveRefused: when it is none.
    """
    try:
        return make_url(database_address(address)).render_as_string(hide_password=True)
    except (ArgumentError, ValueError) as problem:
        raise MoveRefused("an address that cannot be read") from problem


def _check_source(engine: Engine) -> None:
    found = schema_of(engine)
    if found.state != State.CURRENT:
        raise MoveRefused(f"the source cannot be moved: {found.problem}")


@contextmanager
def _held(engine: Engine) -> Iterator[None]:
    """Hold the writes to the source; whoever fails gives free what it has held itself."""
    with engine.begin() as connection:
        was_held = is_held(connection)
        hold_writes(connection)
    try:
        yield
    except BaseException:
        if not was_held:
            with engine.begin() as connection:
                release_writes(connection)
        raise


@contextmanager
def _empty(address: str) -> Iterator[Connection]:
    """A connection to the empty target, whose changes count once all went well."""
    if not database_address(address).startswith("sqlite:"):
        with _engine(address) as engine, engine.begin() as connection:
            if inspect(connection).get_table_names():
                raise MoveRefused("the target is not empty")
            yield connection
        return
    place = Path(database_address(address).removeprefix("sqlite:///")).absolute()
    if place.exists():
        raise MoveRefused("the target is not empty")
    half = place.with_name(f"{place.name}.partial")
    for left in ("", "-journal", "-wal", "-shm"):  # by a move that was killed
        half.with_name(f"{half.name}{left}").unlink(missing_ok=True)
    with _engine(f"sqlite:///{half}") as engine, engine.begin() as connection:
        yield connection
    fsync(half)
    half.replace(place)
    fsync(place.parent)


def _copy(
    source: Engine,
    target: Connection,
    report: Callable[[MovedTable], None],
    advance: Advance,
) -> list[MovedTable]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = target
    command.upgrade(config, "head")
    moved = []
    with source.connect() as connection:
        total = sum(_size(connection, table) for table in Base.metadata.sorted_tables)
        for table in Base.metadata.sorted_tables:
            moved.append(_copy_table(connection, target, table, partial(_advance, advance, total)))
            report(moved[-1])
    return moved


def _advance(advance: Advance, total: int, count: int) -> None:
    advance(count, total)


def _size(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _copy_table(
    source: Connection, target: Connection, table: Table, advance: Callable[[int], None]
) -> MovedTable:
    target.execute(table.delete())  # what migrations put in themselves
    insert = _insert(table, target.dialect.name)
    count = total = 0
    for rows in _chunks(source, table):
        target.execute(insert, [row._asdict() for row in rows])
        count += len(rows)
        total = (total + _digest(rows)) % DIGEST_SIZE
        advance(len(rows))
    arrived = sum(map(_digest, _chunks(target, table))) % DIGEST_SIZE
    if arrived != total:
        raise MoveRefused(f"table {table.name} did not arrive as it was")
    _continue_numbers(target, table)
    return MovedTable(table.name, count, f"{total:064x}")


def _chunks(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    query = select(*map(_unparsed, table.columns)).order_by(*table.primary_key)
    with connection.execute(query, execution_options={"yield_per": CHUNK}) as result:
        yield from result.partitions()


def _unparsed(column: Column[Any]) -> ColumnElement[Any]:
    """JSON as the text that it is in both databases: parsing it takes longer than all the rest."""
    return cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column


def _insert(table: Table, dialect: str) -> Insert:
    values = {column.name: _unparsed_value(column, dialect) for column in table.columns}
    return table.insert().values(values)


def _unparsed_value(column: Column[Any], dialect: str) -> ColumnElement[Any]:
    if not isinstance(column.type, JSON):
        return bindparam(column.name)
    value = bindparam(column.name, type_=Text)
    return cast(value, JSON) if dialect == "postgresql" else value


def _digest(rows: Sequence[Row[Any]]) -> int:
    return sum(int.from_bytes(hashlib.sha256(_plain(row)).digest()) for row in rows)


def _plain(row: Row[Any]) -> bytes:
    return repr([_comparable(value) for value in row]).encode()


def _comparable(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _continue_numbers(target: Connection, table: Table) -> None:
    """PostgreSQL counts ids by itself; the next one comes after the last one moved."""
    column = table.autoincrement_column
    if column is None or target.dialect.name != "postgresql":
        return
    if highest := target.scalar(select(func.max(column))):
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        target.execute(select(func.setval(sequence, highest)))

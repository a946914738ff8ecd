"""Move everything to another database: from SQLite to PostgreSQL or back, or to another server.

The source refuses writes from the first moment on, so its rows stand still. The target is filled
out of sight and compared before it appears: it is there as a whole or not at all. A move that was
killed goes on where it was when it is run again; one that fails is undone.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Table, create_engine, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from quizapp.config import database_address
from quizapp.database.db import MIGRATIONS, Base
from quizapp.database.schema import State, is_absent, schema_of
from quizapp.database.sqlite import driver
from quizapp.database.write_hold import hold_token, hold_writes, is_held, release_writes

from .move_progress import Arrived, arrived, begin, finish, note, token_of
from .move_rows import DIGEST_SIZE, digest, in_batches, read_lines, write_lines
from .move_target import PostgresTarget, SqliteTarget, Target, TargetTaken, half_file

Advance = Callable[[int, int], None]
"""Is told how many more rows have arrived, and how many there are in all."""


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
    :param target: the address of an empty one, or of one that a killed move has left.
    :param report: is told each table once it has been copied.
    :param advance: is told of the rows in between, some thousands at a time.
    :raises MoveRefused: when the source is not a game of this version, the target is not empty, or
        one of them does not answer; writes to the source are accepted again, unless it was held
        already by the killed move that this one goes on with.
    """
    with _refusing(), _engine(source) as old, _engine(_half_address(target)) as new:
        _check_source(old)
        place = _target(target, new)
        with _held(old, place) as token:
            _begin(place, token)
            return _copy(old, place, report, advance)


def reopen(*, address: str) -> None:
    """Accept writes again at a database that was moved away from.

    :raises MoveRefused: when it is not there, or does not answer.
    """
    with _refusing(), _engine(address) as engine:
        if is_absent(engine):
            raise MoveRefused("there is no such database")
        with engine.begin() as connection:
            release_writes(connection)


def shown_address(address: str) -> str:
    """The address of a database without its password.

    :raises MoveRefused: when it is none.
    """
    try:
        return make_url(database_address(address)).render_as_string(hide_password=True)
    except (ArgumentError, ValueError) as problem:
        raise MoveRefused("an address that cannot be read") from problem


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except TargetTaken as problem:
        raise MoveRefused(str(problem)) from problem
    except (DBAPIError, OSError) as problem:
        raise MoveRefused(str(getattr(problem, "orig", problem)).strip()) from problem


@contextmanager
def _engine(address: str) -> Iterator[Engine]:
    """A plain engine: the listeners of the game's own would invalidate pages with every row."""
    address = database_address(address)
    is_sqlite = address.startswith("sqlite:")
    options = {"module": driver} if is_sqlite else {"connect_args": {"prepare_threshold": None}}
    try:
        engine = create_engine(address, **options)
    except (ArgumentError, ModuleNotFoundError, ValueError) as problem:
        raise MoveRefused(f"an address that cannot be used: {problem}") from problem
    try:
        yield engine
    except engine.dialect.loaded_dbapi.Error as problem:  # of the driver alone, used by `move_rows`
        raise MoveRefused(str(problem).strip()) from problem
    finally:
        engine.dispose()


def _check_source(engine: Engine) -> None:
    found = schema_of(engine)
    if found.state != State.CURRENT:
        raise MoveRefused(f"the source cannot be moved: {found.problem}")


def _half_address(address: str) -> str:
    """Where a target is filled: what is there already is never opened."""
    if not database_address(address).startswith("sqlite:"):
        return address
    return f"sqlite:///{half_file(_file(address))}"


def _file(address: str) -> Path:
    return Path(database_address(address).removeprefix("sqlite:///")).absolute()


def _target(address: str, engine: Engine) -> Target:
    if engine.dialect.name == "postgresql":
        return PostgresTarget(engine)
    return SqliteTarget(engine, _file(address))


@contextmanager
def _held(engine: Engine, place: Target) -> Iterator[str]:
    """Hold the writes to the source; whoever fails undoes what it has begun itself."""
    with engine.begin() as connection:
        was_held = is_held(connection)
        hold_writes(connection)
        token = hold_token(connection)
    try:
        yield token
    except BaseException:
        if not was_held:
            with engine.begin() as connection:
                release_writes(connection)
            place.drop()
        raise


def _begin(place: Target, token: str) -> None:
    """Make the tables, unless a move of these very rows was killed here."""
    with place.transaction() as connection:
        found = token_of(connection)
    if found == token:
        return
    place.drop()
    with place.transaction() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        begin(connection, token)


def _copy(
    source: Engine, place: Target, report: Callable[[MovedTable], None], advance: Advance
) -> list[MovedTable]:
    moved = []
    with source.connect() as connection:
        total = sum(_size(connection, table) for table in Base.metadata.sorted_tables)
        for table in Base.metadata.sorted_tables:
            tell = partial(_advance, advance, total)
            moved.append(_copy_table(connection, place, table, tell))
            report(moved[-1])
    place.appear(finish)
    return moved


def _advance(advance: Advance, total: int, count: int) -> None:
    advance(count, total)


def _size(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _copy_table(
    source: Connection, place: Target, table: Table, advance: Callable[[int], None]
) -> MovedTable:
    with place.transaction() as connection:
        so_far = arrived(connection, table)
    advance(so_far.row_count)
    if not so_far.is_compared:
        so_far = _bring_rest(source, place, table, so_far, advance)
        _compare(place, table, so_far)
    return MovedTable(table.name, so_far.row_count, f"{so_far.digest:064x}")


def _bring_rest(
    source: Connection,
    place: Target,
    table: Table,
    so_far: Arrived,
    advance: Callable[[int], None],
) -> Arrived:
    """Read some rows while those before them are being written."""
    with ThreadPoolExecutor(1) as writer:
        written: Future[None] | None = None
        for lines in in_batches(read_lines(source, table, skipped=so_far.row_count)):
            total = (so_far.digest + digest(lines)) % DIGEST_SIZE
            after = Arrived(so_far.row_count + len(lines), total)
            if written:
                written.result()
            written = writer.submit(_bring, place, table, lines, so_far, after)
            so_far = after
            advance(len(lines))
        if written:
            written.result()
    return so_far


def _bring(
    place: Target, table: Table, lines: list[bytes], before: Arrived, after: Arrived
) -> None:
    with place.transaction() as connection:
        if not note(connection, table, before=before, after=after):
            raise MoveRefused("another move fills this target")
        write_lines(connection, table, lines)


def _compare(place: Target, table: Table, so_far: Arrived) -> None:
    with place.transaction() as connection:
        if _found(read_lines(connection, table)) != (so_far.row_count, so_far.digest):
            raise MoveRefused(f"table {table.name} did not arrive as it was")
        note(connection, table, before=so_far, after=replace(so_far, is_compared=True))


def _found(lines: Iterable[bytes]) -> tuple[int, int]:
    """How many lines, and their digest."""
    count = total = 0
    for batch in in_batches(lines):
        count += len(batch)
        total = (total + digest(batch)) % DIGEST_SIZE
    return count, total

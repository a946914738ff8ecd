"""What has arrived at the target of a move, noted in the transactions that bring it.

On PostgreSQL indexes and foreign keys are set aside meanwhile: to make them once, of all rows, is
faster. SQLite would sort all their keys in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    func,
    inspect,
    select,
    text,
)

from quizapp.database.db import Base

_METADATA = MetaData()
_MOVE = Table("half_move", _METADATA, Column("token", String, primary_key=True))
_ARRIVED = Table(
    "half_move_arrived",
    _METADATA,
    Column("name", String, primary_key=True),
    Column("row_count", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("is_compared", Boolean, nullable=False),
)
_LATER = Table(
    "half_move_later",
    _METADATA,
    Column("number", Integer, primary_key=True),
    Column("statement", String, nullable=False),
)


@dataclass(frozen=True)
class Arrived:
    """What a target has of a table.

    :ivar digest: of the rows so far, see `move_rows.digest`.
    :ivar is_compared: whether all rows are there, and were read again and compared.
    """

    row_count: int = 0
    digest: int = 0
    is_compared: bool = False


def token_of(connection: Connection) -> str | None:
    """The hold of the source whose rows are here; None where a move has not begun."""
    if not inspect(connection).has_table(_MOVE.name):
        return None
    return connection.scalar(select(_MOVE.c.token))


def begin(connection: Connection, token: str) -> None:
    """Make an empty target out of one with the schema of this version."""
    _METADATA.create_all(connection)
    later = [*_set_aside(connection)]
    for table in Base.metadata.sorted_tables:
        connection.execute(table.delete())  # what migrations put in themselves
        connection.execute(_ARRIVED.insert(), _row(table.name, Arrived()))
    for number, statement in enumerate(later):
        connection.execute(_LATER.insert(), {"number": number, "statement": statement})
    connection.execute(_MOVE.insert(), {"token": token})


def arrived(connection: Connection, table: Table) -> Arrived:
    """How far a table is."""
    row = connection.execute(select(_ARRIVED).where(_ARRIVED.c.name == table.name)).one()
    return Arrived(row.row_count, int(row.digest, 16), row.is_compared)


def note(connection: Connection, table: Table, *, before: Arrived, after: Arrived) -> bool:
    """Within the transaction that adds the rows; False where another move was faster."""
    is_this = (_ARRIVED.c.name == table.name) & (_ARRIVED.c.row_count == before.row_count)
    change = _ARRIVED.update().where(is_this).values(_row(table.name, after))
    return connection.execute(change).rowcount == 1


def finish(connection: Connection) -> None:
    """Make what was set aside, and leave nothing of the move behind."""
    for table in Base.metadata.sorted_tables:
        _continue_numbers(connection, table)
        if connection.dialect.name == "postgresql":
            connection.execute(text(f'ANALYZE "{table.name}"'))
    for statement in connection.scalars(select(_LATER.c.statement).order_by(_LATER.c.number)).all():
        connection.exec_driver_sql(statement)
    _METADATA.drop_all(connection)


def _row(name: str, so_far: Arrived) -> dict[str, object]:
    return {
        "name": name,
        "row_count": so_far.row_count,
        "digest": f"{so_far.digest:064x}",
        "is_compared": so_far.is_compared,
    }


def _set_aside(connection: Connection) -> Iterator[str]:
    """Drop indexes and constraints; the statements that make them again."""
    for find, drop in _SLOW if connection.dialect.name == "postgresql" else ():
        for table, name, statement in connection.execute(text(find)).all():
            connection.exec_driver_sql(drop.format(table=table, name=name))
            yield statement


_CONSTRAINTS = (
    "SELECT conrelid::regclass::text, quote_ident(conname), "
    "format('ALTER TABLE %s ADD CONSTRAINT %I %s', "
    "conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint "
    "WHERE connamespace = current_schema()::regnamespace AND contype = 'f' ORDER BY conname"
)
_INDEXES = (
    "SELECT '', indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indexrelid "
    "WHERE c.relnamespace = current_schema()::regnamespace "
    "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid) ORDER BY 2"
)
_DROP_CONSTRAINT = "ALTER TABLE {table} DROP CONSTRAINT {name}"
_DROP_INDEX = "DROP INDEX {name}"
_SLOW = ((_INDEXES, _DROP_INDEX), (_CONSTRAINTS, _DROP_CONSTRAINT))
"""How to find what is made at the end, in that order, and how to drop it."""


def _continue_numbers(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids by itself; the next one comes after the last one moved."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    if highest := connection.scalar(select(func.max(column))):
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
        connection.execute(select(func.setval(sequence, highest)))

"""Reads by the driver alone: one row with its types converted as SQLAlchemy would, or very many.

For hot paths: a connection, a transaction and a result of SQLAlchemy's take four fifths of the time
of reading one row, and an object for each of thousands takes more than fetching it. See
docs/decisions/0057 and 0061.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select
from sqlalchemy.exc import OperationalError

Read = Callable[[Mapping[str, Any]], dict[str, Any] | None]


def prepared_read(engine: Engine, statement: Select[*tuple[Any, ...]]) -> Read:
    """A function of the statement's parameters that gives its only row by column name, or None.

    It takes values that the driver itself can bind.

    :raises OperationalError: from that function, when the database does not answer.
    """
    compiled = statement.compile(dialect=engine.dialect)
    sql, order = str(compiled), compiled.positiontup
    columns = [(column.name, _converter(column, engine)) for column in statement.selected_columns]

    def read(parameters: Mapping[str, Any]) -> dict[str, Any] | None:
        values = compiled.construct_params(parameters)
        row = _only_row(engine, sql, [values[name] for name in order] if order else values)
        if row is None:
            return None
        return {
            name: convert(value) if convert else value
            for (name, convert), value in zip(columns, row, strict=True)
        }

    return read


def driver_rows(
    connection: Connection, statement: Select[*tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """Each row as a plain tuple: for texts and whole numbers, which need no converting."""
    with closing(connection.execute(statement)) as result:
        assert result.cursor is not None, "a SELECT has rows"
        while row := result.cursor.fetchone():
            yield row


def _converter(column: ColumnElement[Any], engine: Engine) -> Callable[[Any], Any] | None:
    """From the driver's value to Python's, where they differ."""
    return column.type.dialect_impl(engine.dialect).result_processor(engine.dialect, None)


def _only_row(engine: Engine, sql: str, values: Any) -> Any:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(sql, values)
        return cursor.fetchone()
    except engine.dialect.loaded_dbapi.Error as failure:
        connection.invalidate()  # it may be broken, and the pool would hand it out again
        raise OperationalError(sql, None, failure) from failure
    finally:
        connection.close()

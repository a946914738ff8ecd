"""Prepared reads: one row by the driver alone, its types converted as SQLAlchemy would.

For hot paths: a connection, a transaction and a result of SQLAlchemy's take four fifths of the time
of reading one row. See docs/decisions/0057.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select
from sqlalchemy.exc import OperationalError

Read = Callable[[Mapping[str, Any]], dict[str, Any] | None]


def prepared_read(engine: Engine, statement: Select[*tuple[Any, ...]]) -> Read:
    """A function of the statement's parameters that gives its only row by column name, or None.

    It takes values that the driver itself can bind.

    :raises OperationalError: from that function, when the database does not answer.
    """
    compiled = statement.compile(dialect=engine.dialect)
    sql, order = str(compiled), compiled.positiontup
    columns = [
        (
            column.name,
            column.type.dialect_impl(engine.dialect).result_processor(engine.dialect, None),
        )
        for column in statement.selected_columns
    ]

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

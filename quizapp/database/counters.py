"""Counting beside the rows that are counted, so that nothing ever has to be scanned."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert

from .db import Base, db, dialect_insert


def count(tally: type[Base], *counters: str, keys: Sequence[dict[str, Any]]) -> None:
    """Add one to the ``counters`` of each row named by ``keys``, making the rows that are missing.

    The rows are taken in a fixed order, so that two players who count the same rows at once wait
    for each other instead of blocking each other.
    """
    if not keys:
        return
    rows = sorted(({**key, **dict.fromkeys(counters, 1)} for key in keys), key=repr)
    connection = db.session.connection()
    connection.execute(_upsert(tally, counters, connection.dialect.name), rows)


@cache
def _upsert(tally: type[Base], counters: tuple[str, ...], dialect_name: str) -> Insert:
    """Kept: to build it costs more than to execute it."""
    table = tally.__table__
    statement = dialect_insert(tally, dialect_name)
    upsert: Insert = statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={name: table.c[name] + statement.excluded[name] for name in counters},
    )
    return upsert

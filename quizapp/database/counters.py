"""Counter tables: totals updated beside the rows they count, so that no query has to COUNT(*)."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert

from .db import Base, db, dialect_insert


def count(tally: type[Base], *counters: str, keys: Sequence[dict[str, Any]]) -> None:
    """Add one to the ``counters`` of each row named by ``keys``, making the rows that are missing.

    The rows are locked in a fixed order, so that concurrent transactions wait for each other
    instead of running into a deadlock.
    """
    if not keys:
        return
    rows = sorted(({**key, **dict.fromkeys(counters, 1)} for key in keys), key=repr)
    connection = db.session.connection()
    connection.execute(_upsert(tally, counters, connection.dialect.name), rows)


@cache
def _upsert(tally: type[Base], counters: tuple[str, ...], dialect_name: str) -> Insert:
    """Cached: building the statement takes longer than executing it."""
    table = tally.__table__
    statement = dialect_insert(tally, dialect_name)
    upsert: Insert = statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={name: table.c[name] + statement.excluded[name] for name in counters},
    )
    return upsert

"""Counter tables: totals updated beside the rows they count, so that no query has to COUNT(*)."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert

from .db import Base, db, dialect_insert

Key = tuple[tuple[str, Any], ...]


class Sums:
    """What is to be added to counter tables, summed up before it is stored."""

    def __init__(self) -> None:
        self._rows: dict[type[Base], dict[Key, Counter[str]]] = {}

    def add(self, tally: type[Base], *counters: str, keys: Iterable[dict[str, Any]]) -> None:
        """Add one to the ``counters`` of each row named by ``keys``."""
        rows = self._rows.setdefault(tally, {})
        for key in keys:
            rows.setdefault(tuple(key.items()), Counter()).update(counters)

    def store(self, connection: Connection) -> None:
        """Within a transaction, make the rows that are missing and add to the others.

        The rows are locked in a fixed order, so that concurrent transactions wait for each other
        instead of running into a deadlock.
        """
        for tally in sorted(self._rows, key=lambda each: each.__tablename__):
            totals = self._rows[tally]
            names = sorted(set().union(*totals.values()))
            rows = [
                {**dict(key), **{name: totals[key][name] for name in names}}
                for key in sorted(totals, key=repr)
            ]
            if rows:
                connection.execute(_upsert(tally, tuple(names), connection.dialect.name), rows)


def count(tally: type[Base], *counters: str, keys: Iterable[dict[str, Any]]) -> None:
    """Within a transaction, add one to the ``counters`` of each row named by ``keys``."""
    sums = Sums()
    sums.add(tally, *counters, keys=keys)
    sums.store(db.session.connection())


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

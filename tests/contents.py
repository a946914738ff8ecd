"""What a database holds between tests: only the tables that were written to are put back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, event, func, insert, select

from quizapp.database.cache_versions import CacheVersion
from quizapp.database.db import Base

Rows = dict[str, list[dict[str, Any]]]

WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|(DELETE FROM)) "?(\w+)', re.IGNORECASE)
SWITCHES = {
    "sqlite": ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON"),
    "postgresql": ("SET session_replication_role=replica", "SET session_replication_role=DEFAULT"),
}
"""How each database leaves references unchecked while tables are filled in any order."""


class Contents:
    """The tables of one database, and which of them do not hold ``held`` any more."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.held: Rows = {}
        self.written: set[str] = set()
        event.listen(engine, "after_cursor_execute", self._note)

    def read(self) -> Rows:
        with self.engine.connect() as connection:
            return {
                table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in Base.metadata.sorted_tables
                if table is not CacheVersion.__table__
            }

    def put(self, rows: Rows) -> None:
        """Let the database hold these rows and no others."""
        stale = [table for table in Base.metadata.sorted_tables if self._is_stale(table, rows)]
        with _unchecked(self.engine) as connection:
            for table in stale:
                connection.execute(table.delete())
                if table.name in rows:
                    _fill(connection, table, rows[table.name])
        self.held, self.written = rows, {CacheVersion.__tablename__}

    def _is_stale(self, table: Table, rows: Rows) -> bool:
        is_same = (self.held.get(table.name) or []) == (rows.get(table.name) or [])
        return table.name in self.written or not is_same

    def _note(self, _connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if write := WRITE.match(statement):
            is_delete, name = write.groups()
            self.written |= _with_children(name) if is_delete else {name}


@contextmanager
def _unchecked(engine: Engine) -> Iterator[Connection]:
    off, on = SWITCHES[engine.dialect.name]
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        driver.execute(off)
        if engine.dialect.name == "postgresql":
            driver.commit()
        yield connection
        connection.commit()
        driver.execute(on)
        if engine.dialect.name == "postgresql":
            driver.commit()


def _fill(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
    if connection.dialect.name == "postgresql" and "id" in table.c:
        # it numbers rows by a sequence, which explicit ids do not move
        highest = select(1 + func.coalesce(func.max(table.c.id), 0)).scalar_subquery()
        connection.execute(select(func.setval(f"{table.name}_id_seq", highest)))


def _with_children(name: str) -> set[str]:
    """The table and all whose rows may go with its own."""
    found, waiting = {name}, [name]
    while waiting:
        parent = waiting.pop()
        for table in Base.metadata.tables.values():
            parents = {key.column.table.name for key in table.foreign_keys}
            if parent in parents and table.name not in found:
                found.add(table.name)
                waiting.append(table.name)
    return found

"""The schema that a database has, beside the one that this version of the game needs."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from .db import MIGRATIONS, Base

VERSION_TABLE = ("alembic_version", "version_num")
Columns = set[tuple[str, str]]
"""Pairs of a table's and a column's name."""


class State(StrEnum):
    """How a database relates to this version of the game."""

    EMPTY = "empty"
    FOREIGN = "foreign"
    OLDER = "older"
    NEWER = "newer"
    INCOMPLETE = "incomplete"
    CURRENT = "current"


@dataclass(frozen=True)
class Schema:
    """What was found in a database.

    :ivar revision: the migration that it is at; None without one.
    :ivar lacking: tables, and ``table.column`` of tables that are there, which it should have.
    """

    state: State
    revision: str | None = None
    lacking: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """Why the game cannot use it and what to do, in one line; "" when it can."""
        return {
            State.CURRENT: "",
            State.EMPTY: "there is no game yet: `quiz serve` or `quiz migrate` makes one",
            State.FOREIGN: "the database holds tables of something else: give the game its own",
            State.OLDER: f"the database has schema {self.revision}, this version needs "
            f"{head_revision()}: run `quiz migrate`",
            State.NEWER: f"the database has schema {self.revision}, which this version "
            f"({head_revision()}) does not know: install the newer version, or restore a backup",
            State.INCOMPLETE: f"the database calls itself schema {self.revision} and lacks "
            f"{', '.join(self.lacking[:3])}: it is of a version that was never released, or was "
            "changed by hand; restore a backup",
        }[self.state]


class SchemaRefused(Exception):
    """The database cannot be used as it is; the message says why and what to do, in one line."""


def first_line(problem: BaseException) -> str:
    """What an error says, without what SQLAlchemy adds to it."""
    said = str(getattr(problem, "orig", None) or problem).strip()
    return said.partition("\n")[0] or type(problem).__name__


def schema_of(engine: Engine) -> Schema:
    """What a database holds; one of SQLite that is not there is not made."""
    if is_absent(engine):
        return Schema(State.EMPTY)
    with engine.connect() as connection:
        return read_schema(connection)


def is_absent(engine: Engine) -> bool:
    """Whether this is a file of SQLite that does not exist."""
    return engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists()


def read_schema(connection: Connection) -> Schema:
    here = _columns(connection)
    if VERSION_TABLE not in here:
        return Schema(State.FOREIGN if here else State.EMPTY)
    revision = revision_of(connection)
    if revision is None:
        return Schema(State.FOREIGN if here - {VERSION_TABLE} else State.EMPTY)
    if revision != head_revision():
        return Schema(State.OLDER if revision in known_revisions() else State.NEWER, revision)
    lacking = _lacking(here)
    return Schema(State.INCOMPLETE if lacking else State.CURRENT, revision, lacking)


def revision_of(connection: Connection) -> str | None:
    """The migration that a database with a version table is at; None when it is at none."""
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def head_revision() -> str | None:
    """The schema of this version of the game."""
    return _scripts().get_current_head()


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))


@cache
def known_revisions() -> frozenset[str]:
    """All migrations that this version has."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _lacking(here: Columns) -> tuple[str, ...]:
    tables = {table for table, _ in here}
    missing = defaultdict(list)
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in here:
                missing[table.name].append(f"{table.name}.{column.name}")
    named = ([name] if name not in tables else columns for name, columns in missing.items())
    return tuple(name for names in named for name in names)


def _columns(connection: Connection) -> Columns:
    rows = connection.execute(text(_COLUMNS[connection.dialect.name]))
    return {(table, column) for table, column in rows}


_COLUMNS = {
    "sqlite": "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c "
    "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT t.relname, c.attname FROM pg_class t "
    "JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped "
    "WHERE t.relkind IN ('r', 'p') AND t.relnamespace = current_schema()::regnamespace",
}

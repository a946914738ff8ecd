"""Startup: migrate the schema and load shipped content, in one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from quizapp import clock
from quizapp.config import current_settings
from quizapp.database.db import MIGRATIONS, db
from quizapp.packs.service import load_shipped_packs

ADVISORY_LOCK = 5_702_018
"""PostgreSQL's lock for starting up; any number that nothing else here uses."""


def prepare() -> None:
    """Bring the schema up to date and load the packs that are new or have changed.

    Workers that start at once wait for each other, on one machine and, with PostgreSQL, on many.
    """
    with _startup_lock():
        if not is_migrated():
            upgrade()
        load_shipped_packs(now=clock.now())
    db.session.remove()


def is_migrated() -> bool:
    """Whether the database has exactly the schema of this version of the game."""
    with db.engine.connect() as connection:
        return revision_of(connection) == head_revision()


def revision_of(connection: Connection) -> str | None:
    """The schema that a database has; None where there is none."""
    return MigrationContext.configure(connection).get_current_revision()


def is_ready() -> bool:
    """Whether the database answers and has the schema of this version."""
    try:
        return is_migrated()
    except SQLAlchemyError:
        return False


@cache
def head_revision() -> str | None:
    """The schema of this version of the game."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


@contextmanager
def _startup_lock() -> Iterator[None]:
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection, _advisory_lock(connection):
            yield
    else:
        path = current_settings().data_dir / "start.lock"
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@contextmanager
def _advisory_lock(connection: Connection) -> Iterator[None]:
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
    connection.commit()
    try:
        yield
    finally:
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_LOCK})
        connection.commit()

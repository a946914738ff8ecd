"""Backup and restore of the whole database.

SQLite is copied with its own backup API while people play: in one step under one read transaction,
so the copy is consistent. PostgreSQL is copied with ``pg_dump``. A backup is checked before it
replaces the database.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, inspect, make_url, select
from sqlalchemy.exc import DBAPIError

from quizapp.config import current_settings
from quizapp.database.db import Base, db
from quizapp.database.postgresql import is_pooled
from quizapp.database.schema import head_revision, is_absent, known_revisions
from quizapp.database.sqlite import driver

from .files import fsync

Counts = dict[str, int]


class BackupFailed(Exception):
    """No backup was written; an earlier file of the same name is unchanged."""


class RestoreRefused(Exception):
    """Nothing was restored; the data directory is unchanged."""


def back_up(*, file: Path) -> None:
    """Write a consistent copy of the database to ``file``, which only its owner can read.

    :raises BackupFailed: when it cannot be written, or is not sound once written.
    """
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600, exist_ok=False)
        _dump(partial)
        fsync(partial)
        partial.replace(file)
        fsync(file.parent)
    except (OSError, driver.Error, subprocess.CalledProcessError) as problem:
        raise BackupFailed(str(problem)) from problem
    finally:
        partial.unlink(missing_ok=True)


def restore(*, file: Path) -> Counts:
    """Fill an empty database from ``file`` and return how many rows each table has now.

    :raises RestoreRefused: when the database is not empty, or ``file`` is not a sound backup.
    """
    refuse_unless_empty()
    try:
        _refuse_newer(file)
        _load(file)
    except (OSError, driver.Error, subprocess.CalledProcessError) as problem:
        raise RestoreRefused(str(problem)) from problem
    return row_counts()


def refuse_unless_empty() -> None:
    """:raises RestoreRefused: when the database has tables."""
    if not is_absent(db.engine) and inspect(db.engine).get_table_names():
        raise RestoreRefused("there is a game here already; restore into an empty place")


def row_counts() -> Counts:
    """The number of rows of every table that the database has."""
    here = set(inspect(db.engine).get_table_names())
    tables = [table for table in Base.metadata.sorted_tables if table.name in here]
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }


def _dump(file: Path) -> None:
    if db.engine.dialect.name == "postgresql":
        _run("pg_dump", "--format=custom", f"--file={file}")
    else:
        with db.engine.connect() as connection:
            _copy_sqlite(connection.connection.driver_connection, file)


def _load(file: Path) -> None:
    if db.engine.dialect.name == "postgresql":
        _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", str(file))
    else:
        _restore_sqlite(file)


def _refuse_newer(file: Path) -> None:
    """:raises RestoreRefused: when the backup is of a version that this one does not know."""
    revision = _revision_in(file)
    if revision not in known_revisions():
        raise RestoreRefused(
            f"the backup has schema {revision}, which this version ({head_revision()}) does not "
            "know: install the version that wrote it"
        )


def _revision_in(file: Path) -> str:
    if db.engine.dialect.name == "postgresql":
        dump = ("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file))
        said = subprocess.run(dump, check=True, capture_output=True, text=True).stdout  # noqa: S603
        return said.partition("FROM stdin;\n")[2].partition("\n")[0]
    source = driver.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        row = source.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        source.close()
    return str(row[0]) if row else "none"


def _restore_sqlite(file: Path) -> None:
    """Copy to a file beside the database first, so that the game never opens a partial one."""
    place = Path(str(db.engine.url.database))
    partial = place.with_name(f"{place.name}.partial")
    db.engine.dispose()
    try:
        source = driver.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        _copy_sqlite(source, partial)
        source.close()
        fsync(partial)
        for leftover in ("-wal", "-shm"):
            place.with_name(f"{place.name}{leftover}").unlink(missing_ok=True)
        partial.replace(place)
        fsync(place.parent)
    finally:
        partial.unlink(missing_ok=True)


def _copy_sqlite(source: Any, file: Path) -> None:
    target = driver.connect(file)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _check(target)
    finally:
        target.close()


def _check(connection: Any) -> None:
    remarks = connection.execute("PRAGMA integrity_check").fetchall()
    if remarks != [("ok",)] or connection.execute("PRAGMA foreign_key_check").fetchall():
        raise driver.DatabaseError(f"the copy is not sound: {remarks[:3]}")
    connection.execute("SELECT version_num FROM alembic_version")


def _run(*command: str) -> None:
    """Run a program of PostgreSQL; the password goes by environment, which ``ps`` hides."""
    _refuse_pooler()
    url = make_url(current_settings().direct_database_url)
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environ = os.environ | ({"PGPASSWORD": url.password} if url.password else {})
    subprocess.run(  # noqa: S603 - our own words and the operator's file name
        [*command, f"--dbname={address}"], env=environ, check=True
    )


def _refuse_pooler() -> None:
    """:raises OSError: where those programs would leave settings in sessions that others get."""
    engine = create_engine(current_settings().direct_database_url)
    try:
        with engine.connect() as connection:
            pooled = is_pooled(connection.connection.driver_connection)
    except DBAPIError as problem:
        raise OSError(str(problem.orig).strip()) from problem
    finally:
        engine.dispose()
    if pooled:
        raise OSError("this needs PostgreSQL itself, not a pooler: set DIRECT_DATABASE_URL")

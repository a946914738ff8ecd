"""Cache versions: a number per subject that tells every process when its cached pages are outdated.

A cached page belongs to a subject. A model names the subject whose pages show its table
(``invalidates=``), and any write to the table increments the subject's number in the same
transaction. So a page rendered from older rows is outdated in every process, on every machine.
"""

from typing import Any

from flask import Flask
from sqlalchemy import Connection, String, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from .db import INVALIDATES, Base, db, dialect_insert

CONTENT = "content"
"""What editors write: the catalog, the quizzes and their editions."""
RESULTS = "results"
"""Stored results, comparisons and rounds. Raised when one is deleted, or renamed by an editor.

A new one changes no page and no card that existed before."""
BOARDS = "boards"
"""Leaderboards."""

SELECT_VERSIONS = "SELECT subject, number FROM page_version"

_NOTED = "noted_page_versions"


class CacheVersion(Base):
    __tablename__ = "page_version"

    subject: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(default=1)


def init_app(app: Flask) -> None:
    with app.app_context():
        event.listen(db.engine, "after_execute", _note_write)
        event.listen(db.engine, "commit", _bump_noted)
        event.listen(db.engine, "rollback", _forget_noted)


def bump_version(subject: str) -> None:
    """Within a transaction: expire all cached pages of the subject once it is committed."""
    _noted(db.session.connection()).add(subject)


def bump_all_versions() -> None:
    """Within a transaction: expire every cached page once it is committed."""
    for subject in (CONTENT, RESULTS, BOARDS):
        bump_version(subject)


def read_versions() -> dict[str, int]:
    """The number of each subject that was ever changed, read on a connection of its own.

    :raises OperationalError: when the database does not answer.
    """
    try:
        return _select_versions()
    except db.engine.dialect.loaded_dbapi.Error as failure:
        raise OperationalError(SELECT_VERSIONS, None, failure) from failure


def version_seen(subject: str) -> int:
    """The number of a subject for the rows that the session sees from now on, or newer ones."""
    rows = db.session.connection().exec_driver_sql(SELECT_VERSIONS)
    return next((number for name, number in rows if name == subject), 0)


def _select_versions() -> dict[str, int]:
    """Bypasses SQLAlchemy: this runs so often, and the driver alone takes a quarter of the time."""
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(SELECT_VERSIONS)
        return dict(cursor.fetchall())
    except BaseException:
        connection.invalidate()  # it may be broken, and the pool would hand it out again
        raise
    finally:
        connection.close()


def _note_write(connection: Connection, statement: Any, *_rest: object) -> None:
    subject = statement.is_dml and INVALIDATES.get(statement.table.name)
    if subject:
        _noted(connection).add(subject)


def _bump_noted(connection: Connection) -> None:
    """Runs last in the transaction: all writers share these rows, so hold their locks briefly."""
    for subject in sorted(connection.info.pop(_NOTED, ())):
        upsert = dialect_insert(CacheVersion, connection.dialect.name).on_conflict_do_update(
            index_elements=["subject"], set_={"number": CacheVersion.number + 1}
        )
        connection.execute(upsert, {"subject": subject, "number": 1})


def _forget_noted(connection: Connection) -> None:
    if not connection.invalidated:  # the notes of a lost connection are lost with it
        connection.info.pop(_NOTED, None)


def _noted(connection: Connection) -> set[str]:
    noted: set[str] = connection.info.setdefault(_NOTED, set())
    return noted

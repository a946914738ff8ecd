"""How every process learns that what its kept pages show has changed.

Pages belong to a subject. A model says which subject's pages show its table (``shown_by``); a
write to such a table raises the subject's version in the same transaction, by itself. So pages
drawn from older rows are known to be old in every process, on every machine.
"""

from typing import Any

from flask import Flask
from sqlalchemy import Connection, String, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from .db import SHOWN_BY, Base, db, dialect_insert

CONTENT = "content"
"""What editors write: the catalog, the quizzes and their editions."""
RESULTS = "results"
"""Results and comparisons that were kept. New ones change no page there was before."""
BOARDS = "boards"

VERSIONS = "SELECT subject, number FROM page_version"

_NOTED = "noted_page_versions"


class PageVersion(Base):
    __tablename__ = "page_version"

    subject: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(default=1)


def init_app(app: Flask) -> None:
    with app.app_context():
        event.listen(db.engine, "after_execute", _note_write)
        event.listen(db.engine, "commit", _raise_noted)
        event.listen(db.engine, "rollback", _forget_noted)


def raise_version(subject: str) -> None:
    """Within a transaction: once it is committed, pages of the subject are drawn anew."""
    _noted(db.session.connection()).add(subject)


def versions() -> dict[str, int]:
    """The version of each subject that was ever changed, from a read of its own.

    :raises OperationalError: when the database does not answer.
    """
    try:
        return _read_versions()
    except db.engine.dialect.loaded_dbapi.Error as failure:
        raise OperationalError(VERSIONS, None, failure) from failure


def _read_versions() -> dict[str, int]:
    """Asked so often that it goes to the driver itself, which takes a quarter of the time."""
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(VERSIONS)
        return dict(cursor.fetchall())
    except BaseException:
        connection.invalidate()  # nobody else learns that it may be a broken one
        raise
    finally:
        connection.close()


def _note_write(connection: Connection, statement: Any, *_rest: object) -> None:
    subject = statement.is_dml and SHOWN_BY.get(statement.table.name)
    if subject:
        _noted(connection).add(subject)


def _raise_noted(connection: Connection) -> None:
    """Last in the transaction, so that the rows all editors share are held only for a moment."""
    for subject in sorted(connection.info.pop(_NOTED, ())):
        upsert = dialect_insert(PageVersion, connection.dialect.name).on_conflict_do_update(
            index_elements=["subject"], set_={"number": PageVersion.number + 1}
        )
        connection.execute(upsert, {"subject": subject, "number": 1})


def _forget_noted(connection: Connection) -> None:
    if not connection.invalidated:  # what a lost connection had noted is gone with it
        connection.info.pop(_NOTED, None)


def _noted(connection: Connection) -> set[str]:
    noted: set[str] = connection.info.setdefault(_NOTED, set())
    return noted

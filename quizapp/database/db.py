"""The database: base class, column types, and the only place that commits."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from blinker import Signal
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    CheckConstraint,
    Connection,
    CursorResult,
    DateTime,
    Delete,
    Engine,
    Insert,
    MetaData,
    String,
    Table,
    Update,
)
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Composite, DeclarativeBase, composite, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from quizapp.errors import Busy
from quizapp.texts import LANGUAGES, Localized

from . import postgresql, sqlite

P = ParamSpec("P")
T = TypeVar("T")

waited_to_write = Signal("A transaction may write now; ``seconds`` is how long it waited.")


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC datetimes in and out, on SQLite too, which stores no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


INVALIDATES: dict[str, str] = {}
"""By table name: the subject whose cached pages show the table, or an empty text."""


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            dict[str, Any]: JSON,
            list[Any]: JSON,
            list[dict[str, Any]]: JSON,
            list[str]: JSON,
            list[int]: JSON,
        },
    )

    def __init_subclass__(cls, *, invalidates: str = "", **options: Any) -> None:
        """Add a CHECK to every ``String(n)`` column: SQLite itself ignores the length n.

        :param invalidates: the subject whose cached pages show this table, see `cache_versions`.
        """
        super().__init_subclass__(**options)
        table = cls.__table__
        assert isinstance(table, Table)
        INVALIDATES[table.name] = invalidates
        for column in table.columns:
            if isinstance(column.type, String) and column.type.length:
                check = f"length({column.name}) <= {column.type.length}"
                table.append_constraint(CheckConstraint(check, name=f"{column.name}_length"))


def to_json(value: object) -> str:
    """JSON as the database keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def localized(name: str, limit: int) -> Composite[Localized]:
    """A pair of columns ``<name>_en``, ``<name>_ko``, each held to ``limit`` characters."""
    columns = (mapped_column(f"{name}_{code}", String(limit), default="") for code in LANGUAGES)
    return composite(Localized, *columns)


MIGRATIONS = Path(__file__).parent / "migrations"
RETRYABLE_SQLSTATES = {"40001", "40P01"}
"""PostgreSQL's serialization failure and deadlock: the transaction may be run again."""

_write_lock = Lock()

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate()


def init_app(app: Flask) -> None:
    is_sqlite = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite:")
    kind = sqlite if is_sqlite else postgresql
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "json_serializer": to_json,
        "hide_parameters": True,  # errors are logged, and what was to be stored is not
        **kind.ENGINE_OPTIONS,
    }
    db.init_app(app)
    app.teardown_appcontext(_release_session)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        kind.prepare(db.engine)


def _release_session(_error: BaseException | None) -> None:
    """Release the session before Flask-SQLAlchemy does, which would fail if the server is away."""
    try:
        db.session.remove()
    except DBAPIError:
        db.session().invalidate()


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing: commit at the end, roll back on any exception.

    On SQLite the transaction is IMMEDIATE: one that reads first and writes later fails at once
    under load, whatever the busy timeout. A read transaction still open is ended first.

    :raises Busy: when another thread of this process wrote for too long.
    """
    session = db.session()
    is_clean = not (session.new or session.dirty or session.deleted)
    assert is_clean, "changes were made outside of a transaction"
    if session.in_transaction():
        session.commit()
    asked_at = time.perf_counter()
    with one_writer(db.engine):
        try:
            session.connection(execution_options={"is_writing": True})
            waited_to_write.send(seconds=time.perf_counter() - asked_at)
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def one_writer(engine: Engine) -> Iterator[None]:
    """On SQLite, which has one writer at a time, queue the threads of this process on a lock.

    Without it each thread would sleep and poll, ever longer, even while nobody writes.
    """
    if engine.dialect.name != "sqlite":
        yield
    elif _write_lock.acquire(timeout=sqlite.BUSY_SECONDS):
        try:
            yield
        finally:
            _write_lock.release()
    else:
        raise Busy("no-turn")


def insert_new(
    model: type[Base],
    row: dict[str, Any],
    *,
    unique: tuple[str, ...],
    connection: Connection | None = None,
) -> bool:
    """Within a transaction; False when there is a row with the same ``unique`` columns already.

    :param connection: the transaction's, where it is not the session's.
    """
    connection = connection or db.session.connection()
    statement = _insert_new(model, unique, connection.dialect.name)
    return connection.execute(statement, row).rowcount == 1


@cache
def _insert_new(model: type[Base], unique: tuple[str, ...], dialect_name: str) -> Insert:
    """Cached: building the statement takes longer than executing it."""
    insert = dialect_insert(model, dialect_name).on_conflict_do_nothing(index_elements=unique)
    statement: Insert = insert.inline().execution_options(preserve_rowcount=True)
    return statement


def changed_rows(statement: Delete | Update) -> int:
    """Within a transaction, execute a statement and return how many rows it changed.

    Objects already loaded are not brought up to date.
    """
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount


def dialect_insert(model: type[Base], dialect_name: str) -> Any:
    """An INSERT of the database's own dialect, which has ``on_conflict_do_…`` methods."""
    dialect = postgresql_dialect if dialect_name == "postgresql" else sqlite_dialect
    return dialect.insert(model.__table__)


def retry_once(use_case: Callable[P, T]) -> Callable[P, T]:
    """Run a use case once more when a concurrent one inserted the same UNIQUE row first.

    The second run finds that row. Also when PostgreSQL rolled the first one back to end a
    deadlock. Nothing of the first run is stored.
    """

    @wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return use_case(*args, **kwargs)
        except (IntegrityError, OperationalError) as refusal:
            if not _is_retryable(refusal):
                raise
            return use_case(*args, **kwargs)

    return run


def _is_retryable(refusal: DBAPIError) -> bool:
    is_deadlock = getattr(refusal.orig, "sqlstate", None) in RETRYABLE_SQLSTATES
    return isinstance(refusal, IntegrityError) or is_deadlock

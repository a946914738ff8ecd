"""Two at once, at the worst of moments: both have looked and neither has written yet.

Each meets the other just before it writes for the first time (`raced`), or the second runs whole
just before the first writes (`overtaken`). Where a lock lets only one of them come that far, it
waits a moment in vain and goes on alone. `without_locks` is the red twin of every such test: what
must not happen does happen then.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError, Event, Semaphore, local
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event, text

from quizapp.database import group_commit, sqlite
from quizapp.database.db import db

MEET_SECONDS = 0.5
PATIENCE_SECONDS = 20
LOCKS = (" FOR UPDATE", " FOR NO KEY UPDATE", " FOR SHARE", " AND invitation.used_at IS NULL")
WRITES = ("INSERT", "UPDATE", "DELETE")


class OwnQueues(group_commit._Queue, local):
    """A queue for each thread: nobody's writes are committed together."""


Outcome = object
"""What a use case returned, or the exception that it ended with."""


def raced(app: Flask, *use_cases: Callable[[], object]) -> list[Outcome]:
    """What each of the use cases came to."""
    meeting, met = Barrier(len(use_cases)), local()

    def meet(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(WRITES) and not getattr(met, "is_over", False):
            met.is_over = True
            try:
                meeting.wait(MEET_SECONDS)
            except BrokenBarrierError:
                return

    with _listening(meet), ThreadPoolExecutor(len(use_cases)) as threads:
        return list(threads.map(lambda use_case: _outcome(app, use_case), use_cases))


def overtaken(
    app: Flask,
    slow: Callable[[], object],
    fast: Callable[[], object],
    *,
    patience: float = MEET_SECONDS,
) -> list[Outcome]:
    """What both came to: ``fast`` begins when ``slow`` is about to write, which waits for it.

    :param patience: seconds that it waits at most; where no lock keeps ``fast`` out, as long as
        that may take on a busy machine.
    """
    has_looked, is_through, thread = Event(), Event(), local()

    def wait(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(WRITES) and getattr(thread, "is_slow", False):
            thread.is_slow = False
            has_looked.set()
            is_through.wait(patience)

    def run_slow() -> Outcome:
        thread.is_slow = True
        try:
            return _outcome(app, slow)
        finally:
            has_looked.set()

    def run_fast() -> Outcome:
        has_looked.wait()
        try:
            return _outcome(app, fast)
        finally:
            is_through.set()

    with _listening(wait), ThreadPoolExecutor(2) as threads:
        return [ran.result() for ran in [threads.submit(run_slow), threads.submit(run_fast)]]


def _outcome(app: Flask, use_case: Callable[[], object]) -> Outcome:
    with app.app_context():
        try:
            return use_case()
        except Exception as refusal:
            return refusal


@contextmanager
def _listening(before_statement: Callable[..., None]) -> Iterator[None]:
    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", before_statement)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", before_statement)
        db.session.expire_all()


@contextmanager
def without_locks() -> Iterator[None]:
    """No `LOCKS` in any statement, no transaction of SQLite's that begins with one, no turns."""

    def unlock(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any
    ) -> tuple[str, Any]:
        for lock in LOCKS:
            statement = statement.replace(lock, "")
        return statement, parameters

    event.listen(db.engine, "before_cursor_execute", unlock, retval=True)
    try:
        with (
            patch("quizapp.database.db._write_lock", Semaphore(2)),
            patch("quizapp.database.group_commit._queue", OwnQueues()),
            patch.object(sqlite, "BEGIN_TO_WRITE", "BEGIN"),
        ):
            yield
    finally:
        event.remove(db.engine, "before_cursor_execute", unlock)


@contextmanager
def without_unique(table: str, column: str) -> Iterator[None]:
    """PostgreSQL's table without that constraint, and with no rows afterwards.

    SQLite cannot drop one; there a second writer who has read fails instead (`without_locks`).
    """
    if db.engine.dialect.name == "sqlite":
        yield
        return
    constraint = f"uq_{table}_{column}"
    _alter(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    try:
        yield
    finally:
        unique = f"CONSTRAINT {constraint} UNIQUE ({column})"
        _alter(f"TRUNCATE {table} CASCADE", f"ALTER TABLE {table} ADD {unique}")


def _alter(*statements: str) -> None:
    db.session.rollback()
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))

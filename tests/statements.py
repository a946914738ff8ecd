"""What a piece of work asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from quizapp.database.db import db

BEGINNINGS = ("BEGIN", "SET LOCAL")
"""How transactions begin."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """A list that fills with the statements sent meanwhile, without the beginnings and ends."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(BEGINNINGS):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@contextmanager
def logged_transactions() -> Iterator[list[list[str]]]:
    """A list that fills with the transactions committed meanwhile, each as its statements.

    What is rolled back is not in it.
    """
    transactions: list[list[str]] = []
    running: list[str] = []

    def begin(_connection: Any) -> None:
        running.clear()

    def commit(_connection: Any) -> None:
        transactions.append([*running])

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(BEGINNINGS):
            running.append(statement)

    listeners: dict[str, Callable[..., None]] = {
        "begin": begin,
        "commit": commit,
        "before_cursor_execute": note,
    }
    for name, listener in listeners.items():
        event.listen(db.engine, name, listener)
    try:
        yield transactions
    finally:
        for name, listener in listeners.items():
            event.remove(db.engine, name, listener)

"""Listen to what the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from quizapp.db import db


@dataclass(frozen=True)
class Statement:
    text: str
    parameters: Any


@contextmanager
def heard() -> Iterator[list[Statement]]:
    """Every statement executed meanwhile, but for those that begin and end transactions."""
    statements: list[Statement] = []

    def listen(
        _connection: object, _cursor: object, text: str, parameters: Any, *_rest: object
    ) -> None:
        if not text.startswith(("BEGIN", "PRAGMA")):
            statements.append(Statement(text, parameters))

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)

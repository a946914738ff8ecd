"""Undo imports, of questions or of albums: those that still can be, each as a whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, select

from quizapp.database.db import changed_rows, db, transaction
from quizapp.errors import Missing
from quizapp.quizzes.queries import lock_quizzes

from .models import ImportRecord

KEPT_DAYS = 30
SHOWN = 20
Told = dict[str, Any]
"""What the record of an import says of one thing that was taken over."""
Record = TypeVar("Record", bound=ImportRecord)


class NothingToUndo(Missing):
    """There is nothing such, it is undone already, or it is too long ago."""


@dataclass(frozen=True)
class Undone:
    """How many things are as they were, and how many were left: edited since, or in use."""

    restored: int
    left: int


def recent_imports(kind: type[Record], now: datetime) -> Sequence[Record]:
    """The imports that can still be undone, the newest first."""
    query = select(kind).where(*_open(kind, now)).order_by(kind.id.desc()).limit(SHOWN)
    return db.session.scalars(query).all()


def undo_import(
    kind: type[Record], import_id: int, restore: Callable[[list[Told]], int], now: datetime
) -> Undone:
    """Take back all that an import did, but what `restore` leaves alone.

    :param restore: brings things back within the transaction, those taken over last first, and
        says how many.
    :raises NothingToUndo: when there is no such import, or not any more.
    """
    with transaction():
        lock_quizzes()
        row = db.session.scalar(
            select(kind).where(kind.id == import_id, *_open(kind, now)).with_for_update()
        )
        if row is None:
            raise NothingToUndo
        restored = restore(row.rows[::-1])
        row.undone_at = now
        return Undone(restored, len(row.rows) - restored)


def forget_old_imports(kind: type[Record], now: datetime) -> int:
    """Within a transaction, delete the records of imports that cannot be undone any more."""
    return changed_rows(delete(kind).where(kind.imported_at < _oldest(now)))


def _open(kind: type[Record], now: datetime) -> tuple[ColumnElement[bool], ...]:
    return kind.undone_at.is_(None), kind.imported_at >= _oldest(now)


def _oldest(now: datetime) -> datetime:
    return now - timedelta(days=KEPT_DAYS)

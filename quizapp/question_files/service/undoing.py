"""Undo a whole import: what it added is retired, what it changed says again what it said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from quizapp.auth.models import Author
from quizapp.database.db import changed_rows, db, transaction
from quizapp.editing.documents import items as documents
from quizapp.editing.models import FileImport
from quizapp.editing.queries import content_at
from quizapp.editing.saving import overwrite
from quizapp.errors import Missing
from quizapp.quizzes.models import Item
from quizapp.quizzes.queries import lock_quizzes
from quizapp.web.doors import IMPORTS

KEPT_DAYS = 30
SHOWN = 20


class NothingToUndo(Missing):
    """There is no such import, it is undone already, or it is too long ago."""


@dataclass(frozen=True)
class Undone:
    """How many questions are as they were, and how many were edited since and left alone."""

    restored: int
    left: int


def recent_imports(now: datetime) -> Sequence[FileImport]:
    """The imports that can still be undone, the newest first."""
    query = select(FileImport).where(*_open(now)).order_by(FileImport.id.desc()).limit(SHOWN)
    return db.session.scalars(query).all()


@IMPORTS.entered()
def undo_import(*, import_id: int, author: Author, now: datetime) -> Undone:
    """Take back all that an import did, but what was edited since.

    :raises NothingToUndo: when there is no such import, or not any more.
    """
    with transaction():
        lock_quizzes()
        row = db.session.scalar(
            select(FileImport).where(FileImport.id == import_id, *_open(now)).with_for_update()
        )
        if row is None:
            raise NothingToUndo
        restored = sum(_is_restored(told, author, now) for told in row.rows)
        row.undone_at = now
        left = len(row.rows) - restored
    return Undone(restored, left)


def forget_old_imports(now: datetime) -> int:
    """Within a transaction, delete the records of imports that cannot be undone any more."""
    return changed_rows(delete(FileImport).where(FileImport.imported_at < _oldest(now)))


def _is_restored(told: dict[str, Any], author: Author, now: datetime) -> bool:
    item = db.session.get(Item, told["item"])
    if item is None or item.revision != told["revision"]:
        return False
    content = _content_before(item, told["was"])
    if content is None:
        return False
    overwrite("item", item.id, content, item.revision, author=author, now=now)
    return True


def _content_before(item: Item, was: int) -> dict[str, Any] | None:
    return content_at("item", item.id, was) if was else {**documents.read(item), "retired": True}


def _open(now: datetime) -> tuple[Any, ...]:
    return FileImport.undone_at.is_(None), FileImport.imported_at >= _oldest(now)


def _oldest(now: datetime) -> datetime:
    return now - timedelta(days=KEPT_DAYS)

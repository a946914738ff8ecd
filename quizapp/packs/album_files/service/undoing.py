"""Undo the import of an album: what it added is retired, what it changed is as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from quizapp.auth.models import Author
from quizapp.catalog.models import State
from quizapp.database.db import changed_rows, db, transaction
from quizapp.editing.documents.catalog import ThemeInUse
from quizapp.editing.queries import content_at
from quizapp.editing.saving import overwrite
from quizapp.errors import Missing
from quizapp.packs.album_files.queries import is_used
from quizapp.packs.models import AlbumImport
from quizapp.packs.rows import KINDS
from quizapp.quizzes.queries import lock_quizzes
from quizapp.web.doors import IMPORTS

KEPT_DAYS = 30
SHOWN = 20
SHARED = {"artist", "theme"}


class NothingToUndo(Missing):
    """There is no such import, it is undone already, or it is too long ago."""


@dataclass(frozen=True)
class Undone:
    """How many things are as they were, and how many were left: edited since, or in use."""

    restored: int
    left: int


def recent_imports(now: datetime) -> Sequence[AlbumImport]:
    """The imports that can still be undone, the newest first."""
    query = select(AlbumImport).where(*_open(now)).order_by(AlbumImport.id.desc()).limit(SHOWN)
    return db.session.scalars(query).all()


@IMPORTS.entered()
def undo_import(*, import_id: int, author: Author, now: datetime) -> Undone:
    """Take back all that an import did, but what was edited since.

    :raises NothingToUndo: when there is no such import, or not any more.
    """
    with transaction():
        lock_quizzes()
        row = db.session.scalar(
            select(AlbumImport).where(AlbumImport.id == import_id, *_open(now)).with_for_update()
        )
        if row is None:
            raise NothingToUndo
        restored = sum(_is_restored(told, author, now) for told in reversed(row.rows))
        row.undone_at = now
        return Undone(restored, len(row.rows) - restored)


def forget_old_imports(now: datetime) -> int:
    """Within a transaction, delete the records of imports that cannot be undone any more."""
    return changed_rows(delete(AlbumImport).where(AlbumImport.imported_at < _oldest(now)))


def _is_restored(told: dict[str, Any], author: Author, now: datetime) -> bool:
    kind = told["kind"]
    row = db.session.get(KINDS[kind].model, told["id"], with_for_update=True)
    if row is None or row.revision != told["revision"]:
        return False
    if not told["was"]:
        return _is_retired(kind, row, author, now)
    if told["was"] != told["revision"]:
        content = content_at(kind, row.id, told["was"])
        if content is None:
            return False
        overwrite(kind, row.id, content, row.revision, author=author, now=now)
    if told["state"]:
        row.state = told["state"]
    return True


def _is_retired(kind: str, row: Any, author: Author, now: datetime) -> bool:
    """Whether a thing that the import added could be retired; what others use stays."""
    if not hasattr(row, "retired_at"):
        row.state = State.RETIRED
        return True
    if kind in SHARED and is_used(kind, row.id):
        return False
    try:
        overwrite(kind, row.id, {"retired": True}, row.revision, author=author, now=now)
    except ThemeInUse:
        return False
    return True


def _open(now: datetime) -> tuple[Any, ...]:
    return AlbumImport.undone_at.is_(None), AlbumImport.imported_at >= _oldest(now)


def _oldest(now: datetime) -> datetime:
    return now - timedelta(days=KEPT_DAYS)

"""Undo the import of an album: what it added is retired, what it changed is as it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quizapp.auth.models import Author
from quizapp.catalog.models import State
from quizapp.database.db import db
from quizapp.editing import undoing
from quizapp.editing.documents.catalog import ThemeInUse
from quizapp.editing.documents.parts import set_state
from quizapp.editing.queries import content_at
from quizapp.editing.saving import overwrite, rewrite
from quizapp.editing.undoing import Told, Undone
from quizapp.packs.album_files.queries import is_used
from quizapp.packs.models import AlbumImport
from quizapp.packs.rows import KINDS
from quizapp.web.doors import IMPORTS

SHARED = {"artist", "theme"}


def recent_imports(now: datetime) -> Sequence[AlbumImport]:
    """The imports that can still be undone, the newest first."""
    return undoing.recent_imports(AlbumImport, now)


@IMPORTS.entered()
def undo_import(*, import_id: int, author: Author, now: datetime) -> Undone:
    """Take back all that an import did, but what was edited since.

    :raises NothingToUndo: when there is no such import, or not any more.
    """

    def restore(rows: list[Told]) -> int:
        return sum(_is_restored(told, author, now) for told in rows)

    return undoing.undo_import(AlbumImport, import_id, restore, now)


def forget_old_imports(now: datetime) -> int:
    """Within a transaction, delete the records of imports that cannot be undone any more."""
    return undoing.forget_old_imports(AlbumImport, now)


def _is_restored(told: Told, author: Author, now: datetime) -> bool:
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
        set_state(row, {"state": told["state"]})
    return True


def _is_retired(kind: str, row: Any, author: Author, now: datetime) -> bool:
    """Whether a thing that the import added could be retired; what others use stays."""
    if not hasattr(row, "retired_at"):
        retired = {"state": State.RETIRED}
        rewrite(kind, row, lambda: set_state(row, retired), author=author, now=now)
        return True
    if kind in SHARED and is_used(kind, row.id):
        return False
    try:
        overwrite(kind, row.id, {"retired": True}, row.revision, author=author, now=now)
    except ThemeInUse:
        return False
    return True

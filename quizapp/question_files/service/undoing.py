"""Undo a whole import: what it added is retired, what it changed says again what it said before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quizapp.auth.models import Author
from quizapp.database.db import db
from quizapp.editing import undoing
from quizapp.editing.documents import items as documents
from quizapp.editing.models import FileImport
from quizapp.editing.queries import content_at
from quizapp.editing.saving import overwrite
from quizapp.editing.undoing import Told, Undone
from quizapp.quizzes.models import Item
from quizapp.web.doors import IMPORTS


def recent_imports(now: datetime) -> Sequence[FileImport]:
    """The imports that can still be undone, the newest first."""
    return undoing.recent_imports(FileImport, now)


@IMPORTS.entered()
def undo_import(*, import_id: int, author: Author, now: datetime) -> Undone:
    """Take back all that an import did, but what was edited since.

    :raises NothingToUndo: when there is no such import, or not any more.
    """

    def restore(told: Told) -> bool:
        return _is_restored(told, author, now)

    return undoing.undo_import(FileImport, import_id, restore, now)


def forget_old_imports(now: datetime) -> int:
    """Within a transaction, delete the records of imports that cannot be undone any more."""
    return undoing.forget_old_imports(FileImport, now)


def _is_restored(told: Told, author: Author, now: datetime) -> bool:
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

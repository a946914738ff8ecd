"""Undo a whole import: what it added is retired, what it changed says again what it said before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from quizapp.auth.models import Author
from quizapp.database.db import db
from quizapp.editing import undoing
from quizapp.editing.models import FileImport
from quizapp.editing.queries import content_at
from quizapp.editing.saving import overwrite, record_all
from quizapp.editing.undoing import Told, Undone
from quizapp.quizzes.models import Item
from quizapp.quizzes.queries import WHOLE_ITEM
from quizapp.web.doors import IMPORTS

from .collector import collector_paused
from .staging import IDS_AT_ONCE


def recent_imports(now: datetime) -> Sequence[FileImport]:
    """The imports that can still be undone, the newest first."""
    return undoing.recent_imports(FileImport, now)


@IMPORTS.entered()
@collector_paused()
def undo_import(*, import_id: int, author: Author, now: datetime) -> Undone:
    """Take back all that an import did, but what was edited since.

    :raises NothingToUndo: when there is no such import, or not any more.
    """

    def restore(rows: list[Told]) -> int:
        added = {told["item"]: told["revision"] for told in rows if not told["was"]}
        changed = [told for told in rows if told["was"]]
        restored = sum(_is_restored(told, author, now) for told in changed)
        return _retired_count(added, author, now) + restored

    return undoing.undo_import(FileImport, import_id, restore, now)


def forget_old_imports(now: datetime) -> int:
    """Within a transaction, delete the records of imports that cannot be undone any more."""
    return undoing.forget_old_imports(FileImport, now)


def _retired_count(added: dict[int, int], author: Author, now: datetime) -> int:
    """Retire the questions, given with their revisions, that nobody has edited; at once, for an
    import brings thousands."""
    retired, ids = [], sorted(added)
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = Item.id.in_(ids[start : start + IDS_AT_ONCE])
        wanted = select(Item).where(some).options(*WHOLE_ITEM).with_for_update()
        fresh = db.session.scalars(wanted.execution_options(populate_existing=True))
        retired += [item for item in fresh if item.revision == added[item.id]]
    for item in retired:
        item.retired_at = item.retired_at or now
        item.revision += 1
    db.session.flush()
    record_all("item", retired, author.name, now)
    return len(retired)


def _is_restored(told: Told, author: Author, now: datetime) -> bool:
    """Whether a question that the import changed could be given what it said before."""
    item = db.session.get(Item, told["item"])
    if item is None or item.revision != told["revision"]:
        return False
    content = content_at("item", item.id, told["was"])
    if content is None:
        return False
    overwrite("item", item.id, content, item.revision, author=author, now=now)
    return True

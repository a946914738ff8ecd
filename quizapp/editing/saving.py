"""Save what editors made of a thing, with its history, and never over somebody else's work."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.auth.models import Author
from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Conflict
from quizapp.web import logs

from .documents import KINDS, Content, DocumentMissing
from .models import Revision


class EditedMeanwhile(Conflict):
    """Somebody saved the same thing after this editor had opened it; nothing was changed."""


@retry_once
def add(*, kind: str, parent_id: int, content: Content, author: Author, now: datetime) -> int:
    """Make a new thing of checked content, with its first revision, and give its id."""
    with transaction():
        object_id = insert(kind=kind, parent_id=parent_id, content=content, author=author, now=now)
    logs.event("content.add", by=author.name, kind=kind, id=object_id)
    return object_id


def insert(*, kind: str, parent_id: int, content: Content, author: Author, now: datetime) -> int:
    """`add` within a transaction."""
    with db.session.no_autoflush:  # a row half written has no business in the database
        row = KINDS[kind].start(parent_id, content)
        KINDS[kind].write(row, content, now)
    db.session.add(row)
    db.session.flush()
    record(kind, row, author.name, now)
    object_id: int = row.id
    return object_id


def save(
    *, kind: str, object_id: int, content: Content, revision: int, author: Author, now: datetime
) -> int:
    """Write checked content over the state that the author had opened, and give the new revision.

    What the content does not mention stays. Content without a change makes no revision: a second
    click finds its work done.

    :raises DocumentMissing: when there is no such thing.
    :raises EditedMeanwhile: when its revision is no longer the one that was opened.
    """
    with transaction():
        row = _locked(kind, object_id)
        current: int = row.revision
        before = KINDS[kind].read(row)
        if before | content == before:
            return current
        if current != revision:
            raise EditedMeanwhile(str(current))
        _record_first(kind, row, before, now)
        with db.session.no_autoflush:
            KINDS[kind].write(row, before | content, now)
        row.revision += 1
        db.session.flush()
        record(kind, row, author.name, now)
    logs.event("content.save", by=author.name, kind=kind, id=object_id, revision=revision + 1)
    return revision + 1


def restore(
    *, kind: str, object_id: int, number: int, revision: int, author: Author, now: datetime
) -> int:
    """Save an earlier state of a thing as its newest.

    :raises DocumentMissing: when there is no such thing, or no such state of it.
    :raises EditedMeanwhile: when its revision is no longer the one that the author saw.
    """
    content = content_at(kind, object_id, number)
    if content is None:
        raise DocumentMissing
    return save(
        kind=kind, object_id=object_id, content=content, revision=revision, author=author, now=now
    )


def content_at(kind: str, object_id: int, number: int) -> Content | None:
    """A thing as it was at a revision, if that was kept."""
    return db.session.scalar(
        select(Revision.content).where(
            Revision.kind == kind, Revision.object_id == object_id, Revision.number == number
        )
    )


def _locked(kind: str, object_id: int) -> Any:
    """The row as it is now, for nobody else to change until the transaction ends."""
    model = KINDS[kind].model
    row = db.session.get(model, object_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise DocumentMissing
    return row


def _record_first(kind: str, row: Any, before: Content, now: datetime) -> None:
    """What was shipped or imported has no history until it is first edited."""
    if content_at(kind, row.id, row.revision) is None:
        _add_revision(kind, row, before, "", now)


def record(kind: str, row: Any, author_name: str, now: datetime) -> None:
    """Within a transaction, keep the state that a thing is in now."""
    _add_revision(kind, row, KINDS[kind].read(row), author_name, now)


def _add_revision(kind: str, row: Any, content: Content, author_name: str, now: datetime) -> None:
    db.session.add(
        Revision(
            kind=kind,
            object_id=row.id,
            number=row.revision,
            content=content,
            editor_name=author_name,
            saved_at=now,
        )
    )

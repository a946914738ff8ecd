"""Save, restore and insert content with its history, and never over somebody else's work."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

from sqlalchemy import insert as insert_into

from quizapp.auth.models import Author
from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Conflict
from quizapp.web import logs

from .documents import KINDS, Content, DocumentMissing
from .keys import FormKey
from .merging import Form, Forms, merged, shown_revision
from .models import Revision
from .queries import Document, content_at, document_of, document_of_row
from .rows import Fields
from .unsaved import delete_unsaved, put_unsaved


class EditedMeanwhile(Conflict):
    """Somebody saved the same object after this editor had opened it; nothing was changed."""


@dataclass(frozen=True)
class Saved:
    """The object is as the form says. ``was`` is the revision before, 0 of a new object; the same
    as ``revision`` when there was nothing to change."""

    object_id: int
    was: int
    revision: int


@dataclass(frozen=True)
class Refused(Generic[Form]):
    """Nothing was changed: the form breaks rules, and has the messages. It is stored unsaved."""

    document: Document
    form: Form


@dataclass(frozen=True)
class Clashed:
    """Nothing was changed: somebody else saved first. ``fields`` are those of the form with what
    only the others changed; they are stored unsaved."""

    document: Document
    fields: Fields


@retry_once
def save_form(
    *, key: FormKey, fields: Fields, forms: Forms[Form], author: Author, now: datetime
) -> Saved | Refused[Form] | Clashed:
    """Validate a form and write it, or else merge it with what was saved meanwhile, as one
    transaction; with it the author's unsaved form is dropped, or stored as it now stands.

    Content without a change makes no revision: a second click finds its work done.

    :raises DocumentMissing: when there is no such object.
    :raises Missing: when there is no such quiz or album for a new one.
    """
    with transaction():
        outcome = _write_form(key, fields, forms, author, now)
        if isinstance(outcome, Saved):
            delete_unsaved(author.id, key)
        else:
            left = outcome.fields if isinstance(outcome, Clashed) else fields
            put_unsaved(author.id, key, left, now)
    if isinstance(outcome, Saved):
        _log(key.kind, outcome, author)
    return outcome


def save(
    *, kind: str, object_id: int, content: Content, revision: int, author: Author, now: datetime
) -> Saved:
    """Write checked content over the state that the author had opened.

    What the content does not mention stays. Content without a change makes no revision.

    :raises DocumentMissing: when there is no such object.
    :raises EditedMeanwhile: when its revision is no longer the one that was opened.
    """
    with transaction():
        saved = overwrite(kind, object_id, content, revision, author=author, now=now)
    _log(kind, saved, author)
    return saved


def overwrite(
    kind: str, object_id: int, content: Content, revision: int, *, author: Author, now: datetime
) -> Saved:
    """Within a transaction, write checked content over the state that the author had opened.

    :raises DocumentMissing: when there is no such object.
    :raises EditedMeanwhile: when its revision is no longer the one that was opened.
    """
    return _overwrite(kind, _locked(kind, object_id), content, revision, author, now)


def rewrite(
    kind: str, row: Any, change: Callable[[], None], *, author: Author, now: datetime
) -> Saved:
    """Within a transaction, change a locked row, and keep its state before and after."""
    was: int = row.revision
    _record_first(kind, row, KINDS[kind].read(row), now)
    with db.session.no_autoflush:
        change()
    row.revision += 1
    db.session.flush()
    record(kind, row, author.name, now)
    return Saved(row.id, was, row.revision)


def restore(
    *, kind: str, object_id: int, number: int, revision: int, author: Author, now: datetime
) -> Saved:
    """Save an earlier state of an object as its newest.

    :raises DocumentMissing: when there is no such object, or no such state of it.
    :raises EditedMeanwhile: when its revision is no longer the one that the author saw.
    """
    content = content_at(kind, object_id, number)
    if content is None:
        raise DocumentMissing
    return save(
        kind=kind, object_id=object_id, content=content, revision=revision, author=author, now=now
    )


def insert(*, kind: str, parent_id: int, content: Content, author: Author, now: datetime) -> int:
    """Within a transaction, make a new object of checked content, and return its id."""
    with db.session.no_autoflush:  # a row half written has no business in the database
        row = KINDS[kind].start(parent_id, content)
        KINDS[kind].write(row, content, now)
    db.session.add(row)
    db.session.flush()
    record(kind, row, author.name, now)
    object_id: int = row.id
    return object_id


def record(kind: str, row: Any, author_name: str, now: datetime) -> None:
    """Within a transaction, add the state that an object is in now to its history."""
    _add_revision(kind, row, KINDS[kind].read(row), author_name, now)


def record_all(kind: str, rows: Iterable[Any], author_name: str, now: datetime) -> None:
    """Within a transaction, add the state that many objects are in now to their histories."""
    revisions = [
        {
            "kind": kind,
            "object_id": row.id,
            "number": row.revision or 1,  # a new one has none yet
            "content": KINDS[kind].read(row),
            "editor_name": author_name,
            "saved_at": now,
        }
        for row in rows
    ]
    if revisions:
        db.session.execute(insert_into(Revision), revisions)


def _write_form(
    key: FormKey, fields: Fields, forms: Forms[Form], author: Author, now: datetime
) -> Saved | Refused[Form] | Clashed:
    row = None if key.object_id is None else _locked(key.kind, key.object_id)
    document = document_of_row(key.kind, row) if row else document_of(key)
    form = forms.read(document, fields)
    if not form.validate():
        return Refused(document, form)
    if row is None:
        return _insert_form(key, form.content(), author, now)
    try:
        revision = shown_revision(document, fields)
        return _overwrite(key.kind, row, form.content(), revision, author, now)
    except EditedMeanwhile:
        return Clashed(document, merged(document, fields, forms))


def _insert_form(key: FormKey, content: Content, author: Author, now: datetime) -> Saved:
    object_id = insert(
        kind=key.kind, parent_id=key.parent_id, content=content, author=author, now=now
    )
    return Saved(object_id, was=0, revision=1)


def _overwrite(
    kind: str, row: Any, content: Content, revision: int, author: Author, now: datetime
) -> Saved:
    """Write content over a locked row.

    :raises EditedMeanwhile: before anything is written.
    """
    was: int = row.revision
    before = KINDS[kind].read(row)
    if before | content == before:
        return Saved(row.id, was, was)
    if was != revision:
        raise EditedMeanwhile(str(was))
    return rewrite(
        kind, row, lambda: KINDS[kind].write(row, before | content, now), author=author, now=now
    )


def _locked(kind: str, object_id: int) -> Any:
    """The row as it is now, for nobody else to change until the transaction ends."""
    model = KINDS[kind].model
    row = db.session.get(model, object_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise DocumentMissing
    return row


def _record_first(kind: str, row: Any, before: Content, now: datetime) -> None:
    """Record the first state of content that was shipped or imported, before its first edit."""
    if content_at(kind, row.id, row.revision) is None:
        _add_revision(kind, row, before, "", now)


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


def _log(kind: str, saved: Saved, author: Author) -> None:
    if not saved.was:
        logs.event("content.add", by=author.name, kind=kind, id=saved.object_id)
    elif saved.revision > saved.was:
        logs.event(
            "content.save", by=author.name, kind=kind, id=saved.object_id, revision=saved.revision
        )

"""Queries of the editing pages: documents, lists with their gaps, histories, unsaved forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from quizapp.catalog.models import Artist, Chapter, ThemeTag, Track
from quizapp.catalog.queries import album_by_id
from quizapp.database.db import Base, db
from quizapp.errors import Missing
from quizapp.publishing.queries import Entry
from quizapp.quizzes.models import Edition, Flag, Item, Quiz, Suggestion, SuggestionStatus
from quizapp.quizzes.queries import quiz_by_id
from quizapp.texts import Localized

from .differences import Difference, differences
from .documents import KINDS, Content, DocumentMissing
from .keys import FormKey
from .models import Revision, UnsavedForm


@dataclass(frozen=True)
class Document:
    """An object to edit as it is now, or (id 0, no content) one that is still to be made.

    ``parent_id`` is its quiz or album; 0 where it has none.
    """

    kind: str
    id: int
    parent_id: int
    content: Content | None
    revision: int
    name: Localized

    @property
    def key(self) -> FormKey:
        if self.id:
            return FormKey(self.kind, self.id)
        return FormKey(self.kind, parent_id=self.parent_id)


@dataclass(frozen=True)
class Change:
    """One saved state with what it changed; no differences for the first one that was kept."""

    number: int
    editor_name: str
    saved_at: datetime
    differences: list[Difference]


@dataclass(frozen=True)
class QuizLine:
    slug: str
    title: Localized
    album: Localized
    item_count: int
    draft_count: int
    edition: Edition | None
    state: str


@dataclass(frozen=True)
class Queues:
    flag_count: int
    suggestion_count: int


def document_of(key: FormKey) -> Document:
    """What a form is about.

    :raises DocumentMissing: when there is no such object.
    :raises Missing: when there is no such quiz or album for a new one.
    """
    if key.object_id is None:
        return new_document(key.kind, key.parent_id)
    return document(key.kind, key.object_id)


def document(kind: str, object_id: int) -> Document:
    """:raises DocumentMissing: when there is no such object."""
    row = db.session.get(KINDS[kind].model, object_id)
    if row is None:
        raise DocumentMissing
    return document_of_row(kind, row)


def document_of_row(kind: str, row: Any) -> Document:
    return Document(
        kind=kind,
        id=row.id,
        parent_id=getattr(row, "quiz_id", None) or getattr(row, "album_id", None) or 0,
        content=KINDS[kind].read(row),
        revision=row.revision,
        name=_name(row),
    )


def new_document(kind: str, parent_id: int) -> Document:
    """:raises Missing: when there is no such quiz or album, or one is named and none is needed."""
    if kind == "item":
        quiz_by_id(parent_id)
    elif kind in {"track", "chapter"}:
        album_by_id(parent_id)
    elif parent_id:
        raise Missing("parent")
    return Document(kind, 0, parent_id, None, 0, Localized())


def content_at(kind: str, object_id: int, number: int) -> Content | None:
    """The content of an object as it was at a revision, if that was recorded."""
    return db.session.scalar(
        select(Revision.content).where(
            Revision.kind == kind, Revision.object_id == object_id, Revision.number == number
        )
    )


@dataclass(frozen=True)
class Effect:
    """What a save changed of something that has a state: names of fields, and who finds it."""

    changed: set[str]
    own: str
    effective: str


def effect_of(document: Document, was: int) -> Effect | None:
    """What saving over revision ``was`` changed; None for what has no state."""
    row = db.session.get(KINDS[document.kind].model, document.id)
    if row is None or not hasattr(row, "state"):
        return None
    before, now = content_at(document.kind, document.id, was) or {}, document.content or {}
    changed = {name for name in now if now[name] != before.get(name, now[name])}
    return Effect(changed if before else set(now), row.state, row.effective_state)


def quiz_lines() -> list[QuizLine]:
    used, drafts = Item.retired_at.is_(None), Item.is_draft
    counts = {
        quiz_id: (item_count, draft_count)
        for quiz_id, item_count, draft_count in db.session.execute(
            select(Item.quiz_id, func.count().filter(~drafts), func.count().filter(drafts))
            .where(used)
            .group_by(Item.quiz_id)
        )
    }
    quizzes = db.session.scalars(select(Quiz).options(joinedload(Quiz.album)).order_by(Quiz.id))
    live = {edition.quiz_id: edition for edition in _live_editions()}
    return [
        QuizLine(
            quiz.slug,
            quiz.title,
            quiz.album.title,
            *counts.get(quiz.id, (0, 0)),
            live.get(quiz.id),
            quiz.effective_state,
        )
        for quiz in quizzes
    ]


def _live_editions() -> Sequence[Edition]:
    newest = select(func.max(Edition.id)).group_by(Edition.quiz_id)
    return db.session.scalars(select(Edition).where(Edition.id.in_(newest))).all()


def catalog_entries(album_id: int) -> dict[str, list[Entry]]:
    """Everything of an album, and what all albums share, by kind."""
    return {
        "track": _entries(Track, Track.position, album_id=album_id),
        "chapter": _entries(Chapter, Chapter.position, album_id=album_id),
        "artist": _entries(Artist, Artist.id),
        "theme": _entries(ThemeTag, ThemeTag.position),
    }


def entries_of_kind(kind: str, **where: int) -> list[Entry]:
    """All of a kind that has an order, in that order."""
    model = KINDS[kind].model
    return _entries(model, model.position, **where)


def album_id_of(kind: str, object_id: int) -> int:
    """The album that an object is a part of; 0 for an album itself."""
    return getattr(db.session.get_one(KINDS[kind].model, object_id), "album_id", 0)


def _entries(model: Any, order: Any, **where: int) -> list[Entry]:
    rows = db.session.scalars(select(model).filter_by(**where).order_by(order, model.id))
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    texts = [getattr(row, text.key) for text in row.__mapper__.composites]
    has_gap = any(bool(text.en) != bool(text.ko) for text in texts)
    is_retired = getattr(row, "retired_at", None) is not None
    return Entry(row.id, _name(row), has_gap, is_retired, state=getattr(row, "state", ""))


def _name(row: Base) -> Localized:
    names = ("stem", "title", "name", "label")
    name: Localized = next(getattr(row, name) for name in names if hasattr(row, name))
    return name


def queues() -> Queues:
    return Queues(
        db.session.scalar(select(func.count()).where(Flag.resolved_at.is_(None))) or 0,
        db.session.scalar(select(func.count()).where(Suggestion.status == SuggestionStatus.OPEN))
        or 0,
    )


def unsaved_forms(editor_id: int) -> list[tuple[Document, datetime]]:
    """What the editor has begun and not saved, and when, the newest first.

    A form for what does not exist is left out; such forms could be stored once.
    """
    rows = db.session.execute(
        select(UnsavedForm.key, UnsavedForm.saved_at)
        .where(UnsavedForm.editor_id == editor_id)
        .order_by(UnsavedForm.saved_at.desc())
    )
    found = [(find_document(FormKey.parse(key)), saved_at) for key, saved_at in rows]
    return [(document, saved_at) for document, saved_at in found if document]


def find_document(key: FormKey) -> Document | None:
    """What a form is about; None if there is no such object."""
    try:
        return document_of(key)
    except Missing:
        return None


def history(kind: str, object_id: int) -> list[Change]:
    """All saved states of an object, the newest first."""
    revisions = db.session.scalars(
        select(Revision)
        .where(Revision.kind == kind, Revision.object_id == object_id)
        .order_by(Revision.number)
    ).all()
    return [*_changes(revisions)][::-1]


def _changes(revisions: Sequence[Revision]) -> Iterator[Change]:
    before: Content | None = None
    for row in revisions:
        changed = differences(before, row.content) if before else []
        yield Change(row.number, row.editor_name, row.saved_at, changed)
        before = row.content

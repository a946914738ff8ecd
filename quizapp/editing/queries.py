"""What the desk reads: lists with what is missing, histories, and the sheets of real players."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from quizapp.catalog.models import Artist, Chapter, ThemeTag, Track
from quizapp.database.db import Base, db
from quizapp.publishing.queries import Entry
from quizapp.quizzes.models import Edition, Flag, Item, Quiz, Suggestion
from quizapp.texts import Localized

from .differences import Difference, differences
from .documents import KINDS, Content, DocumentMissing
from .models import Draft, Revision


@dataclass(frozen=True)
class Document:
    """A thing to edit, as it is now. ``parent_id`` is its quiz or album; 0 where it has none."""

    kind: str
    id: int
    parent_id: int
    content: Content
    revision: int
    name: Localized


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


@dataclass(frozen=True)
class Queues:
    flag_count: int
    suggestion_count: int


def document(kind: str, object_id: int) -> Document:
    """:raises DocumentMissing: when there is no such thing."""
    row = db.session.get(KINDS[kind].model, object_id)
    if row is None:
        raise DocumentMissing
    return Document(
        kind=kind,
        id=row.id,
        parent_id=getattr(row, "quiz_id", None) or getattr(row, "album_id", None) or 0,
        content=KINDS[kind].read(row),
        revision=row.revision,
        name=_name(row),
    )


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
            quiz.slug, quiz.title, quiz.album.title, *counts.get(quiz.id, (0, 0)), live.get(quiz.id)
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


def _entries(model: Any, order: Any, **where: int) -> list[Entry]:
    rows = db.session.scalars(select(model).filter_by(**where).order_by(order, model.id))
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    texts = [getattr(row, text.key) for text in row.__mapper__.composites]
    has_gap = any(bool(text.en) != bool(text.ko) for text in texts)
    return Entry(row.id, _name(row), has_gap, getattr(row, "retired_at", None) is not None)


def _name(row: Base) -> Localized:
    names = ("stem", "title", "name", "label")
    name: Localized = next(getattr(row, name) for name in names if hasattr(row, name))
    return name


def queues() -> Queues:
    return Queues(
        db.session.scalar(select(func.count()).where(Flag.resolved_at.is_(None))) or 0,
        db.session.scalar(select(func.count()).where(Suggestion.status == "open")) or 0,
    )


def drafts_of(editor_id: int) -> Sequence[Draft]:
    """What the editor has begun and not saved, the newest first."""
    return db.session.scalars(
        select(Draft).where(Draft.editor_id == editor_id).order_by(Draft.saved_at.desc())
    ).all()


def history(kind: str, object_id: int) -> list[Change]:
    """All saved states of a thing, the newest first."""
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

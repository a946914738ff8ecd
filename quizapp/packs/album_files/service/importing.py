"""Take over what an editor ticked of an album's file, all or nothing."""

from base64 import b64decode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import select

from quizapp.auth.models import Author
from quizapp.catalog.models import Album, Artist, State, ThemeTag
from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import db, transaction
from quizapp.editing.documents.parts import FreeSlugs, next_position, set_state
from quizapp.editing.documents.quizzes import start_empty_quiz
from quizapp.editing.saving import record, rewrite
from quizapp.errors import Conflict
from quizapp.packs import schemas
from quizapp.packs.album_files.plan import Entry, Name, Plain, Plan, Status, needed
from quizapp.packs.album_files.queries import plain_of_part
from quizapp.packs.album_files.reading import AlbumRead
from quizapp.packs.models import AlbumImport
from quizapp.packs.rows import KINDS, Thing, things_of
from quizapp.packs.schemas import UNFINISHED
from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Item, Quiz
from quizapp.quizzes.plain import HEADER, ITEM
from quizapp.quizzes.queries import album_rules, find_quiz, lock_quizzes
from quizapp.quizzes.rules import gaps_of, problems_of
from quizapp.texts import Localized
from quizapp.web.doors import IMPORTS

from .staging import PlanChanged, Preview, preview_of, staged_album
from .undoing import forget_old_imports

Ticks = Mapping[Name, Collection[int]]
"""What is taken over: for a thing the places of its differences."""
SCHEMAS: Mapping[str, type[BaseModel]] = {
    "album": schemas.Album,
    "theme": schemas.Theme,
    "artist": schemas.Artist,
    "track": schemas.Track,
    "chapter": schemas.Chapter,
}


class Unfit(Conflict):
    """What was ticked does not hold together; nothing was imported. Names the thing."""


@dataclass(frozen=True)
class Done:
    """An import that was done, and how many things it added, updated and retired."""

    import_id: int
    album_id: int
    name: str
    added: int
    updated: int
    retired: int


@dataclass(frozen=True)
class _Import:
    """An import at work: the file, who takes it over when, and the album once it is there."""

    read: AlbumRead
    parts: Mapping[Name, Thing]
    author: Author
    now: datetime


@IMPORTS.entered()
def import_staged(
    *, digest: str, ticks: Ticks | None = None, author: Author, now: datetime
) -> Done:
    """Take over what is ticked of the staged file; a new album comes as a draft.

    :param digest: of the plan that the editor saw.
    :param ticks: what is taken over; None for what usually is.
    :raises NothingStaged: when there is no file, or another tab has imported it.
    :raises PlanChanged: when what is there, or the file, has changed since.
    :raises Unfit: when something would break the rules after some of its changes.
    """
    with transaction():
        lock_quizzes()
        staged = staged_album(author.id, is_locked=True)
        preview = preview_of(b64decode(staged.content))
        if preview.plan is None or preview.plan.digest != digest:
            raise PlanChanged("plan")
        chosen = preview.plan.usual_ticks() if ticks is None else ticks
        done = _taken_over(preview.read, preview.plan, chosen, staged.name, author, now)
        db.session.delete(staged)
    return done


@IMPORTS.entered()
def import_album(
    *, data: bytes, name: str, with_missing: bool, author: Author, now: datetime
) -> tuple[Preview, Done | None]:
    """Take over what usually is of a file, unseen; None where it is refused.

    :param with_missing: whether what the file lacks is retired.
    """
    with transaction():
        lock_quizzes()
        preview = preview_of(data)
        if preview.plan is None:
            return preview, None
        ticks = preview.plan.usual_ticks(with_missing=with_missing)
        return preview, _taken_over(preview.read, preview.plan, ticks, name, author, now)


def _taken_over(
    read: AlbumRead, plan: Plan, ticks: Ticks, name: str, author: Author, now: datetime
) -> Done:
    """:raises Unfit: when it is a new album's, and the album itself is left out."""
    assert read.pack is not None
    work = _Import(read, {thing.name: thing for thing in things_of(read.pack)}, author, now)
    chosen = needed(ticks, plan)
    if plan.album.status == Status.NEW and plan.album.name not in chosen:
        raise Unfit(plan.album.name[1])
    entries = [entry for entry in plan.entries if entry.name in chosen]
    rows = [told for entry in entries for told in _take(work, entry, ticks.get(entry.name, ()))]
    if plan.album.status == Status.NEW:
        rows += _empty_quizzes(work, plan.album.name[1])
    return _recorded(rows, plan.album.name[1], name, author, now)


def _take(work: _Import, entry: Entry, places: Collection[int]) -> list[dict[str, Any]]:
    if entry.status == Status.NEW:
        return [_added(work, work.parts[entry.name])]
    if entry.status == Status.MISSING:
        return [_retired(work, entry)]
    is_back = entry.status == Status.RETIRED
    if is_back or (entry.status == Status.CHANGED and places):
        return [_changed(work, entry, places, is_back=is_back)]
    return []


# Adding


def _added(work: _Import, thing: Thing) -> dict[str, Any]:
    row = _started(work, thing)
    with db.session.no_autoflush:  # a row half written has no business in the database
        KINDS[thing.kind].write(row, thing.part, work.now)
    db.session.add(row)
    db.session.flush()
    return _begun(work, thing.kind, row)


def _started(work: _Import, thing: Thing) -> Any:
    slug = thing.slug
    if thing.kind == "album":
        return Album(slug=slug, state=State.DRAFT, position=next_position(Album))
    if thing.kind == "quiz":
        taken = db.session.scalars(select(Quiz.slug).where(Quiz.slug.startswith(slug)))
        return Quiz(slug=FreeSlugs(taken).take(slug), album=_row_of(work, thing.parent))
    if thing.kind == "theme":
        return ThemeTag(slug=slug, position=next_position(ThemeTag))
    if thing.kind == "artist":
        return Artist(slug=slug)
    return _started_below(work, thing)


def _started_below(work: _Import, thing: Thing) -> Any:
    parent = _row_of(work, thing.parent)
    if thing.kind == "item":
        is_draft = not plain_of_part("item", thing.part, work.read.drafts)["is_ready"]
        position = next_position(Item, quiz_id=parent.id)
        return Item(slug=thing.slug, quiz=parent, position=position, is_draft=is_draft)
    model = KINDS[thing.kind].model
    position = next_position(model, album_id=parent.id)
    return model(slug=thing.slug, album=parent, position=position)


def _row_of(work: _Import, name: Name | None) -> Any:
    """The album or quiz of a thing; a quiz is found by its album and kind."""
    assert name is not None
    if name[0] == "album":
        return db.session.scalar(select(Album).where(Album.slug == name[1]))
    quiz = work.parts[name]
    return find_quiz(_row_of(work, quiz.parent).id, quiz.part.kind)


def _empty_quizzes(work: _Import, slug: str) -> list[dict[str, Any]]:
    """The quizzes that a new album's file does not have: the desk goes on with empty ones."""
    album = _row_of(work, ("album", slug))
    lacking = [kind for kind in QuizKind if find_quiz(album.id, kind) is None]
    names = {name: {"en": text.en, "ko": text.ko} for name, text in _names(album)}
    quizzes = [start_empty_quiz(album, kind, names) for kind in lacking]
    db.session.add_all(quizzes)
    db.session.flush()
    return [_begun(work, "quiz", quiz) for quiz in quizzes]


def _names(album: Album) -> list[tuple[str, Localized]]:
    return [("title", album.title), ("drama", album.drama)]


def _begun(work: _Import, kind: str, row: Any) -> dict[str, Any]:
    record(kind, row, work.author.name, work.now)
    return {"kind": kind, "id": row.id, "was": 0, "revision": row.revision, "state": ""}


# Changing and retiring


def _changed(
    work: _Import, entry: Entry, places: Collection[int], *, is_back: bool
) -> dict[str, Any]:
    row, content = _locked(entry), entry.with_taken(places)
    kind, slug = entry.name
    part = _part_of(kind, slug, content, row)

    def change() -> None:
        KINDS[kind].write(row, part, work.now)
        if kind == "item":
            row.is_draft = not content["is_ready"]
        if is_back:
            _bring_back(kind, row)

    state = getattr(row, "state", "") if is_back else ""
    saved = rewrite(kind, row, change, author=work.author, now=work.now)
    return _told(kind, row, saved.was, state)


def _bring_back(kind: str, row: Any) -> None:
    if hasattr(row, "retired_at"):
        row.retired_at = None
    if getattr(row, "state", "") == State.RETIRED:
        set_state(row, {"state": State.DRAFT if kind == "album" else State.LIVE})


def _retired(work: _Import, entry: Entry) -> dict[str, Any]:
    kind, row = entry.name[0], _locked(entry)
    state = row.state if kind == "chapter" else ""

    def retire() -> None:
        if kind == "chapter":
            set_state(row, {"state": State.RETIRED})
        else:
            row.retired_at = work.now

    saved = rewrite(kind, row, retire, author=work.author, now=work.now)
    return _told(kind, row, saved.was, state) | {"retired": True}


def _locked(entry: Entry) -> Any:
    assert entry.known is not None
    model = KINDS[entry.name[0]].model
    return db.session.get_one(model, entry.known.id, with_for_update=True)


def _told(kind: str, row: Any, was: int, state: str) -> dict[str, Any]:
    return {"kind": kind, "id": row.id, "was": was, "revision": row.revision, "state": state}


def _part_of(kind: str, slug: str, content: Plain, row: Any) -> Any:
    """The part of a file that some of the changes of a thing make.

    :raises Unfit: when it breaks a rule of its own.
    """
    values = {name: value for name, value in content.items() if name != "is_ready"} | {"slug": slug}
    try:
        if kind == "quiz":
            return HEADER.validate_python(values)
        if kind == "item":
            return _sound_item(values, row.quiz, is_ready=content["is_ready"])
        return _sound_part(kind, values)
    except ValidationError as invalid:
        raise Unfit(slug) from invalid


def _sound_part(kind: str, values: Plain) -> Any:
    part: Any = SCHEMAS[kind].model_validate(values, context=UNFINISHED)
    addresses = {source.url for source in part.sources} if kind == "track" else set()
    if kind == "track" and part.scene and part.scene.source not in addresses:
        raise Unfit(part.slug)
    return part


def _sound_item(values: Plain, quiz: Quiz, *, is_ready: bool) -> CandidateItem:
    item = ITEM.validate_python({**values, "kind": quiz.kind})
    problems = problems_of(item, themes_by_slug(), album_rules(quiz.album))
    if problems or (is_ready and gaps_of(item)):
        raise Unfit(item.slug)
    return item


def _recorded(
    rows: list[dict[str, Any]], slug: str, name: str, author: Author, now: datetime
) -> Done:
    forget_old_imports(now)
    album_id = db.session.scalars(select(Album.id).where(Album.slug == slug)).one()
    row = AlbumImport(
        album_id=album_id, editor_name=author.name, name=name, rows=rows, imported_at=now
    )
    db.session.add(row)
    db.session.flush()
    return Done(row.id, album_id, name, *counts_of(rows))


def counts_of(rows: list[dict[str, Any]]) -> tuple[int, int, int]:
    """How many things the rows of an import say to be added, updated and retired."""
    added = sum(not told["was"] for told in rows)
    retired = sum(bool(told.get("retired")) for told in rows)
    return added, len(rows) - added - retired, retired

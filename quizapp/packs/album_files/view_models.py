"""Rows of the pages for files of albums, as the templates show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from quizapp.catalog.queries import album_by_id
from quizapp.editing.differences import Difference
from quizapp.editing.words import field_words
from quizapp.packs.models import AlbumImport
from quizapp.quizzes.problems import MESSAGES
from quizapp.texts import Localized

from .plan import Entry, Plain, Plan, Status
from .reading import Fault

KINDS = ("album", "theme", "artist", "track", "chapter", "quiz", "item")
NAMED = ("title", "label", "name", "stem")
SECTIONS = {"album": "albums", "theme": "themes", "artist": "artists", "track": "tracks"} | {
    "chapter": "chapters",
    "quiz": "settings",
    "item": "items",
}


@dataclass(frozen=True)
class Tick:
    """Something that can be taken over: its value in the form, and what it changes, if anything."""

    value: str
    difference: Difference | None


@dataclass(frozen=True)
class Line:
    """One thing of a file before its import. ``section`` and ``id`` are those of its form."""

    slug: str
    line: int
    status: Status
    name: Localized
    is_shared: bool
    is_ticked: bool
    ticks: tuple[Tick, ...]
    section: str
    id: int


@dataclass(frozen=True)
class Group:
    """The things of one kind; those that stay as they are are only counted."""

    kind: str
    lines: tuple[Line, ...]
    same_count: int


@dataclass(frozen=True)
class ImportLine:
    """An import of an album that can be undone."""

    id: int
    album_id: int
    album: Localized
    name: str
    editor_name: str
    imported_at: datetime
    thing_count: int


def groups_of(plan: Plan) -> list[Group]:
    return [*_groups(plan)]


def _groups(plan: Plan) -> Iterator[Group]:
    for kind in KINDS:
        entries = [entry for entry in plan.entries if entry.name[0] == kind]
        lines = tuple(_line(plan, entry) for entry in entries if entry.status != Status.SAME)
        if entries:
            yield Group(kind, lines, len(entries) - len(lines))


def _line(plan: Plan, entry: Entry) -> Line:
    kind, slug = entry.name
    return Line(
        slug=slug,
        line=entry.wanted.line if entry.wanted else 0,
        status=entry.status,
        name=_name(entry.plain),
        is_shared=entry.known is not None and entry.known.is_elsewhere,
        is_ticked=plan.is_taken_over(entry),
        ticks=tuple(_ticks(entry)),
        section=SECTIONS[kind],
        id=entry.known.id if entry.known else 0,
    )


def _name(plain: Plain) -> Localized:
    return next((Localized(**plain[name]) for name in NAMED if name in plain), Localized())


def _ticks(entry: Entry) -> Iterator[Tick]:
    value = ".".join(entry.name)
    if entry.status in {Status.NEW, Status.RETIRED, Status.MISSING}:
        yield Tick(value, None)
    if entry.status in {Status.CHANGED, Status.RETIRED}:
        for place, difference in enumerate(entry.differences):
            yield Tick(f"{value}.{place}", difference)


def fault_words(fault: Fault) -> str:
    """What is wrong, in the language of the page, with its path where it has one."""
    problem = fault.problem
    if problem is None:
        return f"{fault.path}: {fault.words}" if fault.path else fault.words
    field = f"{field_words(problem.field)}: " if problem.field else ""
    return field + str(_(MESSAGES[problem.code], detail=problem.detail))


def import_line(done: AlbumImport) -> ImportLine:
    return ImportLine(
        id=done.id,
        album_id=done.album_id,
        album=album_by_id(done.album_id).title,
        name=done.name,
        editor_name=done.editor_name,
        imported_at=done.imported_at,
        thing_count=len(done.rows),
    )

"""Read files for a preview, and keep the one that an editor looks at."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.catalog.models import Album
from quizapp.catalog.queries import album_by_id, theme_tags
from quizapp.database.db import db, transaction
from quizapp.editing.documents import items as documents
from quizapp.editing.documents.parts import plain
from quizapp.editing.models import StagedImport
from quizapp.errors import Conflict, Missing
from quizapp.question_files.formats import (
    FORMATS,
    WORKBOOK,
    Languages,
    Reason,
    read_upload,
    rejected_rows,
)
from quizapp.question_files.formats.results import ReadResult
from quizapp.question_files.import_plan import Check, Plan, RowStatus, planned
from quizapp.question_files.matching import Bank, Content, Entry, Known
from quizapp.quizzes.models import Item, Option, OptionWeight, Quiz
from quizapp.quizzes.problems import ItemProblem
from quizapp.quizzes.queries import album_rules
from quizapp.quizzes.rules import AlbumRules, problems_of
from quizapp.web.doors import IMPORTS

from .collector import collector_paused

NAME_LIMIT = 200
IDS_AT_ONCE = 500


class NothingStaged(Missing):
    """No file was uploaded, or it has been imported already."""


class PlanChanged(Conflict):
    """The preview is out of date; nothing was imported."""


@dataclass(frozen=True)
class Preview:
    """What an import of the staged file would do, and where."""

    plan: Plan
    album: Album
    languages: Languages


@IMPORTS.entered()
@collector_paused()
def stage(
    *, data: bytes, name: str, format_name: str, album_id: int, editor_id: int, now: datetime
) -> ReadResult:
    """Read a file, and store it for its preview if it has rows.

    :param name: as the browser gave it; only its ending counts, and nothing else is done with it.
    """
    result = read_file(data, name, format_name, album_id)
    if result.rows:
        with transaction():
            db.session.merge(
                StagedImport(
                    editor_id=editor_id,
                    album_id=album_id,
                    content=b64encode(data).decode(),
                    name=name.replace("\0", "")[-NAME_LIMIT:],
                    format=format_name,
                    languages={},
                    saved_at=now,
                )
            )
    return result


@IMPORTS.entered()
def say_languages(*, editor_id: int, languages: Mapping[int, str]) -> None:
    """Remember what the rows of the staged file are written in, by their number; 0 for all others.

    :raises NothingStaged: when there is no file.
    """
    with transaction():
        staged = staged_import(editor_id, is_locked=True)
        staged.languages = {str(number): language for number, language in languages.items()}


@IMPORTS.entered()
@collector_paused()
def staged_plan(*, editor_id: int) -> Preview:
    """What an import of the staged file would do.

    :raises NothingStaged: when there is no file.
    """
    staged = staged_import(editor_id)
    plan = plan_of(read_staged(staged), staged.album_id)
    return Preview(plan, album_by_id(staged.album_id), said_languages(staged))


@IMPORTS.entered()
@collector_paused()
def dry_run(*, data: bytes, name: str, format_name: str, album_id: int) -> Plan:
    """What an import of a file would do, without keeping it."""
    result = read_file(data, name, format_name, album_id)
    return plan_of(result, album_id)


@IMPORTS.entered()
@collector_paused()
def rejected_file(*, editor_id: int, reason: Reason) -> tuple[str, str]:
    """The bad rows of the staged file as a file to fix, and the ending of its name.

    :raises NothingStaged: when there is no file, or nothing in it is bad.
    """
    staged = staged_import(editor_id)
    plan = plan_of(read_staged(staged), staged.album_id)
    bad = tuple(planned_row.row for planned_row in plan.with_status(RowStatus.BAD))
    if not bad:
        raise NothingStaged
    text = rejected_rows(replace(plan.result, rows=bad), reason)
    return text, FORMATS.get(plan.result.format, WORKBOOK).extension


def staged_import(editor_id: int, *, is_locked: bool = False) -> StagedImport:
    staged = db.session.get(
        StagedImport, editor_id, with_for_update=is_locked or None, populate_existing=True
    )
    if staged is None:
        raise NothingStaged
    return staged


def read_staged(staged: StagedImport) -> ReadResult:
    return read_upload(
        b64decode(staged.content),
        known_themes=known_themes(),
        name=staged.name,
        format_name=staged.format,
        languages=said_languages(staged),
        album=rules_of(staged.album_id),
    )


def read_file(data: bytes, name: str, format_name: str, album_id: int) -> ReadResult:
    return read_upload(
        data,
        known_themes=known_themes(),
        name=name,
        format_name=format_name,
        album=rules_of(album_id),
    )


def rules_of(album_id: int) -> AlbumRules:
    return album_rules(album_by_id(album_id))


def said_languages(staged: StagedImport) -> dict[int, str]:
    return {int(number): language for number, language in (staged.languages or {}).items()}


def plan_of(result: ReadResult, album_id: int) -> Plan:
    return planned(result, _bank(album_id), _load, all_slugs(), content_check(album_id))


def content_check(album_id: int) -> Check:
    """Tells what is wrong with a question as it would be."""
    themes, album = known_themes(), rules_of(album_id)

    def check(kind: str, content: Content) -> list[ItemProblem]:
        return problems_of(documents.to_candidate(kind, content), themes, album)

    return check


def all_slugs() -> frozenset[str]:
    return frozenset(db.session.scalars(select(Item.slug)))


def quizzes_of(album_id: int) -> dict[str, Quiz]:
    quizzes = db.session.scalars(select(Quiz).where(Quiz.album_id == album_id).order_by(Quiz.id))
    return {quiz.kind: quiz for quiz in quizzes}


def known_themes() -> list[str]:
    return [theme.slug for theme in theme_tags()]


def _bank(album_id: int) -> Bank:
    quizzes = quizzes_of(album_id)
    entries = [entry for kind, quiz in quizzes.items() for entry in _entries(kind, quiz.id)]
    return Bank({kind: quiz.id for kind, quiz in quizzes.items()}, entries)


def _entries(kind: str, quiz_id: int) -> Iterator[Entry]:
    """All items of a quiz, those in use first: of two that ask the same they are the known one."""
    options: dict[int, list[Content]] = {}
    texts = (
        select(Option.item_id, Option.text)
        .join(Item)
        .where(Item.quiz_id == quiz_id, Option.retired_at.is_(None))
        .order_by(Option.position)
    )
    for item_id, text in db.session.execute(texts):
        options.setdefault(item_id, []).append({"text": plain(text)})
    items = select(Item.id, Item.slug, Item.stem).where(Item.quiz_id == quiz_id)
    for item_id, slug, stem in db.session.execute(
        items.order_by(Item.retired_at.is_not(None), Item.id)
    ):
        asked = {"stem": plain(stem), "options": options.get(item_id, [])}
        yield Entry(item_id, kind, slug, asked)


def _load(ids: Collection[int]) -> dict[int, Known]:
    """Items with all they say, in few queries."""
    found: dict[int, Known] = {}
    ordered = sorted(ids)
    for start in range(0, len(ordered), IDS_AT_ONCE):
        some = ordered[start : start + IDS_AT_ONCE]
        for item in db.session.scalars(_whole_items().where(Item.id.in_(some))):
            content = documents.read(item)
            found[item.id] = Known(item.id, item.quiz.kind, item.revision, content)
    return found


def _whole_items() -> Select[Item]:
    weights = selectinload(Item.options).selectinload(Option.weights)
    return select(Item).options(
        joinedload(Item.quiz),
        weights.joinedload(OptionWeight.theme_tag),
        selectinload(Item.theme_tags),
    )

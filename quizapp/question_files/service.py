"""Bring a file of questions into the bank: look at it first, then import what was shown."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from quizapp.auth.models import Author
from quizapp.catalog.queries import theme_tags, themes_by_slug
from quizapp.database.db import db, transaction
from quizapp.editing.documents.parts import first_free, next_position, slug_base
from quizapp.editing.models import WaitingImport
from quizapp.editing.saving import record
from quizapp.errors import Conflict, Missing
from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.mapping import write
from quizapp.quizzes.models import Item, Quiz

from .formats import FORMATS, Reason, read_upload, rejected_rows
from .formats.results import ReadResult
from .import_plan import Bank, Plan, RowStatus, planned, stems_of

NAME_LIMIT = 200


class NothingWaiting(Missing):
    """No file has been looked at, or it has been imported already."""


class PlanChanged(Conflict):
    """What would be done now is not what was shown; nothing was imported."""


def look_at(
    *, data: bytes, name: str, format_name: str, album_id: int, editor_id: int, now: datetime
) -> ReadResult:
    """Read a file, and keep it for the editor where it has rows to show.

    :param name: as the browser gave it; only its ending counts, and nothing else is done with it.
    """
    result = read_upload(data, known_themes=_known_themes(), name=name, format_name=format_name)
    if result.rows:
        with transaction():
            db.session.merge(
                WaitingImport(
                    editor_id=editor_id,
                    album_id=album_id,
                    content=b64encode(data).decode(),
                    name=name.replace("\0", "")[-NAME_LIMIT:],
                    format=format_name,
                    saved_at=now,
                )
            )
    return result


def waiting_plan(*, editor_id: int) -> Plan:
    """:raises NothingWaiting: when there is no file."""
    waiting = _waiting(editor_id)
    return _plan(_read(waiting), waiting.album_id)


def import_waiting(*, digest: str, author: Author, now: datetime) -> int:
    """Add the new rows of the waiting file as draft items, all or none, and count them.

    :param digest: of the plan that the editor saw.
    :raises NothingWaiting: when there is no file, or another tab has imported it.
    :raises PlanChanged: when the bank or the file has changed since.
    """
    result = _read(_waiting(author.id))
    with transaction():
        waiting = _waiting(author.id, is_locked=True)
        plan = _plan(result, waiting.album_id)
        if plan.digest != digest:
            raise PlanChanged("plan")
        candidates = [new.row.item for new in plan.new if new.row.item]
        items = _items(candidates, _quizzes(waiting.album_id), now)
        db.session.add_all(items)
        db.session.flush()
        for item in items:
            record("item", item, author.name, now)
        db.session.delete(waiting)
    return len(plan.new)


def rejected_file(*, editor_id: int, reason: Reason) -> tuple[str, str]:
    """The bad rows of the waiting file, to mend and send again, and the ending of its name.

    :raises NothingWaiting: when there is no file, or nothing in it is bad.
    """
    plan = waiting_plan(editor_id=editor_id)
    bad = tuple(planned_row.row for planned_row in plan.with_status(RowStatus.BAD))
    if not bad:
        raise NothingWaiting
    text = rejected_rows(replace(plan.result, rows=bad), reason)
    return text, FORMATS[plan.result.format].extension


def _items(
    candidates: Sequence[CandidateItem], quizzes: Mapping[str, Quiz], now: datetime
) -> list[Item]:
    """The rows of many items at once: players wait as long as this transaction lasts."""
    themes = themes_by_slug()
    taken = set(db.session.scalars(select(Item.slug)))
    first = {kind: next_position(Item, quiz_id=quiz.id) for kind, quiz in quizzes.items()}
    items = []
    for number, candidate in enumerate(candidates):
        slug = candidate.slug or first_free(slug_base(candidate.stem.en, "item"), taken)
        taken.add(slug)
        item = Item(quiz_id=quizzes[candidate.kind].id, slug=slug, is_draft=True)
        item.position = first[candidate.kind] + number
        write(item, candidate, themes=themes, now=now)
        items.append(item)
    return items


def _waiting(editor_id: int, *, is_locked: bool = False) -> WaitingImport:
    waiting = db.session.get(
        WaitingImport, editor_id, with_for_update=is_locked or None, populate_existing=True
    )
    if waiting is None:
        raise NothingWaiting
    return waiting


def _read(waiting: WaitingImport) -> ReadResult:
    return read_upload(
        b64decode(waiting.content),
        known_themes=_known_themes(),
        name=waiting.name,
        format_name=waiting.format,
    )


def _plan(result: ReadResult, album_id: int) -> Plan:
    return planned(result, _banks(album_id), frozenset(db.session.scalars(select(Item.slug))))


def _banks(album_id: int) -> dict[str, Bank]:
    return {kind: Bank(quiz.id, _stems(quiz.id)) for kind, quiz in _quizzes(album_id).items()}


def _quizzes(album_id: int) -> dict[str, Quiz]:
    quizzes = db.session.scalars(select(Quiz).where(Quiz.album_id == album_id))
    return {quiz.kind: quiz for quiz in quizzes}


def _stems(quiz_id: int) -> frozenset[str]:
    stems = db.session.scalars(select(Item.stem).where(Item.quiz_id == quiz_id))
    return frozenset().union(*(stems_of(stem.en, stem.ko) for stem in stems))


def _known_themes() -> list[str]:
    return [theme.slug for theme in theme_tags()]

"""Import a file of questions in two steps: stage it for a preview, then add its new rows.

Each use case is costly, and raises Busy when too many are at it (`web.doors`).
"""

from base64 import b64decode, b64encode
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from quizapp.auth.models import Author
from quizapp.catalog.queries import theme_tags, themes_by_slug
from quizapp.database.db import db, transaction
from quizapp.editing.documents.parts import first_free, next_position, slug_base
from quizapp.editing.models import StagedImport
from quizapp.editing.saving import record_new
from quizapp.errors import Conflict, Missing
from quizapp.quizzes.bulk import insert_items
from quizapp.quizzes.mapping import write
from quizapp.quizzes.models import Item, Quiz
from quizapp.quizzes.queries import lock_quizzes
from quizapp.web.doors import IMPORTS

from .formats import FORMATS, WORKBOOK, Reason, read_upload, rejected_rows
from .formats.results import ReadResult
from .import_plan import Bank, Plan, RowStatus, planned, stems_of

NAME_LIMIT = 200


class NothingStaged(Missing):
    """No file was uploaded, or it has been imported already."""


class PlanChanged(Conflict):
    """The preview is out of date; nothing was imported."""


@dataclass(frozen=True)
class Prepared:
    """An import made ready before its transaction, for which writers wait: the file, its plan, and
    the rows to add to a bank that has these slugs."""

    content: str
    plan: Plan
    slugs: frozenset[str]
    items: list[Item]

    def is_as_seen(self, staged: StagedImport) -> bool:
        """Within a transaction, whether the same file would still do the same."""
        plan = _plan(self.plan.result, staged.album_id)
        return (staged.content, plan.digest) == (self.content, self.plan.digest)


@IMPORTS.entered()
def stage(
    *, data: bytes, name: str, format_name: str, album_id: int, editor_id: int, now: datetime
) -> ReadResult:
    """Read a file, and store it for its preview if it has rows.

    :param name: as the browser gave it; only its ending counts, and nothing else is done with it.
    """
    result = read_upload(data, known_themes=_known_themes(), name=name, format_name=format_name)
    if result.rows:
        with transaction():
            db.session.merge(
                StagedImport(
                    editor_id=editor_id,
                    album_id=album_id,
                    content=b64encode(data).decode(),
                    name=name.replace("\0", "")[-NAME_LIMIT:],
                    format=format_name,
                    saved_at=now,
                )
            )
    return result


@IMPORTS.entered()
def staged_plan(*, editor_id: int) -> Plan:
    """What an import of the staged file would do.

    :raises NothingStaged: when there is no file.
    """
    return _staged_plan(editor_id)


@IMPORTS.entered()
def import_staged(*, digest: str, author: Author, now: datetime) -> int:
    """Add the new rows of the staged file as draft items, all or none, and count them.

    :param digest: of the plan that the editor saw.
    :raises NothingStaged: when there is no file, or another tab has imported it.
    :raises PlanChanged: when the bank or the file has changed since.
    """
    prepared = _prepared(author.id, digest, now)
    with transaction():
        lock_quizzes()  # of two who add the same questions the second sees those of the first
        staged = _staged(author.id, is_locked=True)
        if not prepared.is_as_seen(staged):
            raise PlanChanged("plan")
        items, slugs = prepared.items, _slugs()
        if slugs != prepared.slugs:  # somebody added others meanwhile, maybe of the same slugs
            items = _items(prepared.plan, staged.album_id, slugs, now)
        insert_items(items)
        record_new("item", items, author.name, now)
        db.session.delete(staged)
    return len(items)


@IMPORTS.entered()
def rejected_file(*, editor_id: int, reason: Reason) -> tuple[str, str]:
    """The bad rows of the staged file as a file to fix, and the ending of its name.

    :raises NothingStaged: when there is no file, or nothing in it is bad.
    """
    plan = _staged_plan(editor_id)
    bad = tuple(planned_row.row for planned_row in plan.with_status(RowStatus.BAD))
    if not bad:
        raise NothingStaged
    text = rejected_rows(replace(plan.result, rows=bad), reason)
    return text, FORMATS.get(plan.result.format, WORKBOOK).extension


def _prepared(editor_id: int, digest: str, now: datetime) -> Prepared:
    """:raises PlanChanged: when the plan is not the one that the editor saw."""
    staged = _staged(editor_id)
    plan = _plan(_read(staged), staged.album_id)
    if plan.digest != digest:
        raise PlanChanged("plan")
    slugs = _slugs()
    return Prepared(staged.content, plan, slugs, _items(plan, staged.album_id, slugs, now))


def _items(plan: Plan, album_id: int, slugs: Collection[str], now: datetime) -> list[Item]:
    """Rows for the new questions of a plan, built with few queries."""
    candidates = [new.row.item for new in plan.new if new.row.item]
    quizzes, themes, taken = _quizzes(album_id), themes_by_slug(), set(slugs)
    first = {kind: next_position(Item, quiz_id=quiz.id) for kind, quiz in quizzes.items()}
    items = []
    for number, candidate in enumerate(candidates):
        slug = candidate.slug or first_free(slug_base(candidate.stem.en, "item"), taken)
        taken.add(slug)
        item = Item(quiz_id=quizzes[candidate.kind].id, slug=slug, is_draft=True)
        set_committed_value(item, "quiz", quizzes[candidate.kind])
        item.position = first[candidate.kind] + number
        write(item, candidate, themes=themes, now=now)
        items.append(item)
    return items


def _staged(editor_id: int, *, is_locked: bool = False) -> StagedImport:
    staged = db.session.get(
        StagedImport, editor_id, with_for_update=is_locked or None, populate_existing=True
    )
    if staged is None:
        raise NothingStaged
    return staged


def _read(staged: StagedImport) -> ReadResult:
    return read_upload(
        b64decode(staged.content),
        known_themes=_known_themes(),
        name=staged.name,
        format_name=staged.format,
    )


def _staged_plan(editor_id: int) -> Plan:
    staged = _staged(editor_id)
    return _plan(_read(staged), staged.album_id)


def _plan(result: ReadResult, album_id: int) -> Plan:
    return planned(result, _banks(album_id), _slugs())


def _slugs() -> frozenset[str]:
    return frozenset(db.session.scalars(select(Item.slug)))


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

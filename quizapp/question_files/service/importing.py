"""Take over what an editor ticked of a staged file, all or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from quizapp.auth.models import Author
from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import db, transaction
from quizapp.editing.documents.parts import FreeSlugs, next_position, slug_base
from quizapp.editing.models import FileImport, StagedImport
from quizapp.editing.saving import overwrite, record_all
from quizapp.errors import Conflict
from quizapp.question_files.import_plan import Plan, PlannedRow, RowStatus, line_ranges
from quizapp.quizzes.bulk import insert_items
from quizapp.quizzes.mapping import write
from quizapp.quizzes.models import Item
from quizapp.quizzes.queries import lock_quizzes
from quizapp.web.doors import IMPORTS

from .collector import collector_paused
from .staging import (
    NAME_LIMIT,
    PlanChanged,
    all_slugs,
    content_check,
    plan_of,
    quizzes_of,
    read_file,
    read_staged,
    staged_import,
)
from .undoing import forget_old_imports

Ticks = Mapping[int, Collection[int]]
"""What is taken over: for the number of a row the places of its changes, none for a new row."""


class Unfit(Conflict):
    """What was ticked does not make a sound question; nothing was imported. Names the row."""


@dataclass(frozen=True)
class Done:
    """An import that was done, and how many questions it added and updated."""

    import_id: int
    added: int
    updated: int
    name: str
    album_id: int
    lines: str


@dataclass(frozen=True)
class _Target:
    """Where an import goes, and who does it when."""

    album_id: int
    name: str
    author: Author
    now: datetime


@dataclass(frozen=True)
class _Prepared:
    """An import made ready before its transaction, for which writers wait: the file, its plan, and
    the rows to add to a bank that has these slugs."""

    content: str
    plan: Plan
    slugs: frozenset[str]
    new: tuple[PlannedRow, ...]
    items: list[Item]

    def is_as_seen(self, staged: StagedImport) -> bool:
        """Within a transaction, whether the same file would still do the same."""
        plan = plan_of(self.plan.result, staged.album_id)
        return (staged.content, plan.digest) == (self.content, self.plan.digest)


@IMPORTS.entered()
@collector_paused()
def import_staged(
    *, digest: str, author: Author, now: datetime, ticks: Ticks | None = None
) -> Done:
    """Add the new rows of the staged file as draft items, and change the known ones, all or none.

    :param digest: of the plan that the editor saw.
    :param ticks: what is taken over; None for all that is new or changed.
    :raises NothingStaged: when there is no file, or another tab has imported it.
    :raises PlanChanged: when the bank or the file has changed since.
    :raises Unfit: when a question would break the rules after some of its changes.
    """
    prepared = _prepared(author.id, digest, ticks, now)
    with transaction():
        lock_quizzes()  # of two who add the same questions the second sees those of the first
        staged = staged_import(author.id, is_locked=True)
        if not prepared.is_as_seen(staged):
            raise PlanChanged("plan")
        items, slugs = prepared.items, all_slugs()
        if slugs != prepared.slugs:  # somebody added others meanwhile, maybe of the same slugs
            items = _items(prepared.new, staged.album_id, slugs, now)
        target = _Target(staged.album_id, staged.name, author, now)
        rows = _added(prepared.new, items, target) + _overwritten(prepared.plan, ticks, target)
        done = _recorded(rows, target)
        db.session.delete(staged)
    return done


@IMPORTS.entered()
@collector_paused()
def import_file(
    *, data: bytes, name: str, format_name: str, album_id: int, author: Author, now: datetime
) -> tuple[Plan, Done]:
    """Take over all that is new or changed in a file, unseen; and say what was planned."""
    result = read_file(data, name, format_name, album_id)
    with transaction():
        lock_quizzes()
        plan = plan_of(result, album_id)
        items = _items(plan.new, album_id, all_slugs(), now)
        target = _Target(album_id, name[-NAME_LIMIT:], author, now)
        rows = _added(plan.new, items, target) + _overwritten(plan, None, target)
        return plan, _recorded(rows, target)


def _prepared(editor_id: int, digest: str, ticks: Ticks | None, now: datetime) -> _Prepared:
    """:raises PlanChanged: when the plan is not the one that the editor saw."""
    staged = staged_import(editor_id)
    plan = plan_of(read_staged(staged), staged.album_id)
    if plan.digest != digest:
        raise PlanChanged("plan")
    slugs = all_slugs()
    new = tuple(row for row in plan.new if ticks is None or row.row.number in ticks)
    items = _items(new, staged.album_id, slugs, now)
    return _Prepared(staged.content, plan, slugs, new, items)


def _items(
    new: Collection[PlannedRow], album_id: int, slugs: Collection[str], now: datetime
) -> list[Item]:
    """Rows for the new questions of a plan, built with few queries."""
    candidates = [planned.row.item for planned in new if planned.row.item]
    quizzes, themes, free = quizzes_of(album_id), themes_by_slug(), FreeSlugs(slugs)
    first = {kind: next_position(Item, quiz_id=quiz.id) for kind, quiz in quizzes.items()}
    items = []
    for number, candidate in enumerate(candidates):
        own = candidate.slug if free.have(candidate.slug) else ""
        slug = free.take(own or slug_base(candidate.stem.en, "item"))
        item = Item(quiz_id=quizzes[candidate.kind].id, slug=slug, is_draft=True)
        set_committed_value(item, "quiz", quizzes[candidate.kind])
        item.position = first[candidate.kind] + number
        write(item, candidate, themes=themes, now=now)
        items.append(item)
    return items


def _added(
    new: Collection[PlannedRow], items: Sequence[Item], target: _Target
) -> list[dict[str, Any]]:
    """Within a transaction, insert the items of new rows."""
    insert_items(items)
    record_all("item", items, target.author.name, target.now)
    return [_told(row, item.id, 0, 1) for row, item in zip(new, items, strict=True)]


def _overwritten(plan: Plan, ticks: Ticks | None, target: _Target) -> list[dict[str, Any]]:
    """Within a transaction, write the changes that are taken over."""
    rows, check = [], content_check(target.album_id)
    for planned in plan.rows:
        places = _places(planned, ticks)
        if not places or planned.known is None:
            continue
        known, content = planned.known, planned.with_taken(places)
        if check(known.kind, content):
            raise Unfit(str(planned.row.number))
        saved = overwrite(
            "item", known.id, content, known.revision, author=target.author, now=target.now
        )
        if saved.revision > saved.was:
            rows.append(_told(planned, known.id, saved.was, saved.revision))
    return rows


def _places(planned: PlannedRow, ticks: Ticks | None) -> Collection[int]:
    """The changes of a row that are taken over; a retired one comes back only when ticked."""
    if ticks is not None:
        return ticks.get(planned.row.number, ())
    return range(len(planned.changes)) if planned.status == RowStatus.CHANGED else ()


def _told(planned: PlannedRow, item_id: int, was: int, revision: int) -> dict[str, Any]:
    return {"line": planned.row.line, "item": item_id, "was": was, "revision": revision}


def _recorded(rows: list[dict[str, Any]], target: _Target) -> Done:
    forget_old_imports(target.now)
    row = FileImport(
        album_id=target.album_id,
        editor_name=target.author.name,
        name=target.name,
        rows=rows,
        imported_at=target.now,
    )
    db.session.add(row)
    db.session.flush()
    added = sum(not told["was"] for told in rows)
    lines = line_ranges(told["line"] for told in rows)
    return Done(row.id, added, len(rows) - added, target.name, target.album_id, lines)

"""Change many questions at once, over nobody else's work, and undo the whole of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from quizapp.auth.models import Author
from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import db, retry_once, transaction
from quizapp.editing.differences import Difference, differences
from quizapp.editing.documents import items as documents
from quizapp.editing.documents.parts import next_position
from quizapp.editing.models import BulkAction, Revision
from quizapp.editing.queries import content_at
from quizapp.editing.saving import insert, overwrite, record
from quizapp.editing.undoing import KEPT_DAYS, NothingToUndo
from quizapp.errors import Rejected
from quizapp.plays.models import OptionTally
from quizapp.quizzes.models import Flag, Item, Option, Quiz
from quizapp.quizzes.problems import ItemProblem
from quizapp.quizzes.queries import (
    WHOLE_ITEM,
    QuizMissing,
    album_rules,
    lock_quizzes,
    newest_edition,
    quiz_by_id,
)
from quizapp.quizzes.rules import gaps_of, problems_of
from quizapp.web import logs

from .changes import Act, Change, Content, NotOfMood, Obstacle, changed

ACTIONS_SHOWN = 100
Row = dict[str, Any]


class NothingDone(Rejected):
    """Every ticked question was left alone; ``left`` says why, and nothing is recorded."""

    def __init__(self, left: list[Row]) -> None:
        super().__init__("nothing-done")
        self.left = left


class _LeftAlone(Exception):
    """One question stays as it is; the others are not concerned."""

    def __init__(self, obstacle: Obstacle, detail: Any = "") -> None:
        super().__init__(obstacle)
        self.obstacle, self.detail = obstacle, detail


@dataclass(frozen=True)
class Tick:
    """A question that an editor has ticked, at the revision that the page showed."""

    item_id: int
    revision: int


@dataclass(frozen=True)
class Replacement:
    """What a change would do to one question."""

    item: Item
    differences: list[Difference]


@dataclass
class _Work:
    """What a bulk action has done so far."""

    rows: list[Row] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)


Step = Callable[[Item], Row | None]
"""Changes one locked question and says what undoes it; None where there was nothing to do."""


@retry_once
def change_all(
    *, ticks: Sequence[Tick], change: Change, author: Author, now: datetime
) -> BulkAction:
    """Make one change to all ticked questions, and leave out those that it cannot be made to.

    :raises NothingDone: when all of them are left as they are.
    """
    act = Act.REPLACE if change.find else Act.CHANGE
    themes = themes_by_slug().keys()

    def step(item: Item) -> Row | None:
        return _change(item, change, themes, author, now)

    return _all(ticks, step, act, asdict(change), author, now)


@retry_once
def move_all(*, ticks: Sequence[Tick], quiz_id: int, author: Author, now: datetime) -> BulkAction:
    """Move ticked questions to another quiz, but those that players have met already.

    :raises QuizMissing: when there is no such quiz.
    :raises NothingDone: when all of them are left as they are.
    """
    quiz = quiz_by_id(quiz_id)

    def step(item: Item) -> Row | None:
        return _move(item, quiz, author, now)

    return _all(ticks, step, Act.MOVE, {"quiz": quiz_id}, author, now)


@retry_once
def copy_all(*, ticks: Sequence[Tick], quiz_id: int, author: Author, now: datetime) -> BulkAction:
    """Copy ticked questions to a quiz, their own or another, as drafts.

    :raises QuizMissing: when there is no such quiz.
    :raises NothingDone: when none of them could be copied.
    """
    quiz = quiz_by_id(quiz_id)

    def step(item: Item) -> Row | None:
        return _copy(item, quiz, author, now)

    return _all(ticks, step, Act.COPY, {"quiz": quiz_id}, author, now)


def replacements(ticks: Sequence[Tick], change: Change) -> list[Replacement]:
    """What a change would do to the ticked questions, those that it would change."""
    found = []
    for item in _items(tick.item_id for tick in ticks):
        content = documents.read(item)
        if told := differences(content, changed(content, change)):
            found.append(Replacement(item, told))
    return found


@retry_once
def undo(*, action_id: int, author: Author, now: datetime) -> BulkAction:
    """Take back a whole bulk action, but what was edited since: that is named and left alone.

    :raises NothingToUndo: when there is no such action, or not any more.
    """
    with transaction():
        lock_quizzes()
        action = db.session.get(BulkAction, action_id, with_for_update=True, populate_existing=True)
        if action is None or not can_undo(action, now):
            raise NothingToUndo
        items = {item.id: item for item in _locked(row["item"] for row in action.rows)}
        left = [
            row["item"]
            for row in action.rows
            if not _is_restored(items.get(row["item"]), row, author, now)
        ]
        action.undo_left = left
        action.undone_at, action.undone_by = now, author.name
    logs.event("bulk.undo", by=author.name, action=action.id, left=len(left))
    return action


def can_undo(action: BulkAction, now: datetime) -> bool:
    return action.undone_at is None and now - action.done_at < timedelta(days=KEPT_DAYS)


def recent_actions() -> Sequence[BulkAction]:
    """The newest first, whether they can be undone or not."""
    newest = select(BulkAction).order_by(BulkAction.id.desc()).limit(ACTIONS_SHOWN)
    return db.session.scalars(newest).all()


def _all(
    ticks: Sequence[Tick], step: Step, act: Act, details: Row, author: Author, now: datetime
) -> BulkAction:
    """Run a step on every ticked question that is as the editor saw it, as one transaction."""
    work = _Work()
    with transaction():
        lock_quizzes()
        items = {item.id: item for item in _locked(tick.item_id for tick in ticks)}
        for tick in ticks:
            _one(tick, items.get(tick.item_id), step, work)
        if not work.rows:
            raise NothingDone(work.left)
        action = BulkAction(
            act=act,
            editor_name=author.name,
            details=details,
            rows=work.rows,
            left=work.left,
            done_at=now,
        )
        db.session.add(action)
    logs.event("bulk.do", by=author.name, act=act, items=len(work.rows), left=len(work.left))
    return action


def _one(tick: Tick, item: Item | None, step: Step, work: _Work) -> None:
    try:
        told = step(_as_seen(item, tick))
    except _LeftAlone as reason:
        work.left.append({"item": tick.item_id, "why": reason.obstacle, "detail": reason.detail})
    else:
        work.rows += [told] if told else []


def _as_seen(item: Item | None, tick: Tick) -> Item:
    if item is None:
        raise _LeftAlone(Obstacle.GONE)
    if item.revision != tick.revision:
        raise _LeftAlone(Obstacle.MEANWHILE, _editor_of(item))
    return item


def _editor_of(item: Item) -> str:
    """Who saved the newest revision of a question; "" where that is not known."""
    newest = select(Revision.editor_name).where(
        Revision.kind == "item", Revision.object_id == item.id, Revision.number == item.revision
    )
    return db.session.scalar(newest) or ""


def _change(
    item: Item, change: Change, themes: Iterable[str], author: Author, now: datetime
) -> Row | None:
    before = documents.read(item)
    try:
        content = changed(before, change)
    except NotOfMood:
        raise _LeftAlone(Obstacle.NOT_OF_MOOD) from None
    if content == before:
        return None
    if problems := _problems(item, before, content, themes):
        raise _LeftAlone(Obstacle.BREAKS_RULES, _told_problems(problems))
    retired_at = item.retired_at
    saved = overwrite("item", item.id, content, item.revision, author=author, now=now)
    return _told(item, saved.was) | {"retired_at": retired_at and retired_at.isoformat()}


def _problems(
    item: Item, before: Content, content: Content, themes: Iterable[str]
) -> list[ItemProblem]:
    """What the rules say; whatever is broken, a question may be retired and made a draft."""
    kind = item.quiz.kind
    candidate = documents.to_candidate(kind, content)
    is_for_players = content["is_ready"] and not content["retired"]
    if not is_for_players and candidate == documents.to_candidate(kind, before):
        return []
    problems = problems_of(candidate, set(themes), album_rules(item.quiz.album))
    return problems or (gaps_of(candidate) if is_for_players else [])


def _move(item: Item, quiz: Quiz, author: Author, now: datetime) -> Row | None:
    if item.quiz_id == quiz.id:
        return None
    _check_place(item, quiz)
    if _is_met(item):
        raise _LeftAlone(Obstacle.PUBLISHED)
    old = {"quiz": item.quiz_id, "position": item.position}
    was = item.revision
    _put_into(item, quiz, next_position(Item, quiz_id=quiz.id), author, now)
    return _told(item, was) | old


def _put_into(item: Item, quiz: Quiz, position: int, author: Author, now: datetime) -> None:
    """Move a question, as a revision of its own: who has it open is told of it."""
    if content_at("item", item.id, item.revision) is None:
        record("item", item, "", now)
    item.quiz, item.position = quiz, position
    item.revision += 1
    db.session.flush()
    record("item", item, author.name, now)


def _copy(item: Item, quiz: Quiz, author: Author, now: datetime) -> Row:
    _check_place(item, quiz)
    content = documents.read(item)
    options = [{**option, "id": 0} for option in content["options"]]
    new = {**content, "options": options, "is_ready": False, "retired": False}
    item_id = insert(kind="item", parent_id=quiz.id, content=new, author=author, now=now)
    return {"item": item_id, "was": 0, "revision": 1, "of": item.id}


def _check_place(item: Item, quiz: Quiz) -> None:
    """A question goes to a quiz of its kind, whose album has its category and episode."""
    if item.quiz.kind != quiz.kind:
        raise _LeftAlone(Obstacle.OTHER_KIND)
    candidate = documents.to_candidate(quiz.kind, documents.read(item))
    if problems := problems_of(candidate, themes_by_slug(), album_rules(quiz.album)):
        raise _LeftAlone(Obstacle.BREAKS_RULES, _told_problems(problems))


def _told_problems(problems: Iterable[ItemProblem]) -> list[Any]:
    return [[each.code, each.field, each.detail] for each in problems]


def _is_met(item: Item) -> bool:
    """Whether players have met a question: in the newest edition, answered or flagged."""
    answered = (
        select(OptionTally.option_id)
        .join(Option, Option.id == OptionTally.option_id)
        .where(Option.item_id == item.id)
    )
    flagged = select(Flag.id).where(Flag.item_id == item.id)
    is_known = select(answered.exists() | flagged.exists())
    return item.id in _live_ids(item.quiz) or bool(db.session.scalar(is_known))


def _live_ids(quiz: Quiz) -> set[int]:
    try:
        return {item.id for item in newest_edition(quiz.slug, quiz.kind).content.items}
    except QuizMissing:
        return set()


def _told(item: Item, was: int) -> Row:
    return {"item": item.id, "was": was, "revision": item.revision}


def _is_restored(item: Item | None, told: Row, author: Author, now: datetime) -> bool:
    if item is None or item.revision != told["revision"]:
        return False
    if "quiz" in told:
        quiz = quiz_by_id(told["quiz"])
        if _is_met(item):
            return False
        _put_into(item, quiz, told["position"], author, now)
        return True
    content = _content_before(item, told["was"])
    if content is None:
        return False
    overwrite("item", item.id, content, item.revision, author=author, now=now)
    if told.get("retired_at"):
        item.retired_at = datetime.fromisoformat(told["retired_at"])
    return True


def _content_before(item: Item, was: int) -> Content | None:
    return content_at("item", item.id, was) if was else {**documents.read(item), "retired": True}


def _locked(ids: Iterable[int]) -> Sequence[Item]:
    """Questions as they are now, in the order of their ids, for nobody else to change."""
    wanted = _wanted(ids).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).all()


def _items(ids: Iterable[int]) -> Sequence[Item]:
    return db.session.scalars(_wanted(ids)).all()


def _wanted(ids: Iterable[int]) -> Select[Item]:
    return select(Item).where(Item.id.in_(list(ids))).order_by(Item.id).options(*WHOLE_ITEM)

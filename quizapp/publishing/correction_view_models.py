"""View models of corrections: which changes concern rounds that are asked, and from when on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.mapping import content_of
from quizapp.quizzes.models import Item, Quiz
from quizapp.quizzes.queries import edition_by_id
from quizapp.trivia.service.corrections import Asked, asked_now, owed_for

from .changes import Changes, changes_between
from .queries import whole_editions


@dataclass(frozen=True)
class Pending:
    """A published trivia item that was saved differently from how it is asked.

    :ivar item: as saved.
    :ivar asked: as asked.
    :ivar days: today and later, as far as they are scheduled.
    """

    item: ItemContent
    asked: ItemContent
    days: tuple[date, ...]
    today: date

    @property
    def is_today(self) -> bool:
        return self.today in self.days

    @property
    def is_of_key(self) -> bool:
        return self.item.key.id != self.asked.key.id

    @property
    def later(self) -> date | None:
        """The next round that has the item after today's."""
        return next((day for day in self.days if day > self.today), None)


@dataclass(frozen=True)
class Question:
    """A pending item before it is published, with what its new key would give.

    :ivar response_count: responses that would count as right, for ``points`` points in all.
    """

    pending: Pending
    response_count: int
    points: int


@dataclass(frozen=True)
class FirstRound:
    """A changed item and the first round that asks it as it was published.

    :ivar day: None where no round that is drawn has it.
    :ivar is_old_today: whether today's round still asks it as it was.
    """

    item: ItemContent
    day: date | None
    is_old_today: bool


def pending(item: Item, today: date) -> Pending | None:
    """How an item is asked otherwise than it is saved.

    None where players are asked just what is saved, where it is not published, and for mood.
    """
    if item.quiz.kind != QuizKind.TRIVIA:
        return None
    return _pending(content_of(item), asked_now(item.quiz, today), today)


def questions(quiz: Quiz, changes: Changes | None, today: date) -> list[Question]:
    """The changes since the live edition that may correct what is asked: of today, or of a key.

    What an earlier edition changed was asked about then.
    """
    if quiz.kind != QuizKind.TRIVIA or changes is None:
        return []
    asked = asked_now(quiz, today)
    found = [_pending(item, asked, today) for item in changes.changed]
    return [_question(each) for each in found if each and (each.is_today or each.is_of_key)]


def first_rounds(quiz: Quiz, today: date) -> list[FirstRound]:
    """Of each item that the live edition changed or added: from which round on it is asked so."""
    editions = whole_editions(quiz.id)[:2]
    if quiz.kind != QuizKind.TRIVIA or len(editions) < 2:
        return []
    live, before = (edition_by_id(edition.id).content for edition in editions)
    asked = asked_now(quiz, today)
    changed = _changed_items(changes_between(before, live))
    return [_first_round(item, asked[item.id], today) for item in changed if item.id in asked]


def _changed_items(changes: Changes) -> list[ItemContent]:
    return [*changes.changed, *changes.added]


def _pending(item: ItemContent, asked: Mapping[int, Asked], today: date) -> Pending | None:
    known = asked.get(item.id)
    if known is None or known.item == item:
        return None
    return Pending(item, known.item, known.days, today)


def _question(each: Pending) -> Question:
    owed = owed_for(each.item.id, [each.item.key.id]) if each.is_of_key else []
    return Question(each, len(owed), sum(one.points for one in owed))


def _first_round(item: ItemContent, asked: Asked, today: date) -> FirstRound:
    is_old_today = asked.item != item and today in asked.days
    days = [day for day in asked.days if day > today or not is_old_today]
    return FirstRound(item, next(iter(days), None), is_old_today)

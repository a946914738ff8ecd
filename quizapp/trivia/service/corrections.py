"""Correct published items: what is asked now, whose points are owed, and giving them.

Whoever answered before a correction keeps what the old key gave, and gets what the new one gives.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from quizapp.database import counters
from quizapp.database.db import db
from quizapp.plays.models import (
    DayTally,
    ItemTally,
    OptionTally,
    TriviaResponse,
    TriviaRound,
)
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.models import KeyCorrection, Quiz, ScheduledDay
from quizapp.quizzes.queries import PublishedEdition, QuizMissing, edition_by_id, newest_edition
from quizapp.texts import LANGUAGES
from quizapp.trivia.daily import settled_until
from quizapp.trivia.queries import days_from, keys_now, round_by_id
from quizapp.trivia.scoring import points

from .answers import seconds_hint
from .entries import boards_of, settle_entries

GIVE_POINTS = (
    update(TriviaResponse)
    .where(TriviaResponse.id == bindparam("which"))
    .values(is_right=True, points=bindparam("given"))
)
ADD_POINTS = (
    update(TriviaRound)
    .where(TriviaRound.id == bindparam("which"))
    .values(score=TriviaRound.score + bindparam("given"), right_count=TriviaRound.right_count + 1)
)


@dataclass(frozen=True)
class Asked:
    """A published item as players meet it now, with the key that they are graded by.

    :ivar days: today and later, as far as they are scheduled.
    """

    item: ItemContent
    days: tuple[date, ...]


@dataclass(frozen=True)
class Owed:
    """A response graded wrong, and the points that it would earn as a right one.

    :ivar day: the quiz, the day and the right answers of its round, where it is in a day's tally.
    """

    response_id: int
    round_id: int
    option_id: int
    points: int
    is_on_board: bool
    day: tuple[int, date, int] | None


@dataclass(frozen=True)
class Correction:
    """An item as it was asked, and as it should have been.

    :ivar day: the day whose round has it at once.
    """

    old: ItemContent
    new: ItemContent
    day: date | None
    note: str
    editor_name: str
    at: datetime

    @property
    def new_key_id(self) -> int:
        """The old key where the new one is an option that nobody could choose."""
        key_id = self.new.key.id
        return key_id if key_id in self.old.option_ids else self.old.key.id


def asked_now(quiz: Quiz, today: date) -> dict[int, Asked]:
    """Every published item by id: as in the round of today where it is in it, else as in practice.

    Days that the next edition draws anew are not looked at for how it is asked, only for when.
    """
    live = _live(quiz)
    if live is None:
        return {}
    days = days_from(quiz.id, today)
    items = _graded_items(live, [item.id for item in live.content.items])
    for day in reversed(settled_days(quiz.id, days, today)):
        items |= _graded_items(edition_by_id(day.edition_id), day.item_ids)
    return {
        item_id: Asked(item, tuple(day.day for day in days if item_id in day.item_ids))
        for item_id, item in items.items()
    }


def settled_days(quiz_id: int, days: Sequence[ScheduledDay], today: date) -> list[ScheduledDay]:
    """Those of the days that a new edition leaves as they are."""
    until = settled_until(quiz_id, today)
    return [day for day in days if day.day <= until]


def owed_for(item_id: int, option_ids: Iterable[int]) -> list[Owed]:
    """The responses graded wrong that chose one of these options of an item, in any round.

    Reads all responses: an index for this would cost every response more than it saves an editor.
    """
    rows = db.session.execute(
        select(TriviaResponse, TriviaRound)
        .join(TriviaRound, TriviaRound.id == TriviaResponse.round_id)
        .where(
            TriviaResponse.item_id == item_id,
            TriviaResponse.option_id.in_([*option_ids]),
            ~TriviaResponse.is_right,
        )
        .order_by(TriviaRound.edition_id)
        .execution_options(populate_existing=True)
    )
    return [_owed(response, round_) for response, round_ in rows]


def correct(correction: Correction) -> KeyCorrection:
    """Within a transaction, grade by the new key and give the points that it owes.

    Every edition published before ``correction.at`` is graded by it from now on.
    """
    row = KeyCorrection(
        item_id=correction.new.id,
        old_option_id=correction.old.key.id,
        new_option_id=correction.new_key_id,
        note=correction.note,
        corrected_by=correction.editor_name,
        corrected_at=correction.at,
        day=correction.day,
        response_count=0,
        points=0,
    )
    db.session.add(row)
    db.session.flush()
    if row.is_of_key:
        _count_anew(row)
        give_owed(row)
    return row


def give_owed(row: KeyCorrection) -> None:
    """Within a transaction, count as right what chose the new key and was graded wrong.

    Done again, it finds only what was being graded by the old key at that very moment.
    """
    owed = owed_for(row.item_id, [row.new_option_id])
    if not owed:
        return
    connection = db.session.connection()
    connection.execute(GIVE_POINTS, [{"which": o.response_id, "given": o.points} for o in owed])
    connection.execute(ADD_POINTS, [{"which": o.round_id, "given": o.points} for o in owed])
    _move_in_days(Counter(each.day for each in owed if each.day))
    for each in owed:
        if each.is_on_board:
            round_ = round_by_id(each.round_id)
            settle_entries(round_.nickname_key, boards_of(round_))
    row.response_count += len(owed)
    row.points += sum(each.points for each in owed)


def _live(quiz: Quiz) -> PublishedEdition | None:
    try:
        return newest_edition(quiz.slug, quiz.kind)
    except QuizMissing:
        return None


def _graded_items(edition: PublishedEdition, item_ids: Iterable[int]) -> dict[int, ItemContent]:
    """Items of an edition with the keys that they are graded by now."""
    items = [edition.content.item(item_id) for item_id in item_ids]
    keys = keys_now(edition.id, items)
    return {item.id: item.with_key(keys[item.id]) for item in items}


def _owed(response: TriviaResponse, round_: TriviaRound) -> Owed:
    edition = edition_by_id(round_.edition_id)
    is_counted = round_.is_finished and round_.counts_today and not round_.is_hasty
    day = (edition.quiz_id, round_.day, round_.right_count) if is_counted and round_.day else None
    return Owed(
        response_id=response.id,
        round_id=round_.id,
        option_id=response.option_id,
        points=_points(edition.content.item(response.item_id), response, round_),
        is_on_board=bool(round_.nickname_key) and round_.deleted_at is None,
        day=day,
    )


def _points(item: ItemContent, response: TriviaResponse, round_: TriviaRound) -> int:
    """By the language with the longer time hint: which one the page had is not stored."""
    return points(
        is_right=True,
        elapsed=response.elapsed_ms / 1000,
        hint=max(seconds_hint(item, language) for language in LANGUAGES),
        is_relaxed=round_.is_relaxed,
    )


def _count_anew(row: KeyCorrection) -> None:
    """Items and options are counted together, so whoever chose the new key is counted already."""
    chosen = select(OptionTally.response_count).where(OptionTally.option_id == row.new_option_id)
    db.session.execute(
        update(ItemTally)
        .where(ItemTally.item_id == row.item_id)
        .values(right_count=func.coalesce(chosen.scalar_subquery(), 0))
    )


def _move_in_days(moved: Counter[tuple[int, date, int]]) -> None:
    """Count rounds with one right answer more in the histograms of their days."""
    tally = DayTally
    for (quiz_id, day, right_count), count in sorted(moved.items()):
        db.session.execute(
            update(tally)
            .where(
                tally.quiz_id == quiz_id,
                tally.day == day,
                tally.right_count == right_count,
                tally.round_count >= count,
            )
            .values(round_count=tally.round_count - count)
        )
    keys: list[dict[str, Any]] = [
        {"quiz_id": quiz_id, "day": day, "right_count": right_count + 1}
        for quiz_id, day, right_count in moved.elements()
    ]
    counters.count(tally, "round_count", keys=keys)

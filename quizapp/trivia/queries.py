"""Read rounds, the schedule, tallies and boards; each query takes a constant number of rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, Engine, Select, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import selectinload

from quizapp.database.db import db
from quizapp.database.prepared import prepared_read
from quizapp.errors import Gone, Missing
from quizapp.plays.models import (
    DayTally,
    ItemTally,
    OptionTally,
    TriviaResponse,
    TriviaRound,
)
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.models import Edition, Flag, KeyCorrection, ScheduledDay
from quizapp.quizzes.queries import edition_by_id, is_of_draft

from .shuffle import ShownOption, shown_options

CHALLENGERS_SHOWN = 10
ENGINES = 4
"""Databases whose reads are kept prepared; a process has one, tests have more."""


class RoundMissing(Missing):
    pass


class RoundDeleted(Gone):
    """Its owner or an editor took the round away."""


class QuestionMissing(Missing):
    """The round has no such position."""


class DayMissing(Missing):
    """That day had no round, or it is not over yet."""


@dataclass(frozen=True)
class Question:
    """An item as one round shows it: its place, and its options in the round's order."""

    position: int
    item: ItemContent
    options: list[ShownOption]


# Statements of the question and its response are built once: that takes as long as executing them.
ROUND_AS_IT_IS = select(TriviaRound).execution_options(populate_existing=True)
IS_PUBLIC = ~is_of_draft(TriviaRound.edition_id)
ANY_BY_KEY = ROUND_AS_IT_IS.where(TriviaRound.play_key == bindparam("play_key"))
ROUND_BY_KEY = ANY_BY_KEY.where(IS_PUBLIC)
ROUND_TO_ENTER = ANY_BY_KEY.with_for_update()
ANY_BY_SLUG = ROUND_AS_IT_IS.where(TriviaRound.slug == bindparam("slug"))
ROUND_BY_SLUG = ANY_BY_SLUG.where(IS_PUBLIC)
ROUND_STATE = select(
    *(TriviaRound.id, TriviaRound.play_key, TriviaRound.kind, TriviaRound.day),
    *(TriviaRound.edition_id, TriviaRound.item_ids, TriviaRound.seed, TriviaRound.is_relaxed),
    *(TriviaRound.is_again, TriviaRound.is_hasty, TriviaRound.started_at, TriviaRound.shown_at),
    *(TriviaRound.response_count, TriviaRound.deleted_at),
).where(TriviaRound.play_key == bindparam("play_key"), IS_PUBLIC)
ROUND_BY_ID = ROUND_AS_IT_IS.where(TriviaRound.id == bindparam("id"))
CORRECTIONS = (
    select(KeyCorrection)
    .join(Edition, Edition.id == bindparam("edition_id"))
    .where(
        KeyCorrection.corrected_at > Edition.published_at,
        KeyCorrection.item_id.in_(bindparam("item_ids", expanding=True)),
    )
    .order_by(KeyCorrection.id)
)
CORRECTED_KEYS = (
    select(KeyCorrection.new_option_id)
    .join(Edition, Edition.id == bindparam("edition_id"))
    .where(
        KeyCorrection.corrected_at > Edition.published_at,
        KeyCorrection.item_id == bindparam("item_id"),
        KeyCorrection.old_option_id != KeyCorrection.new_option_id,
    )
    .order_by(KeyCorrection.id.desc())
)
EARLIER_TIMES = (
    select(TriviaResponse.item_id, TriviaResponse.elapsed_ms)
    .where(TriviaResponse.round_id == bindparam("round_id"))
    .order_by(TriviaResponse.position)
)
FLAG_BY_SOURCE = select(Flag.id).where(Flag.source == bindparam("source"))


def round_by_key(play_key: str) -> TriviaRound:
    """The round of the player who holds its secret, as the database has it now.

    Its responses are read when somebody looks at them.

    :raises RoundMissing: also while its quiz or album is a draft.
    :raises RoundDeleted:
    """
    return _round(ROUND_BY_KEY, play_key=play_key)


def any_round_by_key(play_key: str) -> TriviaRound:
    """The same, also of a draft: whoever played it may delete it."""
    return _round(ANY_BY_KEY, play_key=play_key)


def round_state(play_key: str) -> TriviaRound:
    """The same, read fast, for hot paths: only where it stands, in no session, without responses.

    :raises RoundMissing:
    :raises RoundDeleted:
    """
    return _state_reader(db.engine)(play_key)


def state_finder() -> Callable[[str], TriviaRound | None]:
    """`round_state` to call outside of an application context, after this one.

    It gives None where there is no such round, and where the database does not answer.
    """
    read = _state_reader(db.engine)

    def find(play_key: str) -> TriviaRound | None:
        try:
            return read(play_key)
        except (RoundMissing, RoundDeleted, SQLAlchemyError):
            return None

    return find


@lru_cache(maxsize=ENGINES)
def _state_reader(engine: Engine) -> Callable[[str], TriviaRound]:
    read = prepared_read(engine, ROUND_STATE)

    def state(play_key: str) -> TriviaRound:
        row = read({"play_key": play_key})
        return _living(TriviaRound(**row) if row else None)

    return state


def locked_round(play_key: str) -> TriviaRound:
    """Within a transaction, the same, also of a draft, for nobody else to change before it ends."""
    return _round(ROUND_TO_ENTER, play_key=play_key)


def finished_round_by_slug(slug: str) -> TriviaRound:
    """A finished round by its share slug.

    :raises RoundMissing: also for an unfinished round, whose items are still to be asked, and
        while its quiz or album is a draft.
    :raises RoundDeleted:
    """
    return _finished(_round(ROUND_BY_SLUG, slug=slug))


def any_finished_round(slug: str, *, is_locked: bool = False) -> TriviaRound:
    """The same, also of a draft.

    :param is_locked: within a transaction, for nobody else to change before it ends.
    """
    return _finished(_round(ANY_BY_SLUG.with_for_update() if is_locked else ANY_BY_SLUG, slug=slug))


def _finished(found: TriviaRound) -> TriviaRound:
    if not found.is_finished:
        raise RoundMissing
    return found


def origin_of(round_: TriviaRound) -> TriviaRound | None:
    """The friend's round that this one took up; None also when that was deleted."""
    if round_.origin_id is None:
        return None
    origin = db.session.scalar(ROUND_BY_ID, {"id": round_.origin_id})
    return origin if origin and origin.deleted_at is None else None


def round_by_id(round_id: int) -> TriviaRound:
    """A round as the database has it now, also one that was taken away."""
    found: TriviaRound = db.session.scalars(ROUND_BY_ID, {"id": round_id}).one()
    return found


def _round(statement: Select[TriviaRound], **which: str | int) -> TriviaRound:
    return _living(db.session.scalar(statement, which))


def _living(found: TriviaRound | None) -> TriviaRound:
    if found is None:
        raise RoundMissing
    if found.deleted_at is not None:
        raise RoundDeleted
    return found


def play_key_of(attempt: str) -> str | None:
    return db.session.scalar(select(TriviaRound.play_key).where(TriviaRound.attempt == attempt))


def challengers_of(round_id: int) -> Sequence[TriviaRound]:
    """The newest finished rounds that took this one up."""
    return db.session.scalars(
        ROUND_AS_IT_IS.options(selectinload(TriviaRound.responses))
        .where(
            TriviaRound.origin_id == round_id,
            TriviaRound.finished_at.is_not(None),
            TriviaRound.deleted_at.is_(None),
        )
        .order_by(TriviaRound.id.desc())
        .limit(CHALLENGERS_SHOWN)
    ).all()


def question(round_: TriviaRound, position: int) -> Question:
    """The item at a position of a round, counted from 1.

    :raises QuestionMissing: when the round has no such position.
    """
    if not 1 <= position <= round_.item_count:
        raise QuestionMissing
    item = edition_by_id(round_.edition_id).content.item(round_.item_ids[position - 1])
    shown = shown_options(round_.seed, item.id, [option.id for option in item.options])
    return Question(position, item, shown)


def corrections(edition_id: int, item_ids: Iterable[int]) -> dict[int, list[KeyCorrection]]:
    """By item: the corrections since the edition was published, the first one first."""
    rows = db.session.scalars(CORRECTIONS, {"edition_id": edition_id, "item_ids": [*item_ids]})
    found: dict[int, list[KeyCorrection]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def key_id_now(edition_id: int, item: ItemContent, connection: Connection | None = None) -> int:
    """The right option of an item of an edition, which may have been corrected since.

    A correction to an option that the edition does not have says nothing about it.

    :param connection: the transaction's, where it is not the session's.
    """
    which = {"edition_id": edition_id, "item_id": item.id}
    corrected = (connection or db.session.connection()).execute(CORRECTED_KEYS, which).scalars()
    return next((key for key in corrected if key in item.option_ids), item.key.id)


def keys_now(edition_id: int, items: Iterable[ItemContent]) -> dict[int, int]:
    """By item: `key_id_now`, for many items of an edition at once."""
    known = {item.id: item for item in items}
    rows = [row for found in corrections(edition_id, known).values() for row in found]
    return {item_id: item.key.id for item_id, item in known.items()} | {
        row.item_id: row.new_option_id
        for row in rows
        if row.is_of_key and row.new_option_id in known[row.item_id].option_ids
    }


def earlier_times(round_: TriviaRound) -> Sequence[tuple[int, int]]:
    """Item and milliseconds of each response so far; asks only where there is one."""
    if not round_.response_count:
        return []
    rows = db.session.connection().execute(EARLIER_TIMES, {"round_id": round_.id})
    return [(row.item_id, row.elapsed_ms) for row in rows]


def is_flagged(source: str) -> bool:
    """Whether the player of a round flagged the item at a position."""
    return db.session.scalar(FLAG_BY_SOURCE, {"source": source}) is not None


def flag_source(round_: TriviaRound, position: int) -> str:
    return f"{round_.slug}/{position}"


def scheduled_day(quiz_id: int, day: date) -> ScheduledDay | None:
    return db.session.scalar(
        select(ScheduledDay).where(ScheduledDay.quiz_id == quiz_id, ScheduledDay.day == day)
    )


def items_of_day(quiz_ids: Iterable[int], day: date) -> dict[int, list[int]]:
    """What quizzes ask on a day, by the quiz's id; without those for which it is not settled."""
    rows = select(ScheduledDay.quiz_id, ScheduledDay.item_ids).where(
        ScheduledDay.quiz_id.in_(quiz_ids), ScheduledDay.day == day
    )
    return {row.quiz_id: row.item_ids for row in db.session.execute(rows)}


def days_from(quiz_id: int, day: date) -> Sequence[ScheduledDay]:
    """The days from ``day`` on, as far as they are scheduled, in their order."""
    return db.session.scalars(
        select(ScheduledDay)
        .where(ScheduledDay.quiz_id == quiz_id, ScheduledDay.day >= day)
        .order_by(ScheduledDay.day)
        .execution_options(populate_existing=True)
    ).all()


def days_before(quiz_id: int, day: date, limit: int) -> Sequence[ScheduledDay]:
    """The latest days before ``day``, newest first."""
    return db.session.scalars(
        select(ScheduledDay)
        .where(ScheduledDay.quiz_id == quiz_id, ScheduledDay.day < day)
        .order_by(ScheduledDay.day.desc())
        .limit(limit)
    ).all()


def item_tallies(item_ids: Iterable[int]) -> dict[int, ItemTally]:
    rows = db.session.scalars(select(ItemTally).where(ItemTally.item_id.in_(item_ids)))
    return {row.item_id: row for row in rows}


def option_counts(option_ids: Iterable[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(OptionTally.option_id, OptionTally.response_count).where(
            OptionTally.option_id.in_(option_ids)
        )
    )
    return {row.option_id: row.response_count for row in rows}


def day_histogram(quiz_id: int, day: date, item_count: int) -> list[int]:
    """How many rounds of the day ended with 0, 1, ... right."""
    rows = db.session.execute(
        select(DayTally.right_count, DayTally.round_count).where(
            DayTally.quiz_id == quiz_id, DayTally.day == day
        )
    )
    counts = {row.right_count: row.round_count for row in rows}
    return [counts.get(right, 0) for right in range(item_count + 1)]


def last_day_played(quiz_id: int) -> date | None:
    """The latest day of which a round was finished."""
    return db.session.scalar(select(func.max(DayTally.day)).where(DayTally.quiz_id == quiz_id))

"""Read rounds, the schedule, tallies and boards; each query takes a constant number of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import selectinload

from quizapp.database.db import db
from quizapp.errors import Gone, Missing
from quizapp.plays.models import (
    DayTally,
    ItemTally,
    LeaderboardEntry,
    NameWord,
    OptionTally,
    TriviaResponse,
    TriviaRound,
)
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.models import Edition, Flag, KeyCorrection, ScheduledDay
from quizapp.quizzes.queries import edition_by_id

from .shuffle import ShownOption, shown_options

CHALLENGERS_SHOWN = 10


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


@dataclass(frozen=True)
class Place:
    """Where an entry stands on its board: everything the board is ordered by."""

    score: int
    achieved_at: datetime
    nickname_key: str


# Statements of the question and its response are built once: that takes as long as executing them.
ROUND_AS_IT_IS = select(TriviaRound).execution_options(populate_existing=True)
ROUND_BY_KEY = ROUND_AS_IT_IS.where(TriviaRound.play_key == bindparam("play_key"))
ROUND_BY_SLUG = ROUND_AS_IT_IS.where(TriviaRound.slug == bindparam("slug"))
ROUND_BY_ID = ROUND_AS_IT_IS.where(TriviaRound.id == bindparam("id"))
CORRECTED_SINCE = (
    select(KeyCorrection)
    .join(Edition, Edition.id == bindparam("edition_id"))
    .where(KeyCorrection.corrected_at > Edition.published_at)
)
CORRECTIONS = CORRECTED_SINCE.where(
    KeyCorrection.item_id.in_(bindparam("item_ids", expanding=True))
).order_by(KeyCorrection.id)
LAST_CORRECTION = (
    CORRECTED_SINCE.where(KeyCorrection.item_id == bindparam("item_id"))
    .order_by(KeyCorrection.id.desc())
    .limit(1)
)
EARLIER_TIMES = (
    select(TriviaResponse.item_id, TriviaResponse.elapsed_ms)
    .where(TriviaResponse.round_id == bindparam("round_id"))
    .order_by(TriviaResponse.position)
)
CORRECTED_KEY = LAST_CORRECTION.with_only_columns(KeyCorrection.new_option_id)
FLAG_BY_SOURCE = select(Flag.id).where(Flag.source == bindparam("source"))


def round_by_key(play_key: str) -> TriviaRound:
    """The round of the player who holds its secret, as the database has it now.

    Its responses are read when somebody looks at them.
    """
    return _round(ROUND_BY_KEY, play_key=play_key)


def locked_round(play_key: str) -> TriviaRound:
    """Within a transaction: `round_by_key`, which nobody changes until its end."""
    return _round(ROUND_BY_KEY.with_for_update(), play_key=play_key)


def finished_round_by_slug(slug: str) -> TriviaRound:
    """A finished round by its share slug.

    :raises RoundMissing: also for an unfinished round, whose items are still to be asked.
    """
    found = _round(ROUND_BY_SLUG, slug=slug)
    if not found.is_finished:
        raise RoundMissing
    return found


def origin_of(round_: TriviaRound) -> TriviaRound | None:
    """The friend's round that this one took up; None also when that was deleted."""
    if round_.origin_id is None:
        return None
    origin = db.session.scalar(ROUND_BY_ID, {"id": round_.origin_id})
    return origin if origin and origin.deleted_at is None else None


def _round(statement: Select[TriviaRound], **which: str | int) -> TriviaRound:
    found = db.session.scalar(statement, which)
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


def corrections(edition_id: int, item_ids: Sequence[int]) -> dict[int, KeyCorrection]:
    """By item: the last correction of its key since the edition was published."""
    rows = db.session.scalars(CORRECTIONS, {"edition_id": edition_id, "item_ids": item_ids})
    return {row.item_id: row for row in rows}


def correction(round_: TriviaRound, item_id: int) -> KeyCorrection | None:
    """The last correction of an item's key since the round's edition was published."""
    which = {"edition_id": round_.edition_id, "item_id": item_id}
    return db.session.scalar(LAST_CORRECTION, which)


def corrected_key_id(round_: TriviaRound, item_id: int) -> int | None:
    """The right option of an item whose key was corrected since the round's edition."""
    which = {"edition_id": round_.edition_id, "item_id": item_id}
    key_id: int | None = db.session.connection().scalar(CORRECTED_KEY, which)
    return key_id


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


def board_name(quiz_id: int, day: date | None) -> str:
    """The board of a day, or of all time."""
    return f"{quiz_id}/{day.isoformat() if day else 'all'}"


def entries_under(nickname_key: str, boards: Sequence[str]) -> Sequence[LeaderboardEntry]:
    """The entries of a nickname on these boards."""
    entry = LeaderboardEntry
    return db.session.scalars(
        select(entry).where(entry.board.in_(boards), entry.nickname_key == nickname_key)
    ).all()


def best_day(quiz_id: int, nickname_key: str) -> LeaderboardEntry | None:
    """The best entry of a nickname on the boards of a quiz's days."""
    entry = LeaderboardEntry
    days = entry.board.startswith(f"{quiz_id}/") & (entry.board != board_name(quiz_id, None))
    return db.session.scalar(
        select(entry)
        .where(entry.nickname_key == nickname_key, days)
        .order_by(entry.score.desc(), entry.achieved_at)
        .limit(1)
    )


def nickname_keys_taken(keys: Sequence[str], boards: Sequence[str]) -> set[str]:
    """Those of the nickname keys that are on one of the boards."""
    entry = LeaderboardEntry
    taken = select(entry.nickname_key).where(entry.board.in_(boards), entry.nickname_key.in_(keys))
    return set(db.session.scalars(taken))


def nicknames_of(play_keys: Sequence[str]) -> set[str]:
    """The nicknames under which these rounds were entered."""
    if not play_keys:
        return set()
    names = select(TriviaRound.nickname).where(TriviaRound.play_key.in_(play_keys))
    return set(db.session.scalars(names)) - {""}


def entries_of_network(digest: str) -> int:
    """How many rounds with the same items from one network are on a board."""
    entered = (TriviaRound.network_digest == digest) & (TriviaRound.nickname != "")
    return db.session.scalar(select(func.count()).where(entered)) or 0


def were_answers_shown(digest: str) -> bool:
    """Whether a round with the same items from one network has its first response."""
    begun = (TriviaRound.network_digest == digest) & (TriviaRound.response_count > 0)
    return db.session.scalar(select(TriviaRound.id).where(begun).limit(1)) is not None


def editors_words() -> list[tuple[str, str]]:
    """The words that editors refuse or allow in nicknames, with their kind."""
    rows = db.session.execute(select(NameWord.word, NameWord.kind))
    return [(row.word, row.kind) for row in rows]


def board_entries(board: str, *, after: Place | None, limit: int) -> list[LeaderboardEntry]:
    """The best entries that come after a place, best first.

    Two range scans of the board's index, because one condition over a descending and two ascending
    columns would make either database walk through everything above.
    """
    if after is None:
        return _entries(board, limit)
    tied = _entries(
        board,
        limit,
        LeaderboardEntry.score == after.score,
        tuple_(LeaderboardEntry.achieved_at, LeaderboardEntry.nickname_key)
        > tuple_(after.achieved_at, after.nickname_key),
    )
    rest = limit - len(tied)
    return tied + (_entries(board, rest, LeaderboardEntry.score < after.score) if rest else [])


def _entries(board: str, limit: int, *where: ColumnElement[bool]) -> list[LeaderboardEntry]:
    entry = LeaderboardEntry
    found = db.session.scalars(
        select(entry)
        .where(entry.board == board, entry.is_hidden.is_(False), *where)
        .order_by(entry.score.desc(), entry.achieved_at, entry.nickname_key)
        .limit(limit)
    )
    return list(found)

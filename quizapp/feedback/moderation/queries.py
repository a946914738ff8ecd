"""Read what moderators look at: names on boards, the entries of a name, the record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from sqlalchemy import Select, select

from quizapp.database.db import db
from quizapp.plays.models import LeaderboardEntry, TriviaRound
from quizapp.trivia.board_queries import board_name
from quizapp.trivia.name_words import WordList, has_refused_word

from .models import ModerationRecord

SHOWN = 50
READ_AT_ONCE = 500


class State(StrEnum):
    """Which names of a board to list."""

    ALL = "all"
    HIDDEN = "hidden"
    REFUSED = "refused"


@dataclass(frozen=True)
class NameFilter:
    """Which names to list: of the board of a day (None: all time), holding ``search``."""

    quiz_id: int
    day: date | None
    search: str = ""
    state: State = State.ALL
    offset: int = 0

    @property
    def is_filtered(self) -> bool:
        """Whether the board may have names that are not listed."""
        return bool(self.search or self.offset) or self.state != State.ALL


def names(chosen: NameFilter, words: WordList) -> tuple[list[LeaderboardEntry], bool]:
    """The entries of a board from ``offset`` on, best first, and whether there are more.

    :param words: the refused words, for `State.REFUSED`.
    """
    found = _matching(chosen, words)
    page = list(islice(found, chosen.offset, chosen.offset + SHOWN + 1))
    return page[:SHOWN], len(page) > SHOWN


def _matching(chosen: NameFilter, words: WordList) -> Iterator[LeaderboardEntry]:
    for entry in db.session.scalars(_statement(chosen)):
        is_refused = chosen.state == State.REFUSED and not entry.is_hidden
        if chosen.state != State.REFUSED or (
            is_refused and has_refused_word(entry.nickname_key, words)
        ):
            yield entry


def _statement(chosen: NameFilter) -> Select[LeaderboardEntry]:
    entry = LeaderboardEntry
    rows = select(entry).where(entry.board == board_name(chosen.quiz_id, chosen.day))
    if chosen.search:
        rows = rows.where(entry.nickname_key.contains(chosen.search, autoescape=True))
    if chosen.state == State.HIDDEN:
        rows = rows.where(entry.is_hidden.is_(True))
    in_order = rows.order_by(entry.score.desc(), entry.achieved_at, entry.nickname_key)
    return in_order.execution_options(yield_per=READ_AT_ONCE)


def entries_of(quiz_id: int, key: str) -> Sequence[tuple[LeaderboardEntry, TriviaRound]]:
    """The entries of a nickname on all boards of a quiz with their rounds; all time first."""
    entry = LeaderboardEntry
    rows = db.session.execute(
        select(entry, TriviaRound)
        .join(TriviaRound, TriviaRound.id == entry.round_id)
        .where(entry.nickname_key == key, entry.board.startswith(f"{quiz_id}/"))
        .order_by(entry.board.desc())
    )
    return [(found, round_) for found, round_ in rows]


def records(*, before: int | None = None) -> Sequence[ModerationRecord]:
    """The newest records, or those before the one with this id; one more than are shown."""
    rows = select(ModerationRecord).order_by(ModerationRecord.id.desc()).limit(SHOWN + 1)
    if before is not None:
        rows = rows.where(ModerationRecord.id < before)
    return db.session.scalars(rows).all()


def record_by_id(record_id: int) -> ModerationRecord | None:
    return db.session.get(ModerationRecord, record_id)

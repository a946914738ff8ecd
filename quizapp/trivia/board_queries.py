"""Read the boards of trivia: entries, nicknames taken, networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, tuple_

from quizapp.database.db import db
from quizapp.plays.models import (
    LeaderboardEntry,
    NameWord,
    TriviaRound,
)

ALL_TIME = "all"
"""The name of the board of all days, where other boards have their day."""


@dataclass(frozen=True)
class Place:
    """Where an entry stands on its board: everything the board is ordered by."""

    score: int
    achieved_at: datetime
    nickname_key: str


def board_name(quiz_id: int, day: date | None) -> str:
    """The board of a day, or of all time."""
    return f"{quiz_id}/{day.isoformat() if day else ALL_TIME}"


def entries_under(nickname_key: str, boards: Sequence[str]) -> Sequence[LeaderboardEntry]:
    """The entries of a nickname on these boards, locked for this transaction.

    That of all time comes first: whoever changes the entries of a nickname locks it first.
    """
    entry = LeaderboardEntry
    return db.session.scalars(
        select(entry)
        .where(entry.board.in_(boards), entry.nickname_key == nickname_key)
        .order_by(entry.board.desc())
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def nickname_keys_taken(keys: Sequence[str], boards: Sequence[str]) -> set[str]:
    """Those of the nickname keys that are on one of the boards."""
    entry = LeaderboardEntry
    taken = select(entry.nickname_key).where(entry.board.in_(boards), entry.nickname_key.in_(keys))
    return set(db.session.scalars(taken))


def nicknames_of(play_keys: Sequence[str]) -> set[str]:
    """The nicknames under which these rounds were entered and that editors let be."""
    if not play_keys:
        return set()
    names = select(TriviaRound.nickname).where(
        TriviaRound.play_key.in_(play_keys), TriviaRound.is_name_hidden.is_(False)
    )
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

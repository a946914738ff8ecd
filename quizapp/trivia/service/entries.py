"""Keep boards true to rounds: an entry is the best round that a nickname has for its board."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from quizapp.database.db import db, insert_new
from quizapp.errors import Conflict
from quizapp.plays.models import LeaderboardEntry, TriviaResponse, TriviaRound
from quizapp.quizzes.models import Edition
from quizapp.quizzes.queries import edition_by_id
from quizapp.trivia.board_queries import ALL_TIME, board_name, entries_under

ENTRY_KEY = ("board", "nickname_key")


class EntryTaken(Conflict):
    """Somebody else's round came onto a board under the nickname at this very moment."""


def settle_entries(key: str, boards: Iterable[str]) -> None:
    """Within a transaction: let each board show the best round of a nickname, or no entry of it.

    A hidden entry stays even without a round, or the nickname would be free again.

    :raises EntryTaken:
    """
    names = sorted(boards, reverse=True)  # that of all time first, as `entries_under` locks them
    present = {entry.board: entry for entry in entries_under(key, names)}
    for board in names:
        best, entry = _best_round(board, key), present.get(board)
        if best and entry:
            for name, value in _columns(best).items():
                setattr(entry, name, value)
        elif best:
            row = {"board": board, "nickname_key": key, **_columns(best)}
            if not insert_new(LeaderboardEntry, row, unique=ENTRY_KEY):
                raise EntryTaken("nickname-taken")
        elif entry and not entry.is_hidden:
            db.session.delete(entry)
    db.session.flush()


def boards_of(round_: TriviaRound) -> list[str]:
    """The boards of a round: its quiz's of all time, and its day's."""
    quiz_id = edition_by_id(round_.edition_id).quiz_id
    return [board_name(quiz_id, None), board_name(quiz_id, round_.day)]


def blank_round(round_: TriviaRound) -> None:
    """Within a transaction: delete for good what was answered in a round, and its nickname.

    That its network has seen the answers stays.
    """
    db.session.execute(delete(TriviaResponse).where(TriviaResponse.round_id == round_.id))
    round_.nickname, round_.nickname_key = "", ""
    round_.score, round_.right_count = 0, 0


def read_board(board: str) -> tuple[int, date | None]:
    """The quiz and the day (None: all time) of a board."""
    quiz_id, day = board.split("/")
    return int(quiz_id), None if day == ALL_TIME else date.fromisoformat(day)


def is_round_of(quiz_id: int, key: str) -> ColumnElement[bool]:
    """Whether a round of a quiz was entered under a nickname."""
    editions = select(Edition.id).where(Edition.quiz_id == quiz_id)
    return (TriviaRound.nickname_key == key) & TriviaRound.edition_id.in_(editions)


def _best_round(board: str, key: str) -> TriviaRound | None:
    """The best round that a nickname has for a board; of two equal ones the earlier."""
    quiz_id, day = read_board(board)
    rounds = select(TriviaRound).where(is_round_of(quiz_id, key), TriviaRound.deleted_at.is_(None))
    if day:
        rounds = rounds.where(TriviaRound.day == day)
    best_first = rounds.order_by(TriviaRound.score.desc(), TriviaRound.finished_at).limit(1)
    return db.session.scalar(best_first.execution_options(populate_existing=True))


def _columns(round_: TriviaRound) -> dict[str, Any]:
    return {
        "nickname": round_.nickname,
        "score": round_.score,
        "right_count": round_.right_count,
        "round_id": round_.id,
        "achieved_at": round_.finished_at,
        "is_hidden": round_.is_name_hidden,
    }

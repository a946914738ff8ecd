"""Enter a finished round of today on the leaderboards."""

from typing import Any

from quizapp.database.db import db, dialect_insert, transaction
from quizapp.errors import Conflict, Rejected
from quizapp.plays.models import LeaderboardEntry, RoundKind, TriviaRound
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import edition_by_id, live_edition
from quizapp.trivia.nickname import Nickname, NicknameProblem, nickname, nickname_problems
from quizapp.trivia.queries import board_name, round_by_key


class NotForTheBoard(Conflict):
    """Only finished rounds of today go on the boards; practice and challenges do not."""


class NamedBefore(Conflict):
    """The round is on the boards under another nickname."""


class NicknameRefused(Rejected):
    """``problems`` says why."""

    def __init__(self, problems: list[NicknameProblem]) -> None:
        super().__init__("nickname")
        self.problems = problems


def enter_board(*, play_key: str, typed: str) -> TriviaRound:
    """Enter a round under a nickname, which keeps the best of its rounds on each board.

    Sent again with the same nickname nothing changes.

    :raises NotForTheBoard: for a round that is not today's kind or not finished.
    :raises NamedBefore: when the round was entered under another nickname.
    :raises NicknameRefused: naming each broken rule.
    """
    with transaction():
        round_ = round_by_key(play_key)
        if round_.kind != RoundKind.TODAY or not round_.is_finished:
            raise NotForTheBoard("not-for-the-board")
        name = nickname(typed)
        if round_.nickname not in {"", name.name}:
            raise NamedBefore("named-before")
        _check(round_, typed, name)
        round_.nickname = name.name
        _enter(round_, name)
        return round_


def _check(round_: TriviaRound, typed: str, name: Nickname) -> None:
    played = edition_by_id(round_.edition_id).content
    live = live_edition(played.slug, QuizKind.TRIVIA).content
    problems = nickname_problems(typed, answers=answers_of(played) | answers_of(live))
    if problems or not name.name:
        raise NicknameRefused(problems or [NicknameProblem.INVISIBLE])


def answers_of(content: QuizContent) -> set[str]:
    """The right options of all items, in all languages."""
    keys = [item.key.text for item in content.items]
    return {text for key in keys for text in (key.en, key.ko)}


def _enter(round_: TriviaRound, name: Nickname) -> None:
    quiz_id = edition_by_id(round_.edition_id).quiz_id
    entry = {
        "nickname_key": name.key,
        "nickname": name.name,
        "score": round_.score,
        "right_count": round_.right_count,
        "round_id": round_.id,
        "achieved_at": round_.finished_at,
    }
    boards = [board_name(quiz_id, None), board_name(quiz_id, round_.day)]
    _keep_best([{"board": board, **entry} for board in sorted(boards)])


def _keep_best(entries: list[dict[str, Any]]) -> None:
    """Of two equal scores the earlier one stays."""
    statement = dialect_insert(LeaderboardEntry, db.engine.dialect.name)
    new = statement.excluded
    changed = ("nickname", "score", "right_count", "round_id", "achieved_at")
    upsert = statement.on_conflict_do_update(
        index_elements=["board", "nickname_key"],
        set_={column: new[column] for column in changed},
        where=new.score > LeaderboardEntry.score,
    )
    db.session.connection().execute(upsert, entries)

"""Leaderboards of many entries."""

from datetime import timedelta

from sqlalchemy import insert

from quizapp.database.db import db, transaction
from quizapp.plays.models import LeaderboardEntry, TriviaRound
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.board_queries import board_name


def fill_board(edition: PublishedEdition, round_: TriviaRound, count: int) -> None:
    """Rows that differ in score, time and name, and often tie."""
    rows = [
        {
            "board": board_name(edition.quiz_id, None),
            "nickname_key": f"player {number}",
            "nickname": f"player {number}",
            "score": 100 * (number % 9),
            "right_count": number % 9,
            "round_id": round_.id,
            "achieved_at": round_.started_at + timedelta(seconds=number // 5),
        }
        for number in range(count)
    ]
    with transaction():
        db.session.execute(insert(LeaderboardEntry), rows)

"""Players on the boards, for moderators to look at."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from quizapp.database.db import db
from quizapp.plays.models import LeaderboardEntry, TriviaRound
from quizapp.trivia.service.board import enter_board
from tests.trivia.players import TriviaPlayer

Enter = Callable[..., TriviaRound]


@pytest.fixture
def enter(player: TriviaPlayer) -> Enter:
    """Plays a round of the day and puts it on the boards under a nickname."""

    def play(name: str, right_count: int = 8, earlier: str = "") -> TriviaRound:
        round_ = player.play_today(right_count)
        keys = [earlier] if earlier else []
        return enter_board(play_key=round_.play_key, typed=name, now=player.now, earlier_keys=keys)

    return play


def shown_names(board_end: str = "all") -> list[str]:
    """The nicknames that a board shows, best first."""
    entry = LeaderboardEntry
    rows = select(entry.nickname).where(
        entry.board.endswith(f"/{board_end}"), entry.is_hidden.is_(False)
    )
    return list(db.session.scalars(rows.order_by(entry.score.desc(), entry.achieved_at)))

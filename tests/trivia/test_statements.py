"""How often a page asks the database does not depend on how many have played."""

import pytest
from sqlalchemy import select

from quizapp import clock
from quizapp.database.db import db
from quizapp.plays.models import LeaderboardEntry
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.service.board import enter_board
from tests.statements import counted
from tests.trivia.boards import fill_board
from tests.trivia.players import NEXT, TriviaClient, TriviaPlayer, key_of, take_time_to_read

pytestmark = pytest.mark.storage

MOST = {
    "question": 0,
    "respond": 8,
    "feedback": 4,
    "ask": 2,
    "result": 5,
    "review": 4,
    "board": 2,
}
"""Statements of each kind of request, without prepared reads.

A right answer takes one more, the end of a round two.
"""


def statements_of_a_round(visitor: TriviaClient, player: TriviaPlayer) -> dict[str, list[int]]:
    """Statements of each kind of request, in the order of a whole round."""
    address = visitor.begin_today()
    counts: dict[str, list[int]] = {name: [] for name in MOST}

    def send(name: str, method: str, path: str, **data: str) -> str:
        with counted() as sent:
            page = visitor.get(path) if method == "get" else visitor.post(path, **data)
        counts[name].append(len(sent))
        return page.headers.get("Location", page.text)

    while True:
        send("question", "get", address)
        take_time_to_read(address)
        right = player.token(key_of(address), int(address.rpartition("/")[2]), right=True)
        send("respond", "post", address, option=right)
        page = send("feedback", "get", address)
        following = NEXT.search(page)
        if following is None:
            break
        address = send("ask", "post", following.group(1))
    result = address.rpartition("/")[0] + "/result"
    send("result", "get", result)
    send("review", "get", result.replace("result", "review"))
    # With a query: without one the page is cached until somebody enters the board.
    send("board", "get", "/en/trivia/leaderboard/all?from=the-top")
    return counts


def gather_crowd(player: TriviaPlayer, edition: PublishedEdition) -> None:
    """Rounds on the real day, entries on the board: a dozen played, hundreds more written."""
    player.now = clock.now()
    for number in range(12):
        round_ = player.play_today(right_count=number % 9)
        enter_board(now=player.now, play_key=round_.play_key, typed=f"guest {number}")
    fill_board(edition, round_, 300)


class TestStatements:
    def test_do_not_grow_with_the_crowd(
        self, visitor: TriviaClient, player: TriviaPlayer, edition: PublishedEdition
    ) -> None:
        statements_of_a_round(visitor, player)  # makes the day
        alone = statements_of_a_round(visitor, player)
        gather_crowd(player, edition)

        crowded = statements_of_a_round(visitor, player)

        assert crowded == alone

    def test_are_few_and_the_same_for_each_question(
        self, visitor: TriviaClient, player: TriviaPlayer
    ) -> None:
        statements_of_a_round(visitor, player)  # makes the day

        counts = statements_of_a_round(visitor, player)

        most = {name: max(found) for name, found in counts.items()}
        assert most == MOST
        assert all(len(set(counts[name])) == 1 for name in ("question", "feedback", "ask"))


class TestIndexes:
    def test_a_board_is_read_from_its_index(self, player: TriviaPlayer) -> None:
        entry = LeaderboardEntry
        query = (
            select(entry)
            .where(entry.board == "1/all", entry.score < 500)
            .order_by(entry.score.desc(), entry.achieved_at, entry.nickname_key)
            .limit(20)
        )
        is_sqlite = db.engine.dialect.name == "sqlite"
        sql = str(query.compile(db.engine, compile_kwargs={"literal_binds": True}))
        with db.engine.connect() as connection:
            if not is_sqlite:
                connection.exec_driver_sql("SET enable_seqscan = off")
                connection.exec_driver_sql("SET enable_bitmapscan = off")
            explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
            plan = str(connection.exec_driver_sql(explain + sql).all())

        assert "ix_leaderboard_entry_rank" in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan

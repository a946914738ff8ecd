"""Trivia through the client."""

from tests.trivia.players import TriviaClient


class TestToday:
    def test_is_played_from_lobby_to_leaderboard(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())

        page = visitor.get(result)
        assert page.status_code == 200, page.text
        answer = visitor.post(result, nickname="Moon Rabbit")
        assert answer.status_code == 303, answer.text
        board = visitor.get(answer.headers["Location"])
        assert "Moon Rabbit" in board.text
        assert all("Set-Cookie" not in data.decode() for data in visitor.received)

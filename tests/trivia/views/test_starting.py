"""Beginning a round of trivia, as a browser without JavaScript does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp import clock
from quizapp.config import house_day
from quizapp.database.db import db, transaction
from quizapp.plays.models import TriviaRound
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.queries import round_by_key
from tests.trivia.players import LOBBY, TriviaClient, hidden, key_of


class TestToday:
    def test_is_played_from_lobby_to_leaderboard(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today(), reads=True)

        entered = visitor.post(result, nickname="Moon Rabbit")

        assert entered.status_code == 303
        board = visitor.get(entered.headers["Location"])
        assert "<bdi>Moon Rabbit</bdi>" in board.text
        assert "<bdi>Moon Rabbit</bdi>" in visitor.get(result).text
        assert not any(b"Set-Cookie" in received for received in visitor.received)

    def test_begins_once_however_often_the_button_is_pressed(self, visitor: TriviaClient) -> None:
        attempt = hidden(visitor.get(LOBBY).text, "attempt")

        addresses = {visitor.post(LOBBY, attempt=attempt).headers["Location"] for _ in range(3)}

        assert len(addresses) == 1

    @pytest.mark.parametrize("attempt", ["", "forged", "\x00"])
    def test_needs_a_button_of_ours(self, visitor: TriviaClient, attempt: str) -> None:
        page = visitor.post(LOBBY, attempt=attempt)

        assert page.status_code == 422
        assert "too old to send" in page.text
        again = visitor.post(LOBBY, attempt=hidden(page.text, "attempt"))
        assert again.status_code == 303


class TestPractice:
    def test_keeps_to_the_category(self, visitor: TriviaClient, edition: PublishedEdition) -> None:
        attempt = hidden(visitor.get(LOBBY).text, "attempt")

        begun = visitor.post(
            LOBBY, attempt=attempt, practice="1", category="album", watched_up_to="0"
        )

        round_ = round_by_key(key_of(begun.headers["Location"]))
        assert {edition.content.item(id_).category for id_ in round_.item_ids} == {"album"}

    @pytest.mark.parametrize(
        "practice_filter",
        [{"category": "nonsense", "watched_up_to": "0"}, {"category": "any", "watched_up_to": "x"}],
    )
    def test_of_what_is_not_offered_is_refused(
        self, visitor: TriviaClient, practice_filter: dict[str, str]
    ) -> None:
        attempt = hidden(visitor.get(LOBBY).text, "attempt")

        page = visitor.post(LOBBY, attempt=attempt, practice="1", **practice_filter)

        assert page.status_code == 422
        assert 'class="problem"' in page.text


class TestChallenge:
    def test_lets_a_friend_play_the_very_same_and_compares(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())
        mine = round_by_key(key_of(result))
        shared = visitor.get(f"/t/{mine.slug}").headers["Location"]
        page = visitor.get(shared)
        assert f"Can you beat {mine.right_count} of 8?" in page.text
        assert mine.play_key not in page.text

        begun = visitor.post(shared, attempt=hidden(page.text, "attempt"))
        theirs_result = visitor.play_to_the_end(begun.headers["Location"], place=1)

        theirs = round_by_key(key_of(theirs_result))
        assert (theirs.item_ids, theirs.seed) == (mine.item_ids, mine.seed)
        assert "You and your friend" in visitor.get(theirs_result).text
        assert "Friends who accepted" in visitor.get(result).text
        both = visitor.get(f"/en/trivia/t/{theirs.slug}").text
        assert str(mine.score) in both
        assert str(theirs.score) in both

    def test_shows_nothing_of_the_questions(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())
        round_ = round_by_key(key_of(result))

        page = visitor.get(f"/en/trivia/t/{round_.slug}").text

        assert all(edition.content.item(id_).stem.en not in page for id_ in round_.item_ids)

    def test_of_an_unfinished_round_is_not_there(self, visitor: TriviaClient) -> None:
        slug = round_by_key(key_of(visitor.begin_today())).slug

        assert visitor.get(f"/en/trivia/t/{slug}").status_code == 404


class TestArchive:
    def test_plays_days_that_are_over_and_no_others(self, visitor: TriviaClient) -> None:
        visitor.begin_today()
        today = house_day(clock.now())
        yesterday = today - timedelta(days=1)
        with transaction():
            for row in db.session.scalars(select(TriviaRound)):
                row.day = yesterday
        page = visitor.get("/en/trivia/archive")
        assert today.isoformat() not in page.text

        for day in (today, today + timedelta(days=1), today + timedelta(days=400), "", "soon"):
            answer = visitor.post(
                "/en/trivia/archive",
                attempt=hidden(visitor.get(LOBBY).text, "attempt"),
                day=str(day),
            )
            assert answer.status_code == 404

    def test_of_a_strange_day_is_not_there(self, visitor: TriviaClient) -> None:
        assert visitor.get("/en/trivia/archive?older_than=soon").status_code == 404

"""Two players, one link: from a friend's result to the comparison."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp import clock
from quizapp.database.db import db
from quizapp.mood import outcome
from quizapp.mood.comparison import service
from quizapp.mood.comparison.service import NotComparable, compare
from quizapp.plays.models import Comparison, MoodResult
from tests.players import MoodPlayer

pytestmark = pytest.mark.storage


@pytest.fixture
def player(game: Flask, client: FlaskClient) -> MoodPlayer:
    return MoodPlayer(client)


def slug_of(address: str) -> str:
    return address.rpartition("/")[2]


@pytest.fixture
def friend(player: MoodPlayer) -> str:
    player.open_quiz()
    return slug_of(player.play_to_the_end(first_option=0))


class TestCompare:
    def test_follows_from_the_friend_s_link_without_javascript(
        self, player: MoodPlayer, friend: str
    ) -> None:
        player.open_quiz(friend=friend)

        address = player.play_to_the_end(first_option=2)

        assert address.startswith("/en/c/")
        page = player.client.get(address)
        assert page.status_code == 200
        assert "The track for both of you" in page.text

    def test_takes_the_track_whose_smaller_fit_is_largest(
        self, player: MoodPlayer, friend: str
    ) -> None:
        player.open_quiz(friend=friend)
        player.play_to_the_end(first_option=2)

        one, two = (
            {s.track: s.fit for s in outcome.stored_verdict(row).ranking}
            for row in db.session.scalars(select(MoodResult).order_by(MoodResult.id))
        )
        facts = service.from_json(db.session.scalars(select(Comparison.facts)).one())
        assert min(facts.fits) == max(min(one[track], two[track]) for track in one)
        assert facts.fits == (one[facts.track_for_both], two[facts.track_for_both])

    def test_holds_no_answer_of_either(self, player: MoodPlayer, friend: str) -> None:
        player.open_quiz(friend=friend)
        address = player.play_to_the_end(first_option=2)

        page = player.client.get(address).text
        facts = db.session.scalars(select(Comparison.facts)).one()
        assert set(facts) == {
            *("percentile", "shared", "partings", "tracks", "track_for_both", "fits")
        }
        assert "blockquote" not in page

    def test_twice_is_one_comparison(self, player: MoodPlayer, friend: str) -> None:
        player.open_quiz(friend=friend)

        addresses = {player.play_to_the_end(first_option=2) for _ in range(2)}

        assert len(addresses) == 1
        assert db.session.scalar(select(func.count()).select_from(Comparison)) == 1

    def test_with_a_friend_who_is_not_there_leads_to_the_own_result(
        self, player: MoodPlayer, friend: str
    ) -> None:
        player.open_quiz()
        player.hidden["friend"] = "nobody-has-this-slug"

        assert player.play_to_the_end(first_option=1).startswith("/en/r/")

    def test_with_oneself_is_refused(self, player: MoodPlayer, friend: str) -> None:
        with pytest.raises(NotComparable):
            compare(friend_slug=friend, slug=friend, now=clock.now())


class TestComparisonPage:
    def test_of_equal_moods_finds_nowhere_to_part(self, player: MoodPlayer, friend: str) -> None:
        player.open_quiz(friend=friend)

        address = player.play_to_the_end(first_option=0)

        page = player.client.get(address).text
        assert "Nowhere that matters" in page
        assert "More alike than 99% of random pairs" in page

    def test_greets_each_visitor_in_their_language(self, player: MoodPlayer, friend: str) -> None:
        player.open_quiz(friend=friend)
        slug = slug_of(player.play_to_the_end(first_option=2))

        answer = player.client.get(f"/c/{slug}", headers={"Accept-Language": "ko"})

        assert answer.headers["Location"] == f"/ko/c/{slug}"
        assert "Accept-Language" in answer.headers["Vary"]

    def test_of_nothing_is_not_there(self, client: FlaskClient, game: Flask) -> None:
        assert client.get("/en/c/nothing").status_code == 404


class TestQuizOfAFriend:
    def test_says_that_somebody_has_gone_before(self, player: MoodPlayer, friend: str) -> None:
        assert "A friend has already taken this quiz" in player.open_quiz(friend=friend).text

    @pytest.mark.parametrize("slug", ["", "nobody", "x" * 300, "<script>"])
    def test_ignores_a_friend_who_is_not_there(self, player: MoodPlayer, slug: str) -> None:
        page = player.open_quiz(friend=slug)

        assert page.status_code == 200
        assert "A friend has already taken this quiz" not in page.text
        assert player.hidden["friend"] == ""

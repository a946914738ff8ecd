"""The mood quiz through the client."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.plays.models import MoodResult
from tests.players import MoodPlayer


@pytest.fixture
def player(game: Flask, client: FlaskClient) -> MoodPlayer:
    return MoodPlayer(client)


class TestQuiz:
    def test_shows_all_core_items_on_one_page(self, player: MoodPlayer) -> None:
        page = player.open_quiz()

        assert page.status_code == 200
        assert len(re.findall(r"<fieldset", page.text)) == 8

    def test_sets_no_cookie(self, player: MoodPlayer) -> None:
        assert "Set-Cookie" not in player.open_quiz().headers


class TestSubmit:
    def test_leads_to_a_result_that_stays(self, player: MoodPlayer) -> None:
        player.open_quiz()

        address = player.play_to_the_end(first_option=0)

        assert player.client.get(address).status_code == 200

    def test_sends_the_emblem_of_the_track_once_and_shows_it_twice(
        self, player: MoodPlayer
    ) -> None:
        player.open_quiz()
        page = player.client.get(player.play_to_the_end(first_option=0)).text

        emblems = re.findall(r'<svg class="emblem.*?</svg>', page, re.DOTALL)
        shown_again = [emblem for emblem in emblems if "<path" not in emblem]

        assert len(emblems) == 4
        assert len(shown_again) == 1

    def test_shows_no_emblem_that_is_not_sent(self, player: MoodPlayer) -> None:
        player.open_quiz()
        page = player.client.get(player.play_to_the_end(first_option=0)).text

        ids = re.findall(r' id="([^"]+)"', page)
        shown = re.findall(r'<use href="#([^"]+)"', page)

        assert len(ids) == len(set(ids))
        assert shown
        assert set(shown) <= set(ids)

    def test_twice_is_one_result(self, player: MoodPlayer) -> None:
        player.open_quiz()

        addresses = {player.play_to_the_end(first_option=0) for _ in range(2)}

        assert len(addresses) == 1
        assert db.session.scalar(select(func.count()).select_from(MoodResult)) == 1

    def test_of_nothing_says_that_there_is_no_evidence(self, player: MoodPlayer) -> None:
        player.open_quiz()

        answer = player.send({})

        assert answer.status_code == 422
        assert "You skipped everything" in answer.text

    @pytest.mark.parametrize("value", ["0", "-1", "9" * 30, "x", "1e9", "\x00", "1 OR 1=1"])
    def test_of_an_option_that_is_not_there_is_refused_in_words(
        self, player: MoodPlayer, value: str
    ) -> None:
        player.open_quiz()

        answer = player.send({player.names[0]: value})

        assert answer.status_code == 422
        assert 'class="problem"' in answer.text

    def test_of_a_repeated_answer_is_refused(self, player: MoodPlayer) -> None:
        player.open_quiz()
        name = player.names[0]

        answer = player.send({name: player.options[name][:2]})

        assert answer.status_code == 422

    def test_without_an_attempt_of_ours_keeps_the_answers(self, player: MoodPlayer) -> None:
        player.open_quiz()
        name = player.names[0]

        answer = player.client.post(
            "/en/mood/", data={"attempt": "forged", name: player.options[name][1]}
        )

        assert answer.status_code == 422
        assert re.search(rf'checked[^>]*value="{player.options[name][1]}"', answer.text)

    def test_from_another_site_is_refused(self, player: MoodPlayer) -> None:
        player.open_quiz()

        answer = player.send({}, headers={"Origin": "https://evil.example"})

        assert answer.status_code == 403

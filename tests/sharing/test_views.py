"""Deleting a result, through the client."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp import clock
from quizapp.database.db import db
from quizapp.mood.forms import read_attempt
from quizapp.plays.models import Comparison, MoodResult, OutcomeTally
from quizapp.plays.ownership import owner_key
from quizapp.sharing.card_views import folder
from tests.players import MoodPlayer
from tests.sharing.conftest import Made
from tests.sharing.crawler import unfold


def delete(client: FlaskClient, made: Made, **data: str) -> int:
    answer = client.post(f"/en/r/{made.slug}/delete", data={"key": made.key, **data})
    return answer.status_code


class TestOwner:
    def test_is_led_to_a_page_with_the_deletion_link_by_an_address_without_it(
        self, player: MoodPlayer
    ) -> None:
        player.open_quiz()
        address = player.play_to_the_end()

        page = player.own_page(address).text

        assert re.fullmatch(r"/en/r/[\w-]{22}", address)
        assert f"{address}/delete#{player.key_of(address)}" in page
        assert ">Your track<" in page

    def test_is_told_the_key_by_a_script_that_no_server_sees_it_from(
        self, player: MoodPlayer
    ) -> None:
        player.open_quiz()
        address = player.play_to_the_end()

        answer = player.client.post(
            player.address, data=player.sent, headers={"Accept": "application/json"}
        )

        assert answer.get_json()["location"] == f"{address}#mine={player.key_of(address)}"

    def test_of_a_comparison_is_known_by_what_was_sent(
        self, player: MoodPlayer, result: Made, comparison: Made
    ) -> None:
        page = player.own_page(f"/en/c/{comparison.slug}").text

        assert f'data-key="{comparison.key}"' in page
        assert ">You<" in page

    def test_keeps_the_key_out_of_every_referer(self, client: FlaskClient, result: Made) -> None:
        answer = client.get(f"/en/r/{result.slug}/delete?key={result.key}")

        assert answer.headers["Referrer-Policy"] == "strict-origin"

    def test_is_not_anybody_else(self, client: FlaskClient, result: Made) -> None:
        page = client.get(f"/en/r/{result.slug}").text

        assert result.key not in page

    def test_is_not_who_knows_the_attempt_and_not_the_answers(
        self, player: MoodPlayer, result: Made
    ) -> None:
        attempt, answered = player.sent["attempt"], set(player.sent) - {"attempt"}
        other = {name: "" if name in answered else value for name, value in player.sent.items()}

        for sent in ({"attempt": attempt}, other):
            page = player.client.post(f"/en/r/{result.slug}", data=sent)
            framed = player.client.post(f"/en/embed/r/{result.slug}", data=sent)
            assert (page.status_code, result.key in framed.text) == (303, False)

    def test_is_not_found_by_an_attempt_made_into_a_key(
        self, player: MoodPlayer, result: Made
    ) -> None:
        known = read_attempt(player.sent["attempt"])
        assert known is not None

        assert delete(player.client, Made(result.slug, owner_key(result.slug, known[1]))) == 403

    @pytest.mark.parametrize(
        ("later", "is_told"), [(timedelta(hours=23), True), (timedelta(hours=25), False)]
    )
    def test_is_told_again_while_players_go_back(
        self,
        player: MoodPlayer,
        result: Made,
        monkeypatch: pytest.MonkeyPatch,
        later: timedelta,
        is_told: bool,
    ) -> None:
        then = clock.now() + later
        monkeypatch.setattr(clock, "now", lambda: then)

        page = player.own_page(f"/en/r/{result.slug}")
        script = player.client.post(
            player.address, data=player.sent, headers={"Accept": "application/json"}
        )

        address = f"/en/r/{result.slug}"
        assert (result.key in page.text) is is_told
        assert page.status_code == (200 if is_told else 303)
        behind = f"#mine={result.key}" if is_told else ""
        assert script.get_json()["location"] == address + behind

    def test_of_one_result_is_not_of_another(
        self, client: FlaskClient, result: Made, comparison: Made
    ) -> None:
        answer = client.post(f"/en/r/{result.slug}", data={"key": comparison.key})

        assert (answer.status_code, answer.headers["Location"]) == (303, f"/en/r/{result.slug}")


class TestAskToDelete:
    def test_asks_once_more_and_deletes_nothing(self, client: FlaskClient, result: Made) -> None:
        page = client.get(f"/en/r/{result.slug}/delete?key={result.key}")

        assert "Delete this result?" in page.text
        assert client.get(f"/en/r/{result.slug}").status_code == 200

    def test_is_asked_by_the_page_of_the_result_too(
        self, client: FlaskClient, result: Made
    ) -> None:
        page = client.post(f"/en/r/{result.slug}/delete/ask", data={"key": result.key})

        assert f'value="{result.key}"' in page.text
        assert client.get(f"/en/r/{result.slug}").status_code == 200

    def test_without_a_key_asks_for_it(self, client: FlaskClient, result: Made) -> None:
        page = client.get(f"/en/r/{result.slug}/delete").text

        assert re.search(r'<input id="key" name="key" value=""', page)

    @pytest.mark.parametrize("key", ["x", "é"])
    def test_needs_the_key(self, client: FlaskClient, result: Made, key: str) -> None:
        asked = f"/en/r/{result.slug}/delete"

        assert client.get(f"{asked}?key={key}").status_code == 403
        assert client.post(f"{asked}/ask", data={"key": key}).status_code == 403


class TestDelete:
    def test_leaves_a_page_that_is_gone_in_both_languages(
        self, client: FlaskClient, result: Made
    ) -> None:
        assert delete(client, result) == 303

        assert client.get(f"/en/r/{result.slug}").status_code == 410
        assert client.get(f"/ko/r/{result.slug}").status_code == 410
        assert client.get(f"/en/embed/r/{result.slug}").status_code == 410

    def test_blanks_what_was_answered_and_keeps_the_tally(
        self, client: FlaskClient, result: Made
    ) -> None:
        delete(client, result)

        row = db.session.scalars(select(MoodResult)).one()
        assert (row.facts, row.sheet) == ({}, "")
        assert row.deleted_at is not None
        assert db.session.scalar(select(func.sum(OutcomeTally.result_count))) == 1

    def test_takes_its_comparisons_along(
        self, client: FlaskClient, result: Made, comparison: Made
    ) -> None:
        delete(client, result)

        assert client.get(f"/en/c/{comparison.slug}").status_code == 410
        assert db.session.scalars(select(Comparison.facts)).one() == {}

    def test_makes_the_cards_vanish(
        self, client: FlaskClient, result: Made, comparison: Made
    ) -> None:
        cards = [
            urlsplit(unfold(client, path, "en").meta["og:image"]).path
            for path in (f"/r/{result.slug}", f"/c/{comparison.slug}")
        ]
        assert [client.get(card).status_code for card in cards] == [200, 200]

        delete(client, result)

        assert [client.get(card).status_code for card in cards] == [410, 410]
        assert not [path for path in folder().rglob("*.png") if result.slug in path.name]

    def test_needs_the_key_of_this_very_result(
        self, client: FlaskClient, result: Made, comparison: Made
    ) -> None:
        assert delete(client, Made(result.slug, comparison.key)) == 403
        assert client.get(f"/en/r/{result.slug}").status_code == 200

    def test_twice_says_that_it_is_gone(self, client: FlaskClient, result: Made) -> None:
        delete(client, result)

        assert delete(client, result) == 410


class TestDiary:
    def test_is_the_same_for_everybody(self, client: FlaskClient, app: Flask) -> None:
        assert client.get("/en/diary").status_code == 200

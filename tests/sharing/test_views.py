"""Deleting a result, through the client."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.plays.models import Comparison, MoodResult, OutcomeTally
from quizapp.sharing.card_views import folder
from tests.sharing.conftest import Made
from tests.sharing.crawler import unfold


def delete(client: FlaskClient, made: Made, **data: str) -> int:
    answer = client.post(f"/en/r/{made.slug}/delete", data={"key": made.key, **data})
    return answer.status_code


class TestOwner:
    def test_is_shown_the_deletion_link_once(self, client: FlaskClient, result: Made) -> None:
        page = client.get(f"/en/r/{result.slug}?mine={result.key}").text

        assert f"/en/r/{result.slug}/delete?key={result.key}" in page

    def test_is_not_anybody_else(self, client: FlaskClient, result: Made) -> None:
        page = client.get(f"/en/r/{result.slug}").text

        assert result.key not in page

    def test_of_one_result_is_not_of_another(
        self, client: FlaskClient, result: Made, comparison: Made
    ) -> None:
        page = client.get(f"/en/r/{result.slug}?mine={comparison.key}").text

        assert ">Your track<" not in page
        assert f"key={comparison.key}" not in page


class TestAskToDelete:
    def test_asks_once_more_and_deletes_nothing(self, client: FlaskClient, result: Made) -> None:
        page = client.get(f"/en/r/{result.slug}/delete?key={result.key}")

        assert "Delete this result?" in page.text
        assert client.get(f"/en/r/{result.slug}").status_code == 200

    @pytest.mark.parametrize("key", ["", "x", "é\x00"])
    def test_needs_the_key(self, client: FlaskClient, result: Made, key: str) -> None:
        assert client.get(f"/en/r/{result.slug}/delete?key={key}").status_code == 403


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

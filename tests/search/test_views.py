import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.db import db
from quizapp.quizzes.models import Item
from tests.hostile import PAYLOADS


def found(client: FlaskClient, query: str, language: str = "en") -> list[str]:
    page = client.get(f"/{language}/search/", query_string={"q": query})
    assert page.status_code == 200
    return re.findall(r'<h2><a href="([^"]+)"', page.text)


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("Gaho", "/en/artists/gaho"),
            ("가호", "/en/artists/gaho"),
            ("끝이아니길", "/en/tracks/not-over"),
            ("一日だけ", "/en/tracks/ichinichi-dake"),
            ("betrayal", "/en/themes/betrayal"),
            ("why this palace", "/en/chapters/why-it-matters"),
        ],
    )
    def test_finds_every_kind_in_both_languages(
        self, game: Flask, client: FlaskClient, query: str, first: str
    ) -> None:
        assert found(client, query)[0] == first

    def test_speaks_the_language_of_the_page(self, game: Flask, client: FlaskClient) -> None:
        assert found(client, "Gaho", "ko")[0] == "/ko/artists/gaho"

    def test_without_a_find_offers_ways_on(self, game: Flask, client: FlaskClient) -> None:
        page = client.get("/en/search/?q=zzz").text

        assert "/en/themes/love" in page
        assert "/en/mood/" in page

    def test_tells_no_answers_of_trivia(self, game: Flask, client: FlaskClient) -> None:
        items = db.session.scalars(select(Item).where(Item.category != "").limit(10)).all()

        assert items
        for item in items:
            assert found(client, item.explanation.en[:80]) == []

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_shows_what_was_typed_as_text(
        self, game: Flask, client: FlaskClient, payload: str
    ) -> None:
        page = client.get("/en/search/", query_string={"q": payload}).text

        assert "<script>" not in page
        assert "<img src=x" not in page

"""sitemap.xml: which pages it names, and that robots.txt names it."""

from xml.etree import ElementTree as Xml

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from quizapp.catalog.models import Album, State, Track
from quizapp.database.db import db, transaction
from quizapp.texts import Localized
from quizapp.web.page_cache import empty_page_cache
from tests.players import MoodPlayer

ORIGIN = "https://quiz.example.org"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


def _urls(client: FlaskClient) -> dict[str, dict[str, str]]:
    """By path: the alternates by language."""
    answer = client.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    return {
        (url.findtext(LOC) or "").removeprefix(ORIGIN): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)
        }
        for url in Xml.fromstring(answer.data)  # noqa: S314 - our own answer
    }


def _add_album(state: State) -> None:
    with transaction():
        other = Album(slug="sample-2", title=Localized("Sample Album Two", "견본"), state=state)
        other.position = 9
        db.session.add(other)


class TestSitemap:
    def test_names_live_pages_with_the_same_in_other_languages(
        self, game: Flask, client: FlaskClient
    ) -> None:
        urls = _urls(client)

        assert urls["/ko/tracks/not-over"] == {
            "en": f"{ORIGIN}/en/tracks/not-over",
            "ko": f"{ORIGIN}/ko/tracks/not-over",
            "x-default": f"{ORIGIN}/en/tracks/not-over",
        }
        for path in ("", "mood/", "trivia/", "album/", "artists/gaho", "themes/love"):
            assert {f"/en/{path}", f"/ko/{path}"} <= set(urls)
        assert "/en/albums/" not in urls

    @pytest.mark.slow
    def test_has_only_addresses_that_answer(self, game: Flask, client: FlaskClient) -> None:
        assert {client.get(path).status_code for path in _urls(client)} == {200}

    def test_leaves_out_what_is_not_live(self, game: Flask, client: FlaskClient) -> None:
        _add_album(State.DRAFT)
        with transaction():
            hidden = update(Track).where(Track.slug == "not-over").values(state=State.HIDDEN)
            db.session.execute(hidden)

        urls = _urls(client)

        assert "/en/tracks/not-over" not in urls
        assert "/en/albums/sample-2/" not in urls

    def test_is_named_by_robots_txt(self, client: FlaskClient) -> None:
        assert f"Sitemap: {ORIGIN}/sitemap.xml" in client.get("/robots.txt").text


class TestSeveralAlbums:
    def test_have_a_shelf_and_a_switch(self, game: Flask, client: FlaskClient) -> None:
        _add_album(State.LIVE)

        page, urls = client.get("/en/albums/sample-2/").text, _urls(client)

        assert {"/en/albums/", "/ko/albums/sample-2/"} <= set(urls)
        assert '<details class="albums">' in page
        assert '<a href="/en/album/">The Last Empress OST</a>' in page
        assert "/en/mood/" not in page, "it has no quiz, and its menu leads to no other one"

    def test_leave_a_deleted_result_to_the_shelf(self, game: Flask, client: FlaskClient) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        address = player.play_to_the_end()
        client.post(f"{address}/delete", data={"key": player.key_of(address)})
        _add_album(State.LIVE)
        empty_page_cache(game)

        answer = client.get(address)

        assert answer.status_code == 410
        assert '<a class="button primary" href="/en/albums/">' in answer.text

    @pytest.mark.parametrize("state", [State.DRAFT, State.HIDDEN, State.RETIRED])
    def test_are_several_only_when_they_are_live(
        self, game: Flask, client: FlaskClient, state: State
    ) -> None:
        before = client.get("/en/album/").text
        _add_album(state)

        db.session.scalars(select(Album)).all()
        assert client.get("/en/album/?again").text.replace("?again", "") == before

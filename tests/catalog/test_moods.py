"""Tracks of other albums on track pages, and the page that starts from themes."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from quizapp.catalog.models import Album, State, Track
from quizapp.database.db import db, transaction
from tests.sample_albums import add_sample_album

LOVE, STORM = {"love": 5, "longing": 2}, {"turbulence": 5, "power": 3}


def titles(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<h3><a href="[^"]*/tracks/([^"]+)"', page)]


class TestTrackPage:
    def test_names_tracks_of_other_albums_with_their_reason(
        self, game: Flask, client: FlaskClient
    ) -> None:
        twin = db.session.query(Track).filter_by(slug="not-over").one().profile
        add_sample_album(2, profiles=[STORM, twin])

        page = client.get("/en/tracks/not-over").text
        kin = page.partition("Close to it in mood, on other albums")[2]

        assert titles(kin)[0] == "sample-2-2"
        assert "Sample Drama 2 OST" in kin
        assert "It leans to the dark corridor, unfinished business, and the storm, too." in kin

    def test_of_a_lone_album_has_no_such_part(self, game: Flask, client: FlaskClient) -> None:
        add_sample_album(2, state=State.DRAFT)

        assert "on other albums" not in client.get("/en/tracks/not-over").text


class TestMoods:
    @pytest.fixture
    def albums(self, game: Flask) -> None:
        add_sample_album(2, profiles=[STORM, LOVE])

    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_finds_tracks_of_every_album(
        self, albums: None, client: FlaskClient, language: str
    ) -> None:
        page = client.get(f"/{language}/moods/power/turbulence/")

        assert titles(page.text)[0] == "sample-2-1"
        reason = "Here for the storm" if language == "en" else "폭풍 한가운데와 옥좌 쪽이라"
        assert reason in page.text

    def test_a_choice_has_one_address(self, albums: None, client: FlaskClient) -> None:
        sent = client.get("/en/moods/find?theme=turbulence&theme=power&theme=turbulence")
        typed = client.get("/en/moods/turbulence/power/")

        assert sent.location == typed.location == "/en/moods/power/turbulence/"

    @pytest.mark.parametrize(
        "query", ["", "theme=", "theme=love&theme=power&theme=longing&theme=revenge", "theme=x"]
    )
    def test_says_what_is_wrong_with_a_choice(
        self, albums: None, client: FlaskClient, query: str
    ) -> None:
        page = client.get(f"/en/moods/find?{query}")

        assert page.status_code == 422
        assert "Choose one, two or three themes." in page.text

    @pytest.mark.parametrize("themes", ["x", "love/x", "love/power/longing/revenge"])
    def test_no_such_choice(self, albums: None, client: FlaskClient, themes: str) -> None:
        assert client.get(f"/en/moods/{themes}/").status_code == 404

    def test_shows_only_what_is_live(self, albums: None, client: FlaskClient) -> None:
        address = "/en/moods/power/turbulence/"
        assert "sample-2-1" in titles(client.get(address).text)

        with transaction():
            hidden = {"state": State.HIDDEN}
            db.session.execute(update(Album).where(Album.slug == "sample-2").values(**hidden))

        client.application.extensions["page_cache"].entries.clear()
        assert "sample-2-1" not in titles(client.get(address).text)

    def test_is_honest_where_nothing_fits(self, albums: None, client: FlaskClient) -> None:
        with transaction():
            db.session.execute(update(Track).values(state=State.DRAFT))

        assert "No track here carries this yet." in client.get("/en/moods/love/").text

    def test_stands_at_the_foot_of_every_page(self, game: Flask, client: FlaskClient) -> None:
        assert 'href="/en/moods/"' in client.get("/en/").text
        assert client.get("/en/moods/").status_code == 200

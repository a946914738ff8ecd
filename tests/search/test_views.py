import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from quizapp import clock
from quizapp.catalog.models import State, Track
from quizapp.catalog.views import THEME_TRACKS
from quizapp.config import house_day
from quizapp.database.db import db, transaction
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from quizapp.search.views import MOST_SHOWN
from quizapp.trivia.daily import todays_items
from quizapp.trivia.queries import scheduled_day
from tests.hostile import PAYLOADS
from tests.sample_albums import add_sample_album


def found(client: FlaskClient, query: str, language: str = "en") -> list[str]:
    page = client.get(f"/{language}/search/", query_string={"q": query})
    assert page.status_code == 200
    return re.findall(r'<h[23]><a href="([^"]+)"', page.text)


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

    def test_shows_what_was_typed_as_text(self, game: Flask, client: FlaskClient) -> None:
        def is_live(payload: str) -> bool:
            page = client.get("/en/search/", query_string={"q": payload}).text
            return "<script>" in page or "<img src=x" in page

        assert [payload for payload in PAYLOADS if is_live(payload)] == []


class TestManyAlbums:
    def test_finds_what_is_live_at_once_and_nothing_else(
        self, game: Flask, client: FlaskClient
    ) -> None:
        assert found(client, "sample track 2.1") == []
        add_sample_album(2, tracks=2)
        add_sample_album(3, tracks=2, state=State.DRAFT)

        assert found(client, "sample track 2.1") == ["/en/tracks/sample-2-1"]
        assert found(client, "sample track 3.1") == []

    def test_follows_a_changed_title(self, game: Flask, client: FlaskClient) -> None:
        assert found(client, "Renamed sample") == []
        with transaction():
            title = {"title_en": "Renamed sample"}
            db.session.execute(update(Track).where(Track.slug == "not-over").values(**title))

        assert found(client, "Renamed sample") == ["/en/tracks/not-over"]

    def test_shows_the_best_of_very_many(self, game: Flask, client: FlaskClient) -> None:
        profiles = [{"love": 5, "longing": 1 + at % 4} for at in range(THEME_TRACKS + 5)]
        add_sample_album(2, profiles=profiles)

        page = client.get("/en/search/?q=sample").text

        assert f"{THEME_TRACKS + 5} results" in page
        assert len(found(client, "sample")) == MOST_SHOWN
        assert f"These are the first {MOST_SHOWN}." in page
        assert f"{THEME_TRACKS} carry it most" in client.get("/en/themes/love").text


@pytest.mark.storage
class TestSearchOfQuestions:
    def test_tells_no_answers_while_nothing_is_over(self, game: Flask, client: FlaskClient) -> None:
        items = live_edition("trivia", QuizKind.TRIVIA).content.items

        assert items
        for item in items[:10]:
            assert past_questions(client, item) == []

    def test_tells_those_of_past_days_and_none_of_today(
        self, game: Flask, client: FlaskClient
    ) -> None:
        today = house_day(clock.now())
        edition = live_edition("trivia", QuizKind.TRIVIA)
        yesterday = todays_items(edition=edition, today=today - timedelta(days=1))
        now = todays_items(edition=edition, today=today)
        over = set(yesterday.item_ids) - set(now.item_ids)
        assert over

        for item in edition.content.items:
            places = [f"/en/trivia/archive?older_than={today}"] if item.id in over else []
            assert past_questions(client, item) == places

    def test_keeps_quiet_about_a_past_one_that_is_asked_again(
        self, game: Flask, client: FlaskClient
    ) -> None:
        today = house_day(clock.now())
        edition = live_edition("trivia", QuizKind.TRIVIA)
        again = todays_items(edition=edition, today=today - timedelta(days=1)).item_ids[0]
        with transaction():
            now = scheduled_day(edition.quiz_id, today)
            assert now
            now.item_ids = [again, *now.item_ids[1:]]

        assert past_questions(client, edition.content.item(again)) == []


def past_questions(client: FlaskClient, item: ItemContent) -> list[str]:
    """Where a search for the explanation of an item leads, besides the catalog."""
    return [path for path in found(client, item.explanation.en[:80]) if "/trivia/" in path]

"""The same mood on other albums: beside a result, never part of it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from quizapp.catalog.models import Album, State
from quizapp.database.db import db, transaction
from quizapp.mood.elsewhere.leaning import blind_covariance, leaning
from quizapp.mood.scoring import chosen
from quizapp.plays.models import MoodResult
from quizapp.texts import Localized
from tests.mood.builders import random_sheets, sample_table
from tests.mood.sample import ITEMS, TRACKS
from tests.players import MoodPlayer
from tests.sample_albums import add_sample_album

SAMPLE = Localized("Sample Drama 2", "예시 드라마 2")
HEADING = "The same mood elsewhere"


def elsewhere_of(page: str) -> str:
    return page.partition(HEADING)[2].partition("</section>")[0]


def tracks_in(part: str) -> list[str]:
    return re.findall(r'/tracks/([\w-]+)"', part)


class TestLeaning:
    def test_scores_foreign_profiles_as_the_quiz_scores_its_own(self) -> None:
        table = sample_table()
        covariance = blind_covariance(table)
        for answers in random_sheets(table, 20, seed=3):
            mood = leaning(table, answers, covariance)
            points = [sum(column) for column in zip(*chosen(table.points, answers), strict=True)]
            for slug, own in zip(TRACKS, points, strict=True):
                profile = TRACKS[slug]
                variance = sum(
                    a * b * covariance[one].get(other, 0)
                    for one, a in profile.items()
                    for other, b in profile.items()
                )
                score = sum(mood.get(theme, 0) * w for theme, w in profile.items()) / variance**0.5
                assert 1000 * score == pytest.approx(own, abs=20)

    def test_leans_nowhere_without_an_answer(self) -> None:
        table = sample_table()

        assert leaning(table, (None,) * len(ITEMS), blind_covariance(table)) == {}


class TestResult:
    @pytest.fixture
    def address(self, player: MoodPlayer) -> str:
        player.open_quiz()
        return player.play_to_the_end()

    def test_of_a_lone_album_has_no_such_part(self, address: str, client: FlaskClient) -> None:
        add_sample_album(2, state=State.DRAFT)

        assert HEADING not in client.get(address).text

    def test_names_tracks_of_other_albums_with_reasons(
        self, address: str, client: FlaskClient
    ) -> None:
        add_sample_album(2)
        part = elsewhere_of(client.get(address).text)

        assert len(tracks_in(part)) == part.count("You reached for") == 3
        assert all(slug.startswith("sample-2-") for slug in tracks_in(part))

    def test_is_the_same_in_both_languages(self, address: str, client: FlaskClient) -> None:
        for number in (2, 3):
            add_sample_album(number)
        english, korean = (
            [slug for slug in tracks_in(client.get(page).text) if slug.startswith("sample-")]
            for page in (address, address.replace("/en/", "/ko/"))
        )

        assert english == korean != []

    def test_follows_the_house_and_leaves_the_facts_alone(
        self, address: str, client: FlaskClient
    ) -> None:
        add_sample_album(2)
        facts = db.session.query(MoodResult).one().facts
        before = client.get(address).text

        with transaction():
            hidden = update(Album).where(Album.slug == "sample-2").values(state=State.HIDDEN)
            db.session.execute(hidden)
        db.session.expire_all()
        client.application.extensions["page_cache"].checked_at = float("-inf")

        after = client.get(address).text
        assert HEADING in before
        assert HEADING not in after
        assert db.session.query(MoodResult).one().facts == facts

    def test_says_so_where_nothing_leans_that_way(self, address: str, client: FlaskClient) -> None:
        with transaction():
            db.session.add(Album(slug="sample-2", title=SAMPLE, drama=SAMPLE))

        assert "No other album leans this way yet." in client.get(address).text

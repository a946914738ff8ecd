"""The day of the house: when today's round changes, whatever the clocks of players say."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from quizapp.config import current_settings, read_settings, settings_of
from quizapp.database.db import transaction
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.daily import reschedule
from quizapp.trivia.queries import round_by_key, scheduled_day
from quizapp.web.page_cache import empty_page_cache
from tests.trivia.players import TriviaPlayer

MIDNIGHT_IN_SEOUL = datetime(2031, 5, 3, 15, tzinfo=UTC)
BEFORE = MIDNIGHT_IN_SEOUL - timedelta(seconds=1)
ZONES = sorted(name for name in available_timezones() if "/" in name)
JUMPING = [
    ("America/Santiago", date(2026, 9, 6)),  # midnight is left out
    ("America/Havana", date(2026, 11, 1)),  # midnight comes twice
    ("America/New_York", date(2026, 3, 8)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # by half an hour
]


@pytest.fixture
def move_house(app: Flask) -> Callable[[str], None]:
    """Restart the game, so to say, with another ``DAY_ZONE``."""

    def move(zone: str) -> None:
        app.config["SETTINGS"] = replace(settings_of(app), day_zone=ZoneInfo(zone))
        empty_page_cache(app)

    return move


@pytest.fixture(autouse=True)
def _stay(app: Flask) -> Iterator[None]:
    settings = settings_of(app)
    yield
    app.config["SETTINGS"] = settings


class TestDay:
    def test_is_that_of_seoul_by_default(self) -> None:
        assert str(read_settings({}).day_zone) == "Asia/Seoul"

    @pytest.mark.parametrize(("zone", "day"), JUMPING)
    def test_begins_once_where_clocks_jump(
        self, app: Flask, move_house: Callable[[str], None], zone: str, day: date
    ) -> None:
        move_house(zone)
        house = current_settings()

        for each in (day - timedelta(days=1), day, day + timedelta(days=1)):
            start = house.start_of(each)
            assert house.day_of(start) == each
            assert house.day_of(start - timedelta(microseconds=1)) == each - timedelta(days=1)

    @given(st.sampled_from(ZONES), st.dates(date(2024, 1, 1), date(2037, 12, 31)))
    def test_begins_at_one_instant_in_every_zone(self, zone: str, day: date) -> None:
        house = replace(read_settings({}), day_zone=ZoneInfo(zone))

        start = house.start_of(day)

        assert house.day_of(start) == day
        assert house.day_of(start - timedelta(microseconds=1)) == day - timedelta(days=1)


class TestTodaysRound:
    @pytest.mark.parametrize(
        ("now", "day"), [(BEFORE, date(2031, 5, 3)), (MIDNIGHT_IN_SEOUL, date(2031, 5, 4))]
    )
    def test_changes_at_midnight_in_seoul(
        self, player: TriviaPlayer, now: datetime, day: date
    ) -> None:
        player.now = now

        assert round_by_key(player.begin_today()).day == day

    def test_begun_before_midnight_stays_that_days(self, player: TriviaPlayer) -> None:
        player.now = BEFORE

        round_ = player.play_today()

        assert round_.finished_at is not None
        assert round_.finished_at > MIDNIGHT_IN_SEOUL
        assert round_.day == date(2031, 5, 3)

    def test_is_the_same_for_a_visitor_in_los_angeles(self, player: TriviaPlayer) -> None:
        """There it changes at eight in the morning of the day that the house has just left."""
        there = ZoneInfo("America/Los_Angeles")
        player.now = datetime(2031, 5, 3, 8, tzinfo=there)

        assert round_by_key(player.begin_today()).day == date(2031, 5, 4)

    def test_keeps_its_items_when_the_house_moves(
        self, player: TriviaPlayer, move_house: Callable[[str], None]
    ) -> None:
        player.now = MIDNIGHT_IN_SEOUL
        in_seoul = round_by_key(player.begin_today())

        move_house("America/Los_Angeles")
        player.now = MIDNIGHT_IN_SEOUL + timedelta(hours=20)
        again = round_by_key(player.begin_today())

        assert (again.day, again.item_ids) == (in_seoul.day, in_seoul.item_ids)

    def test_played_already_is_not_drawn_anew_after_a_move_to_the_west(
        self,
        player: TriviaPlayer,
        edition: PublishedEdition,
        move_house: Callable[[str], None],
    ) -> None:
        player.now = MIDNIGHT_IN_SEOUL
        played = player.play_today()
        assert played.day is not None
        yesterday = played.day - timedelta(days=1)
        move_house("America/Los_Angeles")

        reschedule(edition=edition, today=yesterday)

        row = scheduled_day(edition.quiz_id, played.day)
        assert row is not None
        assert row.item_ids == played.item_ids

    def test_of_days_nobody_played_is_drawn_anew(
        self, player: TriviaPlayer, edition: PublishedEdition
    ) -> None:
        today = player.play_today().day
        assert today is not None
        tomorrow = scheduled_day(edition.quiz_id, today + timedelta(days=1))
        assert tomorrow is not None
        with transaction():
            tomorrow.item_ids = tomorrow.item_ids[:1]

        reschedule(edition=edition, today=today)

        drawn = scheduled_day(edition.quiz_id, today + timedelta(days=1))
        assert drawn is not None
        assert len(drawn.item_ids) == 8


class TestCachedPage:
    @pytest.mark.usefixtures("game")
    def test_of_the_lobby_changes_with_the_day_of_the_house(self, client: FlaskClient) -> None:
        with time_machine.travel(BEFORE, tick=False):
            before = client.get("/en/trivia/").text
        with time_machine.travel(MIDNIGHT_IN_SEOUL, tick=False):
            after = client.get("/en/trivia/").text

        assert "/leaderboard/2031-05-03" in before
        assert "/leaderboard/2031-05-04" in after

    @pytest.mark.usefixtures("game")
    def test_stays_through_the_midnight_of_utc(self, client: FlaskClient) -> None:
        midnight = datetime(2031, 5, 4, tzinfo=UTC)
        with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
            before = client.get("/en/trivia/").text
        with time_machine.travel(midnight, tick=False):
            after = client.get("/en/trivia/").text

        assert "/leaderboard/2031-05-04" in before
        assert "/leaderboard/2031-05-04" in after

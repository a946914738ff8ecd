import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.plays.models import TriviaRound
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.queries import DayMissing, RoundMissing, round_by_key, scheduled_day
from quizapp.trivia.service.starts import (
    ANY,
    NothingToAsk,
    PracticeFilter,
    start_challenge,
    start_past_day,
    start_practice,
    start_today,
)
from tests.trivia.conftest import NOW
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

TODAY = NOW.date()
EVERYTHING = 52


def round_count() -> int:
    return db.session.scalar(select(func.count()).select_from(TriviaRound)) or 0


class TestStartToday:
    def test_asks_everybody_the_same_in_an_order_of_their_own(self, player: TriviaPlayer) -> None:
        first, second = (round_by_key(player.begin_today()) for _ in range(2))

        assert first.item_ids == second.item_ids
        assert first.seed != second.seed
        assert (first.kind, first.day) == ("today", TODAY)

    def test_begins_one_round_for_one_attempt(self, player: TriviaPlayer) -> None:
        start = player.start()

        keys = {start_today(edition=player.edition, start=start) for _ in range(3)}

        assert len(keys) == 1
        assert round_count() == 1


class TestStartPractice:
    def start(self, player: TriviaPlayer, practice_filter: PracticeFilter) -> TriviaRound:
        rng = random.SystemRandom()
        start = player.start()
        key = start_practice(
            edition=player.edition, practice_filter=practice_filter, rng=rng, start=start
        )
        return round_by_key(key)

    @pytest.mark.parametrize("category", [ANY, "drama", "on-screen"])
    @pytest.mark.parametrize("watched", [0, 6, EVERYTHING])
    def test_asks_what_was_wished_for(
        self, player: TriviaPlayer, category: str, watched: int
    ) -> None:
        round_ = self.start(player, PracticeFilter(category, watched))

        items = [player.edition.content.item(id_) for id_ in round_.item_ids]
        assert all(item.spoiler_episode <= watched for item in items)
        assert {item.category for item in items} == {category} or category == ANY
        assert 1 <= len({item.id for item in items}) == len(items) <= 8

    def test_of_an_empty_wish_begins_nothing(self, player: TriviaPlayer) -> None:
        with pytest.raises(NothingToAsk):
            self.start(player, PracticeFilter("no-such-category", EVERYTHING))

        assert round_count() == 0


class TestStartPastDay:
    def test_asks_what_that_day_asked(self, player: TriviaPlayer) -> None:
        today = round_by_key(player.begin_today())
        player.now += timedelta(days=1)

        key = start_past_day(edition=player.edition, day=TODAY, start=player.start())

        past = round_by_key(key)
        assert (past.kind, past.day, past.item_ids) == ("practice", TODAY, today.item_ids)

    @pytest.mark.parametrize("days_later", [0, 1, 3])
    def test_refuses_days_that_are_not_over(self, player: TriviaPlayer, days_later: int) -> None:
        player.begin_today()
        day = TODAY + timedelta(days=days_later)
        assert scheduled_day(player.edition.quiz_id, day) is not None

        with pytest.raises(DayMissing):
            start_past_day(edition=player.edition, day=day, start=player.start())

    def test_refuses_days_that_had_no_round(self, player: TriviaPlayer) -> None:
        long_ago = TODAY - timedelta(days=4000)

        with pytest.raises(DayMissing):
            start_past_day(edition=player.edition, day=long_ago, start=player.start())


class TestStartChallenge:
    def test_asks_the_very_same_in_the_very_same_order(self, player: TriviaPlayer) -> None:
        origin = player.play_today()

        key = start_challenge(slug=origin.slug, start=player.start())

        taken = round_by_key(key)
        assert (taken.item_ids, taken.seed) == (origin.item_ids, origin.seed)
        assert (taken.kind, taken.day, taken.origin_id) == ("challenge", None, origin.id)

    def test_refuses_a_round_that_still_asks(self, player: TriviaPlayer) -> None:
        slug = round_by_key(player.begin_today()).slug

        with pytest.raises(RoundMissing):
            start_challenge(slug=slug, start=player.start())


def test_no_round_begins_without_items(edition: PublishedEdition, player: TriviaPlayer) -> None:
    with pytest.raises(NothingToAsk):
        start_practice(
            edition=edition,
            practice_filter=PracticeFilter("", -1),
            rng=random.SystemRandom(),
            start=player.start(),
        )

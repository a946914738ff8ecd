from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from quizapp.database.db import db, transaction
from quizapp.plays.models import (
    DayTally,
    ItemTally,
    OptionTally,
    TriviaResponse,
    TriviaRound,
    VisitTally,
)
from quizapp.trivia.queries import QuestionMissing, RoundMissing, round_by_key
from quizapp.trivia.service.answers import LONGEST_MS, AnsweredBefore, OutOfTurn, UnknownOption, ask
from quizapp.trivia.service.starts import start_challenge, start_today
from tests.races import raced, without_locks, without_unique
from tests.trivia.players import THINKING, TriviaPlayer

pytestmark = pytest.mark.storage


def total(counter: object) -> int:
    db.session.rollback()  # a read transaction still open would see the past
    return db.session.scalar(select(func.sum(counter))) or 0


def steps() -> dict[str, int]:
    db.session.rollback()  # a read transaction still open would see the past
    return {row.step: row.visit_count for row in db.session.scalars(select(VisitTally))}


def state(play_key: str) -> tuple[int, int, int, int]:
    db.session.rollback()  # a read transaction still open would see the past
    round_ = round_by_key(play_key)
    return round_.score, round_.right_count, round_.response_count, len(round_.responses)


class TestRespond:
    def test_grades_keeps_and_counts(self, player: TriviaPlayer) -> None:
        key = player.begin_today()

        player.respond(key, 1, right=True)

        round_ = round_by_key(key)
        [response] = round_.responses
        assert response.is_right
        assert 100 < response.points == round_.score <= 110
        assert response.elapsed_ms == THINKING.total_seconds() * 1000
        tally = db.session.get(ItemTally, response.item_id)
        assert tally is not None
        assert (tally.response_count, tally.right_count) == (1, 1)

    def test_gives_nothing_for_a_wrong_option(self, player: TriviaPlayer) -> None:
        key = player.begin_today()

        player.respond(key, 1, right=False)

        assert state(key) == (0, 0, 1, 1)

    def test_sent_again_changes_nothing(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        token = player.token(key, 1, right=True)
        player.now += THINKING
        player.send(key, 1, token)
        before = state(key), total(ItemTally.response_count), total(VisitTally.visit_count)

        player.send(key, 1, token)

        assert (state(key), *before[1:]) == before

    def test_of_another_option_leaves_the_first(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1, right=False)

        with pytest.raises(AnsweredBefore):
            player.respond(key, 1, right=True)

        assert state(key) == (0, 0, 1, 1)

    def test_waits_until_the_item_was_asked(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1)

        for position in (2, 3):
            with pytest.raises(OutOfTurn):
                player.respond(key, position)

        assert state(key)[2:] == (1, 1)

    @pytest.mark.parametrize("position", [0, -1, 9, 2**62])
    def test_needs_a_position_of_the_round(self, player: TriviaPlayer, position: int) -> None:
        key = player.begin_today()

        with pytest.raises(QuestionMissing):
            player.send(key, position, "whatever")

    def test_needs_a_round(self, player: TriviaPlayer) -> None:
        with pytest.raises(RoundMissing):
            player.send("nobody's", 1, "whatever")

    def test_refuses_options_of_other_items_and_rounds(self, player: TriviaPlayer) -> None:
        key, other = player.begin_today(), player.begin_today()
        strange = [player.token(other, 1, right=True), player.token(key, 2, right=True), "", "1"]

        for token in strange:
            with pytest.raises(UnknownOption):
                player.send(key, 1, token)

        assert state(key) == (0, 0, 0, 0)

    def test_ends_the_round_with_the_last_item(self, player: TriviaPlayer) -> None:
        round_ = player.play_today(right_count=5)

        assert round_.is_finished
        assert round_.finished_at == player.now
        assert (round_.right_count, round_.response_count) == (5, 8)
        assert round_.score == sum(response.points for response in round_.responses)

    def test_after_the_end_changes_nothing(self, player: TriviaPlayer) -> None:
        round_ = player.play_today(right_count=8)
        before = state(round_.play_key)

        with pytest.raises(AnsweredBefore):
            player.respond(round_.play_key, 8, right=False)
        with pytest.raises(QuestionMissing):
            player.send(round_.play_key, 9, "whatever")

        assert state(round_.play_key) == before

    @pytest.mark.parametrize(
        ("late", "elapsed_ms", "points"),
        [
            (timedelta(seconds=-30), 0, 110),
            (timedelta(hours=2), 7_200_000, 100),
            (timedelta(days=400), LONGEST_MS, 100),
        ],
    )
    def test_knows_only_the_clock_of_the_server(
        self, player: TriviaPlayer, late: timedelta, elapsed_ms: int, points: int
    ) -> None:
        key = player.begin_today()
        token = player.token(key, 1, right=True)
        player.now += late

        player.send(key, 1, token)

        [response] = round_by_key(key).responses
        assert (response.elapsed_ms, response.points) == (elapsed_ms, points)

    def test_gives_a_relaxed_round_five_points_of_speed(self, player: TriviaPlayer) -> None:
        key = start_today(edition=player.edition, start=player.start(is_relaxed=True))

        player.respond(key, 1)

        assert round_by_key(key).score == 105


class TestStatistics:
    def test_count_each_response_once_for_item_option_and_day(self, player: TriviaPlayer) -> None:
        player.play_today(right_count=5)

        assert total(ItemTally.response_count) == total(OptionTally.response_count) == 8
        assert total(ItemTally.right_count) == 5
        [day] = db.session.scalars(select(DayTally))
        assert (day.right_count, day.round_count) == (5, 1)

    def test_count_a_challenge_for_items_but_not_for_the_day(self, player: TriviaPlayer) -> None:
        origin = player.play_today()

        player.play(start_challenge(slug=origin.slug, start=player.start()), [True] * 8)

        assert total(ItemTally.response_count) == 16
        assert total(DayTally.round_count) == 1

    def test_leave_out_what_nobody_could_have_read(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        for position in range(1, 9):
            ask(play_key=key, position=position, now=player.now)
            player.now += timedelta(milliseconds=100)
            player.send(key, position, player.token(key, position, right=True))

        round_ = round_by_key(key)
        assert round_.is_hasty
        assert round_.right_count == 8
        assert total(ItemTally.response_count) == total(DayTally.round_count) == 0


class TestAsk:
    def test_starts_the_clock_once(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1)
        ask(play_key=key, position=2, now=player.now)
        shown_at = round_by_key(key).shown_at

        ask(play_key=key, position=2, now=player.now + timedelta(seconds=30))

        assert round_by_key(key).shown_at == shown_at

    def test_of_an_answered_item_changes_nothing(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1)

        ask(play_key=key, position=1, now=player.now)

        assert not round_by_key(key).is_waiting

    def test_refuses_to_run_ahead(self, player: TriviaPlayer) -> None:
        key = player.begin_today()

        with pytest.raises(OutOfTurn):
            ask(play_key=key, position=2, now=player.now)


class TestFunnel:
    """The server asks every item itself, so that nobody goes uncounted for want of scripts."""

    def test_counts_start_items_and_finish_of_a_round(self, player: TriviaPlayer) -> None:
        player.play_today()

        assert steps() == dict.fromkeys(
            ["start", *(f"item-{number}" for number in range(1, 9)), "finish"], 1
        )

    def test_shows_where_a_player_went_away(self, player: TriviaPlayer) -> None:
        player.play(player.begin_today(), [True] * 2)
        ask(play_key=player.begin_today(), position=1, now=player.now)

        assert steps() == {"start": 2, "item-1": 2, "item-2": 1}


@pytest.mark.usefixtures("patience")
class TestAtOnce:
    """What many clicks, tabs and servers do at the same moment."""

    def test_the_database_itself_refuses_a_second_row(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1)
        [first] = round_by_key(key).responses
        copy = {c.key: getattr(first, c.key) for c in TriviaResponse.__table__.c if c.key != "id"}

        with pytest.raises(IntegrityError), transaction():
            db.session.add(TriviaResponse(**copy))

    def test_32_times_asked_is_asked_once(self, game: Flask, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1)
        barrier = Barrier(32)

        def press(_: int) -> None:
            with game.app_context():
                barrier.wait()
                ask(play_key=key, position=2, now=player.now)

        with ThreadPoolExecutor(32) as threads:
            list(threads.map(press, range(32)))

        assert steps() == {"start": 1, "item-1": 1, "item-2": 1}

    @pytest.mark.slow
    def test_64_starts_of_one_attempt_are_one_round(
        self, game: Flask, player: TriviaPlayer
    ) -> None:
        start = player.start()
        barrier = Barrier(64)

        def click(_: int) -> str:
            with game.app_context():
                barrier.wait()
                return start_today(edition=player.edition, start=start)

        with ThreadPoolExecutor(64) as threads:
            keys = set(threads.map(click, range(64)))

        assert len(keys) == 1
        assert steps() == {"start": 1, "item-1": 1}
        assert db.session.scalar(select(func.count()).select_from(TriviaRound)) == 1

    def test_two_starts_without_the_guards_are_two_rounds_or_an_error(
        self, game: Flask, player: TriviaPlayer
    ) -> None:
        """The red twin."""
        start = player.start()

        def click() -> str:
            return start_today(edition=player.edition, start=start)

        start_today(edition=player.edition, start=player.start())  # the day has its questions
        with without_locks(), without_unique("trivia_round", "attempt"):
            outcomes = raced(game, click, click)

        assert len({str(outcome) for outcome in outcomes}) == 2

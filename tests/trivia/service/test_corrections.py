"""Corrections in play: today's round, rounds under way and played, and the points that are owed."""

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import Connection, select

from quizapp.config import house_day
from quizapp.database.db import db, waited_to_write
from quizapp.plays.models import DayTally, LeaderboardEntry, TriviaRound
from quizapp.quizzes.models import Edition, KeyCorrection
from quizapp.quizzes.queries import PublishedEdition, live_edition
from quizapp.trivia.publishing import ONLY_DAY, publish
from quizapp.trivia.queries import question, round_by_key, scheduled_day
from quizapp.trivia.service.answers import ADD_RESPONSE, ask
from quizapp.trivia.service.board import enter_board
from quizapp.trivia.service.corrections import ADD_POINTS
from quizapp.trivia.service.starts import start_challenge, start_past_day
from tests.trivia.corrected import change_key, change_wording, todays_first_item
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

SECOND_PASS = 2
"""The transaction after that of the correction."""


def publish_later(player: TriviaPlayer, *correct_now: int) -> PublishedEdition:
    player.now += timedelta(minutes=1)
    publish(quiz_slug="trivia", now=player.now, correct_now=correct_now)
    db.session.expire_all()
    return live_edition("trivia", "trivia")


def first_of_today(player: TriviaPlayer) -> TriviaRound:
    """The round of somebody who chooses the right option of its first item."""
    key = player.begin_today()
    player.respond(key, 1)
    return round_by_key(key)


def wrong_today(player: TriviaPlayer, nickname: str = "") -> tuple[str, int]:
    """Play a whole round with only the first response wrong; its key and the option chosen."""
    round_ = player.play(player.begin_today(), [False] + [True] * 7)
    if nickname:
        enter_board(play_key=round_.play_key, typed=nickname, now=player.now)
    return round_.play_key, round_.responses[0].option_id


class TestTodaysRound:
    def test_has_a_corrected_item_at_once(self, player: TriviaPlayer) -> None:
        item_id = todays_first_item(player)
        key, stem = change_key(item_id), "Whose crown, in fact?"
        change_wording(item_id, stem)

        live = publish_later(player, item_id)

        round_ = first_of_today(player)
        assert question(round_, 1).item.stem.en == stem
        assert (round_.responses[0].option_id, round_.responses[0].is_right) == (key, True)
        assert round_.edition_id == live.id

    def test_stays_as_it_is_where_the_change_is_no_correction(self, player: TriviaPlayer) -> None:
        item_id = todays_first_item(player)
        old = player.edition.content.item(item_id)
        change_key(item_id)
        change_wording(item_id)

        publish_later(player)

        round_ = first_of_today(player)
        assert question(round_, 1).item == old
        assert round_.responses[0].option_id == old.key.id
        assert db.session.scalars(select(KeyCorrection)).all() == []

    def test_has_only_what_is_a_correction(self, player: TriviaPlayer) -> None:
        first = todays_first_item(player)
        day = scheduled_day(player.edition.quiz_id, house_day(player.now))
        assert day is not None
        other = day.item_ids[1]
        change_wording(first, "A typo less?")
        change_wording(other, "Another question entirely?")

        live = publish_later(player, first)

        round_ = first_of_today(player)
        stems = [question(round_, position).item.stem.en for position in (1, 2)]
        assert stems == ["A typo less?", player.edition.content.item(other).stem.en]
        assert live.content.item(other).stem.en == "Another question entirely?"
        row = db.session.get_one(Edition, round_.edition_id)
        assert row.report == {ONLY_DAY: house_day(player.now).isoformat()}
        assert row.number < live.number

    def test_of_tomorrow_is_drawn_from_the_new_edition(self, player: TriviaPlayer) -> None:
        item_id = todays_first_item(player)
        change_wording(item_id)

        live = publish_later(player)

        tomorrow = scheduled_day(live.quiz_id, house_day(player.now) + timedelta(days=1))
        assert tomorrow is not None
        assert tomorrow.edition_id == live.id


class TestOtherRounds:
    def test_under_way_keep_their_wording_and_take_the_new_key(self, player: TriviaPlayer) -> None:
        item_id, begun = todays_first_item(player), player.begin_today()
        key = change_key(item_id)
        change_wording(item_id)

        publish_later(player, item_id)
        player.send(begun, 1, player.token_of(begun, 1, key))

        round_ = round_by_key(begun)
        assert round_.responses[0].is_right
        assert question(round_, 1).item.stem == player.edition.content.item(item_id).stem

    def test_of_a_friend_and_of_a_past_day_take_the_new_key(self, player: TriviaPlayer) -> None:
        played, chosen = wrong_today(player)
        slug, day = round_by_key(played).slug, house_day(player.now)
        change_key(round_by_key(played).item_ids[0], chosen)
        live = publish_later(player, round_by_key(played).item_ids[0])

        challenge = start_challenge(slug=slug, start=player.start())
        player.now += timedelta(days=1)
        past = start_past_day(edition=live, day=day, start=player.start())

        for key in (challenge, past):
            player.send(key, 1, player.token_of(key, 1, chosen))
            assert round_by_key(key).responses[0].is_right

    def test_are_left_alone_by_a_key_that_they_do_not_offer(self, player: TriviaPlayer) -> None:
        """A new option is the right one: whoever cannot choose it is graded as before."""
        item_id, begun = todays_first_item(player), player.begin_today()
        old = player.edition.content.item(item_id)
        db.session.add(
            KeyCorrection(
                item_id=item_id,
                old_option_id=old.key.id,
                new_option_id=10**6,
                corrected_at=player.now + timedelta(seconds=1),
            )
        )
        db.session.commit()

        player.send(begun, 1, player.token_of(begun, 1, old.key.id))

        assert round_by_key(begun).responses[0].is_right


class TestPoints:
    def test_go_to_who_chose_the_new_key_and_are_taken_from_nobody(
        self, player: TriviaPlayer
    ) -> None:
        right = player.play_today().play_key
        wrong, chosen = wrong_today(player)
        before = {key: round_by_key(key).score for key in (right, wrong)}
        item_id = round_by_key(wrong).item_ids[0]
        change_key(item_id, chosen)

        publish_later(player, item_id)

        given = round_by_key(wrong)
        assert given.responses[0].is_right
        assert 100 <= given.responses[0].points <= 110
        assert (given.right_count, given.score) == (8, before[wrong] + given.responses[0].points)
        assert (round_by_key(right).right_count, round_by_key(right).score) == (8, before[right])
        [row] = db.session.scalars(select(KeyCorrection))
        assert (row.response_count, row.points) == (1, given.responses[0].points)
        assert row.day == house_day(player.now)

    def test_reach_the_boards_and_the_histogram_of_the_day(self, player: TriviaPlayer) -> None:
        wrong, chosen = wrong_today(player, "Sunny")
        item_id = round_by_key(wrong).item_ids[0]
        change_key(item_id, chosen)

        publish_later(player, item_id)

        entries = db.session.scalars(select(LeaderboardEntry)).all()
        assert len(entries) == 2
        assert {(e.score, e.right_count) for e in entries} == {(round_by_key(wrong).score, 8)}
        tallies = {row.right_count: row.round_count for row in db.session.scalars(select(DayTally))}
        assert (tallies[7], tallies[8]) == (0, 1)

    def test_may_make_another_round_the_best_of_a_nickname(self, player: TriviaPlayer) -> None:
        better = player.play(player.begin_today(), [True] * 6 + [False] * 2)
        enter_board(play_key=better.play_key, typed="Sunny", now=player.now)
        worse = player.play(player.begin_today(), [False] * 4 + [True] * 4)
        keys = [better.play_key]
        enter_board(play_key=worse.play_key, typed="Sunny", now=player.now, earlier_keys=keys)
        item_ids = worse.item_ids[:4]
        for response in worse.responses[:4]:
            change_key(response.item_id, response.option_id)

        publish_later(player, *item_ids)

        entries = db.session.scalars(select(LeaderboardEntry)).all()
        assert {(e.round_id, e.right_count) for e in entries} == {(worse.id, 8)}
        assert round_by_key(better.play_key).right_count == 6

    def test_are_given_once(self, player: TriviaPlayer) -> None:
        wrong, chosen = wrong_today(player)
        item_id = round_by_key(wrong).item_ids[0]
        change_key(item_id, chosen)
        publish_later(player, item_id)
        score = round_by_key(wrong).score

        publish_later(player, item_id)

        assert round_by_key(wrong).score == score
        assert len(db.session.scalars(select(KeyCorrection)).all()) == 1

    def test_wait_for_a_correction(self, player: TriviaPlayer) -> None:
        """What is played stays as it is where an editor says that the question is another one."""
        wrong, chosen = wrong_today(player)
        score = round_by_key(wrong).score
        change_key(round_by_key(wrong).item_ids[0], chosen)

        publish_later(player)

        assert (round_by_key(wrong).score, round_by_key(wrong).right_count) == (score, 7)

    def test_of_a_response_come_on_top_of_what_was_given_meanwhile(
        self, player: TriviaPlayer
    ) -> None:
        """A correction between reading the round and adding the response to it loses nothing."""
        round_ = player.play(player.begin_today(), [False])
        key, gift = round_.play_key, {"which": round_.id, "given": 100}
        ask(play_key=key, position=2, now=player.now)

        def correct_meanwhile(connection: Connection, **_more: object) -> None:
            waited_to_write.disconnect(correct_meanwhile)
            connection.execute(ADD_POINTS, gift)

        with waited_to_write.connected_to(correct_meanwhile):
            player.respond(key, 2)

        round_ = round_by_key(key)
        assert (round_.right_count, round_.score) == (2, 100 + round_.responses[1].points)

    def test_go_to_what_was_being_graded_while_the_key_was_corrected(
        self, player: TriviaPlayer
    ) -> None:
        """Another worker stores a response by the old key just before it could see the new one."""
        item_id, begun = todays_first_item(player), player.begin_today()
        key, round_id = change_key(item_id), round_by_key(begun).id
        late = {"round_id": round_id, "position": 1, "item_id": item_id, "option_id": key}
        graded = {"is_right": False, "points": 0, "elapsed_ms": 6000, "answered_at": player.now}
        writes = count(1)

        def store(_sender: object, **_more: object) -> None:
            if next(writes) == SECOND_PASS:
                db.session.connection().execute(ADD_RESPONSE, late | graded)

        with waited_to_write.connected_to(store):
            publish_later(player, item_id)

        [response] = round_by_key(begun).responses
        assert response.is_right
        assert round_by_key(begun).score == response.points > 100

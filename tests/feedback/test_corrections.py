from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.feedback.service.corrections import ItemMissing, NotAnOption, correct_key, flag_item
from quizapp.plays.models import ItemTally
from quizapp.quizzes.models import Flag, FlagReason, Item, KeyCorrection, Option
from quizapp.quizzes.queries import live_edition
from quizapp.trivia.pages import review
from quizapp.trivia.publishing import publish
from quizapp.trivia.queries import round_by_key
from quizapp.trivia.service.answers import OutOfTurn, ask
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage


def flag(play_key: str, position: int, now: datetime) -> None:
    flag_item(
        play_key=play_key, position=position, reason=FlagReason.TYPO, note="Look here", now=now
    )


class TestFlagItem:
    def test_tells_the_editors_once(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1)

        for _ in range(2):
            flag(key, 1, player.now)

        [row] = db.session.scalars(select(Flag))
        assert row.item_id == round_by_key(key).item_ids[0]
        assert (row.reason, row.note, row.resolved_at) == ("typo", "Look here", None)

    def test_waits_for_the_response(self, player: TriviaPlayer) -> None:
        key = player.begin_today()

        with pytest.raises(OutOfTurn):
            flag(key, 1, player.now)

        assert db.session.scalar(select(func.count()).select_from(Flag)) == 0


class TestCorrectKey:
    def correct(self, player: TriviaPlayer, item_id: int) -> int:
        """Make the first distractor the key and return its id."""
        options = db.session.scalars(
            select(Option).where(Option.item_id == item_id, ~Option.is_key)
        ).all()
        player.now += timedelta(minutes=1)
        correct_key(
            item_id=item_id,
            option_id=options[0].id,
            now=player.now,
            note="The press had it wrong.",
            editor_name="Jisoo",
        )
        return options[0].id

    def test_grades_the_statistics_anew(self, player: TriviaPlayer) -> None:
        round_ = player.play_today(right_count=8)
        wrong = player.play_today(right_count=0)
        item_id = round_.item_ids[0]
        chosen = wrong.responses[0].option_id

        correct_key(item_id=item_id, option_id=chosen, now=player.now)

        tally = db.session.get(ItemTally, item_id, populate_existing=True)
        assert tally is not None
        assert (tally.response_count, tally.right_count) == (2, 1)
        assert [o.id for o in db.session.get_one(Item, item_id).options if o.is_key] == [chosen]

    def test_of_what_nobody_chose_leaves_nobody_right(self, player: TriviaPlayer) -> None:
        round_ = player.play_today(right_count=8)

        self.correct(player, round_.item_ids[0])

        tally = db.session.get(ItemTally, round_.item_ids[0], populate_existing=True)
        assert tally is not None
        assert (tally.response_count, tally.right_count) == (1, 0)

    def test_leaves_an_audit_line(self, player: TriviaPlayer) -> None:
        item_id = player.edition.content.items[0].id
        old = player.edition.content.items[0].key.id

        new = self.correct(player, item_id)

        [row] = db.session.scalars(select(KeyCorrection))
        assert (row.item_id, row.old_option_id, row.new_option_id) == (item_id, old, new)
        assert (row.corrected_by, row.corrected_at) == ("Jisoo", player.now)

    def test_says_so_on_affected_reviews_and_leaves_their_scores(
        self, player: TriviaPlayer
    ) -> None:
        round_ = player.play_today(right_count=8)
        score, before = round_.score, review(play_key=round_.play_key, language="en")

        self.correct(player, round_.item_ids[0])

        first, *others = review(play_key=round_.play_key, language="en")
        assert others == before[1:]
        assert first.corrected is not None
        assert first.corrected.old_key == before[0].key != first.key
        assert first.corrected.note == "The press had it wrong."
        assert (first.is_right, first.points) == (True, before[0].points)
        assert round_by_key(round_.play_key).score == score

    def test_grades_rounds_under_way_by_the_new_key(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.respond(key, 1)
        new = self.correct(player, round_by_key(key).item_ids[1])
        ask(play_key=key, position=2, now=player.now)

        player.respond(key, 2, right=True)

        response = round_by_key(key).responses[1]
        assert (response.option_id, response.is_right) == (new, True)

    def test_is_part_of_the_next_edition(self, player: TriviaPlayer) -> None:
        item_id = player.edition.content.items[0].id
        new = self.correct(player, item_id)

        publish(quiz_slug="trivia", now=player.now)

        assert live_edition("trivia", "trivia").content.item(item_id).key.id == new

    def test_to_the_same_key_changes_nothing(self, player: TriviaPlayer) -> None:
        item = player.edition.content.items[0]

        correct_key(item_id=item.id, option_id=item.key.id, now=player.now)

        assert db.session.scalar(select(func.count()).select_from(KeyCorrection)) == 0

    def test_needs_an_item_and_one_of_its_options(self, player: TriviaPlayer) -> None:
        item, other = player.edition.content.items[:2]

        with pytest.raises(ItemMissing):
            correct_key(item_id=10**6, option_id=item.key.id, now=player.now)
        with pytest.raises(NotAnOption):
            correct_key(item_id=item.id, option_id=other.key.id, now=player.now)

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.auth.models import Editor
from quizapp.config import house_day
from quizapp.database.db import db, transaction
from quizapp.editing.queries import history
from quizapp.feedback.service.corrections import (
    ItemMissing,
    NotAnOption,
    NotAsked,
    NotReady,
    correct_key,
    flag_item,
)
from quizapp.plays.models import ItemTally
from quizapp.quizzes.models import Flag, FlagReason, Item, KeyCorrection, Option
from quizapp.quizzes.queries import live_edition
from quizapp.trivia.correction_view_models import Reworded
from quizapp.trivia.pages import review
from quizapp.trivia.publishing import publish
from quizapp.trivia.queries import question, round_by_key
from quizapp.trivia.service.answers import OutOfTurn, ask
from tests.editors import add_editor
from tests.trivia.corrected import change_wording, todays_first_item
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


@pytest.fixture
def jisoo(game: Flask) -> Editor:
    return add_editor("Jisoo")


def change(player: TriviaPlayer, jisoo: Editor, item_id: int, option_id: int = 0) -> int:
    """Make the option, or the first wrong one, the key and return its id."""
    wrong = select(Option.id).where(Option.item_id == item_id, ~Option.is_key)
    option_id = option_id or db.session.scalars(wrong.order_by(Option.position)).all()[0]
    player.now += timedelta(minutes=1)
    correct_key(
        item_id=item_id,
        option_id=option_id,
        author=jisoo,
        now=player.now,
        note="The press had it wrong.",
    )
    db.session.expire_all()
    return option_id


class TestCorrectKey:
    def test_grades_the_statistics_anew(self, player: TriviaPlayer, jisoo: Editor) -> None:
        round_ = player.play_today(right_count=8)
        wrong = player.play_today(right_count=0)
        item_id = round_.item_ids[0]
        chosen = wrong.responses[0].option_id

        change(player, jisoo, item_id, chosen)

        tally = db.session.get(ItemTally, item_id, populate_existing=True)
        assert tally is not None
        assert (tally.response_count, tally.right_count) == (2, 1)
        assert [o.id for o in db.session.get_one(Item, item_id).options if o.is_key] == [chosen]

    def test_of_what_nobody_chose_leaves_nobody_right_in_the_statistics(
        self, player: TriviaPlayer, jisoo: Editor
    ) -> None:
        round_ = player.play_today(right_count=8)

        change(player, jisoo, round_.item_ids[0])

        tally = db.session.get(ItemTally, round_.item_ids[0], populate_existing=True)
        assert tally is not None
        assert (tally.response_count, tally.right_count) == (1, 0)

    def test_leaves_an_audit_line_and_a_state_in_the_history(
        self, player: TriviaPlayer, jisoo: Editor
    ) -> None:
        item_id = player.edition.content.items[0].id
        old = player.edition.content.items[0].key.id

        new = change(player, jisoo, item_id)

        [row] = db.session.scalars(select(KeyCorrection))
        assert (row.item_id, row.old_option_id, row.new_option_id) == (item_id, old, new)
        assert (row.corrected_by, row.corrected_at) == ("Jisoo", player.now)
        [newest, _first] = history("item", item_id)
        assert newest.editor_name == "Jisoo"
        assert {found.path[-1] for found in newest.differences} == {"is_key"}

    @pytest.mark.parametrize("right_count", [8, 0])
    def test_says_so_on_affected_reviews_and_takes_nothing(
        self, player: TriviaPlayer, jisoo: Editor, right_count: int
    ) -> None:
        round_ = player.play_today(right_count)
        score, before = round_.score, review(play_key=round_.play_key, language="en").items

        chosen = round_.responses[0].option_id

        change(player, jisoo, round_.item_ids[0], 0 if right_count else chosen)

        first, *others = review(play_key=round_.play_key, language="en").items
        assert others == before[1:]
        assert first.corrected is not None
        assert first.corrected.old_key == before[0].key != first.key
        assert first.corrected.note == "The press had it wrong."
        assert first.is_right
        assert first.corrected.effect == ("kept" if right_count else "given")
        gain = 0 if right_count else first.points
        assert round_by_key(round_.play_key).score == score + gain

    def test_grades_rounds_under_way_by_the_new_key(
        self, player: TriviaPlayer, jisoo: Editor
    ) -> None:
        key = player.begin_today()
        player.respond(key, 1)
        new = change(player, jisoo, round_by_key(key).item_ids[1])
        ask(play_key=key, position=2, now=player.now)

        player.respond(key, 2, right=True)

        response = round_by_key(key).responses[1]
        assert (response.option_id, response.is_right) == (new, True)

    def test_publishes_the_item_and_nothing_else(self, player: TriviaPlayer, jisoo: Editor) -> None:
        item, other = player.edition.content.items[:2]
        change_wording(other.id, "Not to be published yet?")

        new = change(player, jisoo, item.id)

        live = live_edition("trivia", "trivia").content
        assert live.item(item.id).key.id == new
        assert live.item(other.id) == other

    def test_brings_a_wording_that_was_saved(self, player: TriviaPlayer, jisoo: Editor) -> None:
        played = player.play_today()
        item_id = played.item_ids[0]
        change_wording(item_id, "A typo less?")
        key = player.edition.content.item(item_id).key.id

        change(player, jisoo, item_id, key)

        assert question(round_by_key(player.begin_today()), 1).item.stem.en == "A typo less?"
        [row] = db.session.scalars(select(KeyCorrection))
        assert not row.is_of_key
        first, second, *_ = review(play_key=played.play_key, language="en").items
        assert first.reworded == Reworded(house_day(player.now), "The press had it wrong.")
        assert (first.corrected, second.reworded) == (None, None)

    def test_of_a_retired_item_reaches_the_round_that_has_it(
        self, player: TriviaPlayer, jisoo: Editor
    ) -> None:
        item_id = todays_first_item(player)
        with transaction():
            db.session.get_one(Item, item_id).retired_at = player.now

        new = change(player, jisoo, item_id)

        key = player.begin_today()
        player.send(key, 1, player.token_of(key, 1, new))
        assert round_by_key(key).responses[0].is_right

    def test_to_the_same_key_changes_nothing(self, player: TriviaPlayer, jisoo: Editor) -> None:
        item = player.edition.content.items[0]

        change(player, jisoo, item.id, item.key.id)

        assert db.session.scalar(select(func.count()).select_from(KeyCorrection)) == 0
        assert live_edition("trivia", "trivia").number == player.edition.number

    def test_needs_an_item_that_is_ready_and_one_of_its_options(
        self, player: TriviaPlayer, jisoo: Editor
    ) -> None:
        item, other = player.edition.content.items[:2]

        with pytest.raises(ItemMissing):
            change(player, jisoo, 10**6, item.key.id)
        with pytest.raises(NotAnOption):
            change(player, jisoo, item.id, other.key.id)
        with transaction():
            db.session.get_one(Item, item.id).is_draft = True
        with pytest.raises(NotReady):
            change(player, jisoo, item.id)

    def test_of_what_nobody_is_asked_saves_nothing(
        self, player: TriviaPlayer, jisoo: Editor
    ) -> None:
        item = player.edition.content.items[0]
        with transaction():
            db.session.get_one(Item, item.id).retired_at = player.now
        publish(quiz_slug="trivia", now=player.now)

        with pytest.raises(NotAsked):
            change(player, jisoo, item.id)

        options = db.session.get_one(Item, item.id, populate_existing=True).options
        assert [option.id for option in options if option.is_key] == [item.key.id]

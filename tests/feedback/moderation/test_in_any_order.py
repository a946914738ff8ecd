"""What moderators, players and corrections do to one round, in orders that nobody plans."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.database.db import db
from quizapp.feedback.moderation.service import deletions, names, record
from quizapp.plays.models import LeaderboardEntry
from quizapp.quizzes.models import Item
from quizapp.sharing.service import delete_round
from quizapp.trivia.publishing import correct_item
from tests.feedback.conftest import NOW
from tests.feedback.moderation.conftest import Enter, shown_names
from tests.trivia.corrected import change_key
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

BY: dict[str, Any] = {"reason": "", "by": "Sunny", "now": NOW}


@pytest.fixture
def quiz_id(player: TriviaPlayer) -> int:
    return player.edition.quiz_id


def undo(record_id: int) -> None:
    record.restore(record_id=record_id, by="Hae-ra", now=NOW)


class TestRoundThatIsBack:
    def test_has_the_name_that_its_player_was_given_since(
        self, quiz_id: int, enter: Enter, player: TriviaPlayer, tmp_path: Path
    ) -> None:
        better = enter("Rude Rabbit", 8)
        player.now += timedelta(days=1)
        enter("Rude Rabbit", 5, better.play_key)
        done = deletions.delete(slug=better.slug, cards=tmp_path, **BY)
        names.rename(quiz_id=quiz_id, key="rude rabbit", typed="Nice", **BY)

        undo(done.id)

        assert shown_names() == ["Nice"]
        [best] = db.session.scalars(
            select(LeaderboardEntry.round_id).where(LeaderboardEntry.board.endswith("/all"))
        )
        assert best == better.id

    def test_is_hidden_like_the_others_of_its_player(
        self, quiz_id: int, enter: Enter, player: TriviaPlayer, tmp_path: Path
    ) -> None:
        better = enter("Moon", 8)
        player.now += timedelta(days=1)
        enter("Moon", 5, better.play_key)
        done = deletions.delete(slug=better.slug, cards=tmp_path, **BY)
        names.hide_name(quiz_id=quiz_id, key="moon", **BY)

        undo(done.id)

        assert shown_names() == shown_names(str(NOW.date())) == []

    def test_does_not_take_the_name_from_whoever_has_it_now(
        self, enter: Enter, tmp_path: Path
    ) -> None:
        first = enter("Moon", 8)
        done = deletions.delete(slug=first.slug, cards=tmp_path, **BY)
        second = enter("Moon", 3)

        with pytest.raises(record.ChangedSince):
            undo(done.id)

        [best] = db.session.scalars(
            select(LeaderboardEntry.round_id).where(LeaderboardEntry.board.endswith("/all"))
        )
        assert best == second.id


class TestRoundThatItsPlayerDeleted:
    def test_stays_off_when_hiding_is_undone(
        self, quiz_id: int, enter: Enter, tmp_path: Path
    ) -> None:
        round_ = enter("Moon")
        done = names.hide_name(quiz_id=quiz_id, key="moon", **BY)
        delete_round(play_key=round_.play_key, cards=tmp_path, now=NOW)

        undo(done.id)

        assert shown_names() == shown_names(str(NOW.date())) == []

    def test_stays_off_when_removing_is_undone(
        self, quiz_id: int, enter: Enter, tmp_path: Path
    ) -> None:
        round_ = enter("Moon")
        done = names.remove_name(quiz_id=quiz_id, key="moon", **BY)
        delete_round(play_key=round_.play_key, cards=tmp_path, now=NOW)

        with pytest.raises(record.ChangedSince):
            undo(done.id)

        assert shown_names() == []

    def test_leaves_its_place_to_another_round_of_the_day(
        self, enter: Enter, tmp_path: Path
    ) -> None:
        better = enter("Moon", 8)
        enter("Moon", 5, better.play_key)

        delete_round(play_key=better.play_key, cards=tmp_path, now=NOW)

        assert shown_names() == shown_names(str(NOW.date())) == ["Moon"]


class TestCorrection:
    def test_gives_no_points_to_whoever_has_the_name_of_a_removed_round(
        self, quiz_id: int, enter: Enter, player: TriviaPlayer
    ) -> None:
        first = enter("Moon", 7)
        names.remove_name(quiz_id=quiz_id, key="moon", **BY)
        second = enter("Moon", 2)
        wrong = next(response for response in first.responses if not response.is_right)
        change_key(wrong.item_id, wrong.option_id)

        correct_item(db.session.get_one(Item, wrong.item_id), now=player.now + timedelta(minutes=5))

        entries = db.session.scalars(select(LeaderboardEntry)).all()
        assert {entry.round_id for entry in entries} == {second.id}

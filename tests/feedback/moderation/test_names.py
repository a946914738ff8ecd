"""Nicknames on boards: hide, show, rename, remove, and undo it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.database.db import db
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.feedback.moderation.service import names, record
from quizapp.maintenance import retention
from quizapp.plays.models import LeaderboardEntry, TriviaRound
from quizapp.trivia.nickname import NicknameProblem
from quizapp.trivia.pages import challenge
from quizapp.trivia.service.board import NamedBefore, NicknameRefused, enter_board
from quizapp.trivia.service.moderation import DoneAlready, NameGone, NameTaken
from tests.feedback.conftest import NOW
from tests.feedback.moderation.conftest import Enter, shown_names
from tests.trivia.players import TriviaPlayer

BY: dict[str, Any] = {"reason": "A slur.", "by": "Sunny", "now": NOW}


@pytest.fixture
def quiz_id(player: TriviaPlayer) -> int:
    return player.edition.quiz_id


def undo(done: ModerationRecord) -> None:
    record.restore(record_id=done.id, by="Hae-ra", now=NOW)


@pytest.mark.storage
class TestHide:
    def test_takes_the_name_from_boards_and_pages(self, quiz_id: int, enter: Enter) -> None:
        round_ = enter("Moon Rabbit")
        enter("Sun")

        names.hide_name(quiz_id=quiz_id, key="moon rabbit", **BY)

        assert shown_names() == shown_names(str(NOW.date())) == ["Sun"]
        assert challenge(round_.slug).side.nickname == ""

    def test_leaves_a_record_that_undoes_it(self, quiz_id: int, enter: Enter) -> None:
        round_ = enter("Moon Rabbit")
        done = names.hide_name(quiz_id=quiz_id, key="moon rabbit", **BY)
        assert (done.act, done.subject, done.reason, done.done_by, done.done_at) == (
            "hide",
            "Moon Rabbit",
            "A slur.",
            "Sunny",
            NOW,
        )

        undo(done)

        assert shown_names() == ["Moon Rabbit"]
        assert challenge(round_.slug).side.nickname == "Moon Rabbit"
        assert (done.restored_by, done.restored_at, done.kept) == ("Hae-ra", NOW, None)

    def test_is_done_once(self, quiz_id: int, enter: Enter) -> None:
        enter("Moon")
        names.hide_name(quiz_id=quiz_id, key="moon", **BY)

        with pytest.raises(DoneAlready):
            names.hide_name(quiz_id=quiz_id, key="moon", **BY)
        with pytest.raises(NameGone):
            names.hide_name(quiz_id=quiz_id, key="nobody", **BY)

    def test_keeps_the_player_from_the_same_and_from_another_name(
        self, quiz_id: int, enter: Enter, player: TriviaPlayer
    ) -> None:
        round_ = enter("Moon")
        names.hide_name(quiz_id=quiz_id, key="moon", **BY)

        with pytest.raises(NamedBefore):
            enter_board(play_key=round_.play_key, typed="Sun", now=player.now)
        with pytest.raises(NicknameRefused):
            enter("Moon", earlier=round_.play_key)


class TestRename:
    def test_moves_every_entry_and_round(
        self, quiz_id: int, enter: Enter, player: TriviaPlayer
    ) -> None:
        first = enter("Moon", right_count=5)
        player.now += timedelta(days=1)
        second = enter("moon", right_count=8, earlier=first.play_key)

        done = names.rename(quiz_id=quiz_id, key="moon", typed="Quiet  Friend", **BY)

        assert shown_names() == shown_names(str(NOW.date())) == ["Quiet Friend"]
        sides = [challenge(each.slug).side.nickname for each in (first, second)]
        assert sides == ["Quiet Friend"] * 2
        assert enter("quiet friend", earlier=first.play_key).nickname == "quiet friend"

        undo(done)

        assert set(shown_names()) == {"moon"}

    def test_shows_a_hidden_name_again(self, quiz_id: int, enter: Enter) -> None:
        enter("Moon")
        names.hide_name(quiz_id=quiz_id, key="moon", **BY)

        done = names.rename(quiz_id=quiz_id, key="moon", typed="Friend", **BY)

        assert shown_names() == ["Friend"]
        undo(done)
        assert shown_names() == []

    @pytest.mark.parametrize(
        ("typed", "problem"),
        [
            ("\u200b", NicknameProblem.INVISIBLE),
            ("x" * 25, NicknameProblem.TOO_LONG),
            ("h1tler", NicknameProblem.REFUSED_WORD),
        ],
    )
    def test_keeps_the_rules_for_names(
        self, quiz_id: int, enter: Enter, typed: str, problem: NicknameProblem
    ) -> None:
        enter("Moon")

        with pytest.raises(names.NewNameRefused) as refusal:
            names.rename(quiz_id=quiz_id, key="moon", typed=typed, **BY)

        assert refusal.value.problems == [problem]
        assert shown_names() == ["Moon"]

    def test_takes_no_other_players_name(self, quiz_id: int, enter: Enter) -> None:
        enter("Moon")
        enter("Sun")

        with pytest.raises(NameTaken):
            names.rename(quiz_id=quiz_id, key="moon", typed="ｓｕｎ", **BY)

        assert set(shown_names()) == {"Moon", "Sun"}

    def test_may_change_no_more_than_the_case(self, quiz_id: int, enter: Enter) -> None:
        enter("Moon")

        names.rename(quiz_id=quiz_id, key="moon", typed="MOON", **BY)

        assert shown_names() == ["MOON"]


@pytest.mark.storage
class TestRemove:
    def test_frees_the_name_and_keeps_the_rounds_without_it(
        self, quiz_id: int, enter: Enter, player: TriviaPlayer
    ) -> None:
        round_ = enter("Moon")

        names.remove_name(quiz_id=quiz_id, key="moon", **BY)

        assert db.session.scalars(select(LeaderboardEntry)).all() == []
        assert challenge(round_.slug).side.nickname == ""
        enter_board(play_key=round_.play_key, typed="Moon", now=player.now)
        assert shown_names() == []
        enter("Moon")
        assert shown_names() == ["Moon"]

    def test_is_undone_with_every_entry_as_it_was(self, quiz_id: int, enter: Enter) -> None:
        round_ = enter("Moon")
        before = rows()
        done = names.remove_name(quiz_id=quiz_id, key="moon", **BY)

        undo(done)

        assert rows() == before
        assert challenge(round_.slug).side.nickname == "Moon"

    def test_is_not_undone_over_somebody_elses_entry(self, quiz_id: int, enter: Enter) -> None:
        enter("Moon")
        done = names.remove_name(quiz_id=quiz_id, key="moon", **BY)
        enter("moon")

        with pytest.raises(record.ChangedSince):
            undo(done)

        assert shown_names() == ["moon"]
        assert done.restored_at is None

    def test_proves_nothing_to_the_next_who_takes_the_name(
        self, quiz_id: int, enter: Enter, player: TriviaPlayer
    ) -> None:
        old = enter("Moon")
        names.remove_name(quiz_id=quiz_id, key="moon", **BY)
        enter("Moon")
        player.now += timedelta(days=1)

        with pytest.raises(Exception, match="nickname-taken"):
            enter("Moon", earlier=old.play_key)


class TestAfterThirtyDays:
    def test_nothing_is_undone(self, quiz_id: int, enter: Enter) -> None:
        enter("Moon")
        done = names.remove_name(quiz_id=quiz_id, key="moon", **BY)

        with pytest.raises(record.NotRestorable):
            record.restore(record_id=done.id, by="Sunny", now=NOW + timedelta(days=30))

    def test_a_purge_forgets_the_name_for_good(self, quiz_id: int, enter: Enter) -> None:
        round_ = enter("Moon")
        done = names.remove_name(quiz_id=quiz_id, key="moon", **BY)

        assert purge(NOW + timedelta(days=29)) == 0
        assert purge(NOW + timedelta(days=30)) == 1
        assert purge(NOW + timedelta(days=31)) == 0

        row = db.session.get_one(TriviaRound, round_.id, populate_existing=True)
        assert (row.nickname, done.subject, done.kept) == ("", "", None)
        assert (done.act, done.done_by, done.reason) == ("remove", "Sunny", "A slur.")


def purge(now: datetime) -> int:
    return retention.purge(now=now)["moderated"]


def rows() -> list[dict[str, Any]]:
    columns = LeaderboardEntry.__table__.columns
    found = db.session.scalars(select(LeaderboardEntry).order_by(LeaderboardEntry.board))
    return [{column.name: getattr(row, column.name) for column in columns} for row in found]

"""Two at once at the desk, and an editor and a player at once."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.feedback.moderation.service import names, record
from quizapp.trivia.service.board import enter_board
from quizapp.trivia.service.moderation import DoneAlready, NameGone
from tests.feedback.conftest import NOW
from tests.feedback.moderation.conftest import Enter, shown_names
from tests.races import raced, without_locks
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

BY: dict[str, Any] = {"reason": "A slur.", "by": "Sunny", "now": NOW}


def kinds(outcomes: list[object]) -> Counter[str]:
    return Counter(type(outcome).__name__ for outcome in outcomes)


def test_two_who_hide_one_name_leave_one_record(
    game: Flask, enter: Enter, player: TriviaPlayer
) -> None:
    enter("Moon")
    hide = partial(names.hide_name, quiz_id=player.edition.quiz_id, key="moon", **BY)

    outcomes = raced(game, hide, hide)

    assert kinds(outcomes) == {ModerationRecord.__name__: 1, DoneAlready.__name__: 1}
    assert db.session.scalar(select(func.count()).select_from(ModerationRecord)) == 1


def test_without_locks_they_would_leave_two(
    game: Flask, enter: Enter, player: TriviaPlayer
) -> None:
    """The red twin."""
    enter("Moon")
    hide = partial(names.hide_name, quiz_id=player.edition.quiz_id, key="moon", **BY)

    with without_locks():
        outcomes = raced(game, hide, hide)

    assert DoneAlready.__name__ not in kinds(outcomes)


def test_a_name_that_is_removed_while_it_is_renamed_is_one_of_both(
    game: Flask, enter: Enter, player: TriviaPlayer
) -> None:
    enter("Moon")
    which: dict[str, Any] = {"quiz_id": player.edition.quiz_id, "key": "moon", **BY}

    outcomes = raced(
        game,
        partial(names.rename, typed="Friend", **which),
        partial(names.remove_name, **which),
    )

    assert kinds(outcomes) == {ModerationRecord.__name__: 1, NameGone.__name__: 1}
    renamed = isinstance(outcomes[0], ModerationRecord)
    assert shown_names() == (["Friend"] if renamed else [])


def test_what_two_undo_is_undone_once(game: Flask, enter: Enter, player: TriviaPlayer) -> None:
    enter("Moon")
    done = names.remove_name(quiz_id=player.edition.quiz_id, key="moon", **BY)
    undo = partial(record.restore, record_id=done.id, by="Hae-ra", now=NOW)

    outcomes = raced(game, undo, undo)

    assert kinds(outcomes) == {ModerationRecord.__name__: 1, record.NotRestorable.__name__: 1}
    assert shown_names() == ["Moon"]


def test_a_name_that_is_hidden_while_its_player_enters_another_day_is_hidden_there_too(
    game: Flask, enter: Enter, player: TriviaPlayer
) -> None:
    first = enter("Moon")
    player.now += timedelta(days=1)
    second = player.play_today()
    enter_again = partial(
        enter_board,
        play_key=second.play_key,
        typed="Moon",
        now=player.now,
        earlier_keys=[first.play_key],
    )

    raced(
        game,
        partial(names.hide_name, quiz_id=player.edition.quiz_id, key="moon", **BY),
        enter_again,
    )

    assert shown_names() == []
    assert shown_names(str(player.now.date())) == []

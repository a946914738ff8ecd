"""The editors' list of words: new names, names on boards, undoing it."""

from typing import Any

import pytest

from quizapp.feedback.moderation.service import names, record, words
from quizapp.trivia.service.board import NicknameRefused
from quizapp.trivia.service.words import WordMissing, WordRefused, WordThere, words_added
from tests.feedback.conftest import NOW
from tests.feedback.moderation.conftest import Enter, shown_names
from tests.trivia.players import TriviaPlayer

BY: dict[str, Any] = {"reason": "", "by": "Sunny", "now": NOW}


def add(word: str, kind: str = "inside") -> int:
    found = words.found_with(word, kind)
    return words.add_word(word=word, kind=kind, found=found, **BY).id


def test_a_word_refuses_new_names_and_hides_old_ones(enter: Enter) -> None:
    for name in ("Moon R4bbit", "r.a.b.b.i.t", "Sun"):
        enter(name)

    add("rabbit")

    assert shown_names() == ["Sun"]
    with pytest.raises(NicknameRefused):
        enter("RABBITS")


def test_a_word_of_its_own_leaves_longer_ones(enter: Enter) -> None:
    enter("Moon")
    enter("Moonlight")

    add("moon", "alone")

    assert shown_names() == ["Moonlight"]


def test_undone_it_shows_what_it_hid_and_nothing_else(enter: Enter, player: TriviaPlayer) -> None:
    enter("Rabbit")
    enter("Rabbits")
    names.hide_name(quiz_id=player.edition.quiz_id, key="rabbits", reason="x", by="Sunny", now=NOW)
    record_id = add("rabbit")

    record.restore(record_id=record_id, by="Sunny", now=NOW)

    assert shown_names() == ["Rabbit"]
    assert words_added() == []


def test_removed_and_put_back_it_says_the_same(enter: Enter, player: TriviaPlayer) -> None:
    add("rabbit", "alone")
    done = words.remove_word(word="rabbit", **BY)
    assert words_added() == []
    enter("Rabbit")

    record.restore(record_id=done.id, by="Hae-ra", now=NOW)

    assert [(row.word, row.kind) for row in words_added()] == [("rabbit", "alone")]


def test_an_allowed_word_lets_names_pass(enter: Enter) -> None:
    add("hitler", "allowed")

    assert enter("Hitler").nickname == "Hitler"


def test_is_checked_before_it_is_added(player: TriviaPlayer) -> None:
    add("rabbit")

    with pytest.raises(WordThere):
        add("rabbit", "alone")
    with pytest.raises(WordRefused):
        add("ass")
    with pytest.raises(WordMissing):
        words.remove_word(word="moon", **BY)


def test_names_from_before_the_list_are_found_and_hidden(
    enter: Enter, player: TriviaPlayer
) -> None:
    add("hitler", "allowed")
    enter("Hitler")
    enter("Sun")
    words.remove_word(word="hitler", **BY)

    done = names.hide_found(by="command line", now=NOW)

    assert done
    assert (done.subject, done.hidden_names) == ("Hitler", ["Hitler"])
    assert shown_names() == ["Sun"]
    assert names.hide_found(by="command line", now=NOW) is None

"""A quiz as its rows are now, examined."""

from dataclasses import replace

import pytest
from flask import Flask

from quizapp.publishing.balance import balance_if, examine, speaking, translated, with_item
from quizapp.quizzes.content import OptionContent, QuizContent
from quizapp.quizzes.queries import content_now, quiz_by_slug
from quizapp.texts import Localized


@pytest.fixture
def content(game: Flask) -> QuizContent:
    return content_now(quiz_by_slug("mood"))


class TestTranslated:
    def test_follows_items_and_options_by_their_id(self, content: QuizContent) -> None:
        turned = replace(
            content,
            items=tuple(
                replace(item, options=item.options[::-1]) for item in reversed(content.items)
            ),
        )
        answers = (0, *(None for _item in content.items[1:]))

        assert translated(content, answers, turned) == (*(None for _i in content.items[1:]), 3)

    def test_leaves_out_what_is_gone(self, content: QuizContent) -> None:
        shorter = replace(content, items=content.items[1:])
        answers = tuple(1 for _item in content.items)

        assert translated(content, answers, shorter) == answers[1:]


class TestWithItem:
    def test_replaces_the_item_of_the_same_id(self, content: QuizContent) -> None:
        changed = replace(content.items[2], slug="changed")

        assert with_item(content, changed).items[2] == changed

    def test_adds_one_that_is_new(self, content: QuizContent) -> None:
        new = replace(content.items[2], id=0)

        assert with_item(content, new).items == (*content.items, new)


class TestSpeaking:
    def test_is_loudest_for_the_track_of_the_theme(self, content: QuizContent) -> None:
        options = (*content.items[0].options[:-1], OptionContent(0, Localized(), {"suspense": 4}))
        item = replace(content.items[0], options=options)

        voices = speaking(content, item)[-1]

        loudest = content.track(max(voices, key=lambda slug: voices[slug]))
        assert loudest.profile["suspense"] == 5

    def test_of_a_quiz_without_tracks_is_silent(self, content: QuizContent) -> None:
        empty = replace(content, tracks=())

        assert speaking(empty, content.items[0]) == [{}, {}, {}, {}]


class TestBalanceIf:
    def test_of_no_change_is_the_balance_itself(self, content: QuizContent) -> None:
        examined = examine(content)
        option = examined.content.items[0].options[0]
        theme, weight = next(iter(option.weights.items()))

        assert (
            balance_if(examined, option_id=option.id, theme=theme, weight=weight)
            == examined.balance
        )

    def test_moves_shares_and_leaves_the_quiz(self, content: QuizContent) -> None:
        examined = examine(content)
        before = examined.balance

        after = balance_if(
            examined, option_id=content.items[0].options[0].id, theme="mischief", weight=4
        )

        assert after.random.shares != before.random.shares
        assert examined.balance == before

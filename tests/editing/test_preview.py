"""The preview of an item: played by the rules of the game, kept nowhere."""

from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp.database.db import db
from quizapp.mood.flow import Decider, next_step
from quizapp.mood.publishing import PlayableEdition, playable
from quizapp.mood.sheet import Sheet
from quizapp.plays.models import MoodResult, OptionTally, OutcomeTally
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Item, Quiz
from quizapp.quizzes.queries import live_edition
from tests.admin_pages import FormFiller
from tests.editors import EditorClient

Answers = dict[str, str]


@pytest.fixture
def live(game: Flask) -> PlayableEdition:
    return playable(live_edition("mood", QuizKind.MOOD).id)


def path_of(edition: PlayableEdition) -> str:
    """The preview of an item that is asked first anyway: the previewed quiz is the live one."""
    return f"/items/{edition.content.items[0].id}/preview"


def answered(edition: PlayableEdition, sheet: Sheet) -> Answers:
    return {
        f"item-{item.id}": str(item.options[answer].id)
        for item, answer in zip(edition.content.items, sheet.answers, strict=True)
        if answer is not None
    }


def sheets(edition: PlayableEdition) -> Iterator[Sheet]:
    """Every core item answered, in all combinations of the first two options."""
    core = edition.table.core_count
    rest = (None,) * (len(edition.content.items) - core)
    return (Sheet((*answers, *rest)) for answers in product((0, 1), repeat=core))


def sheet_that_leads_to(edition: PlayableEdition, kind: type) -> Sheet:
    return next(sheet for sheet in sheets(edition) if isinstance(next_step(edition, sheet), kind))


def kept_rows() -> list[int]:
    models = (MoodResult, OptionTally, OutcomeTally)
    return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


class TestMood:
    def test_asks_the_decider_that_play_would_ask(
        self, sunny: EditorClient, live: PlayableEdition
    ) -> None:
        sheet = sheet_that_leads_to(live, Decider)
        step = next_step(live, sheet)
        assert isinstance(step, Decider)

        page = sunny.post(path_of(live), answered(live, sheet))

        assert page.status_code == 200
        assert f'name="deciders" value="{step.item.id}"' in page.text

    def test_shows_the_result_that_play_would_give(
        self, sunny: EditorClient, live: PlayableEdition
    ) -> None:
        sheet = next(s for s in sheets(live) if not isinstance(next_step(live, s), Decider))
        facts = next_step(live, sheet)
        assert not isinstance(facts, Decider)

        page = sunny.post(path_of(live), answered(live, sheet))

        title = live.content.track(facts.winner.track).title.en
        assert page.status_code == 200
        assert "Preview: nothing is kept or counted." in page.text
        assert title in page.text

    def test_keeps_nothing(self, sunny: EditorClient, live: PlayableEdition) -> None:
        before = kept_rows()

        for sheet in list(sheets(live))[:3]:
            sunny.post(path_of(live), answered(live, sheet))

        assert kept_rows() == before

    @pytest.mark.parametrize("answers", [{}, {"item-0": "1"}, {"attempt": "preview"}])
    def test_wants_an_answer(
        self, sunny: EditorClient, live: PlayableEdition, answers: Answers
    ) -> None:
        page = sunny.post(path_of(live), answers)

        assert page.status_code == 422
        assert "Answer at least one." in page.text

    def test_refuses_deciders_that_were_not_due(
        self, sunny: EditorClient, live: PlayableEdition
    ) -> None:
        sheet = next(s for s in sheets(live) if not isinstance(next_step(live, s), Decider))
        pool = live.content.items[live.table.core_count :]

        page = sunny.post(path_of(live), {**answered(live, sheet), "deciders": str(pool[0].id)})

        assert page.status_code == 422
        assert "These answers do not match." in page.text


class TestTrivia:
    def test_says_whether_the_answer_is_right(self, sunny: EditorClient) -> None:
        trivia = select(Item).join(Quiz).where(Quiz.kind == "trivia").order_by(Item.id)
        item = db.session.scalars(trivia).first()
        assert item is not None
        options = {option.is_key: option.id for option in item.options_in_use}

        right, wrong = (
            sunny.get(f"/items/{item.id}/preview?option={options[is_key]}").text
            for is_key in (True, False)
        )

        assert "Right!" in right
        assert "Not this time." in wrong


class TestUnsaved:
    def test_item_is_played_as_it_was_typed(
        self, sunny: EditorClient, live: PlayableEdition
    ) -> None:
        item_id = live.content.items[0].id
        form = FormFiller(sunny, f"/items/{item_id}").put("stem-en", "Which door do you take?")

        answer = form.press("preview")

        assert answer.location == f"/en/desk/items/{item_id}/preview"
        assert "Which door do you take?" in form.page.text

    def test_item_that_breaks_a_rule_leads_back_to_its_form(
        self, sunny: EditorClient, live: PlayableEdition
    ) -> None:
        item_id = live.content.items[0].id
        sunny.post(f"/items/{item_id}/draft", {"stem-en": "Half typed"})

        answer: TestResponse = sunny.get(f"/items/{item_id}/preview")

        assert answer.status_code == 303
        assert answer.location == f"/en/desk/items/{item_id}"

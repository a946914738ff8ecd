"""The sheet as a form: what no browser would send is refused beside its field."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from quizapp.mood.forms import new_attempt, read_attempt, read_sheet, sheet_form
from quizapp.mood.publishing import PlayableEdition

VALID_ANSWERS = {"first": "option", "second": "other"}


def _post(quiz: PlayableEdition, *pairs: tuple[str, str]) -> MultiDict[str, str]:
    return MultiDict([("attempt", new_attempt(quiz.edition.id)), *pairs])


class TestSheetForm:
    def test_reads_answers_in_the_order_of_the_edition(self, quiz: PlayableEdition) -> None:
        first, second = quiz.content.items[:2]
        data = _post(
            quiz,
            (f"item-{second.id}", str(second.options[3].id)),
            (f"item-{first.id}", str(first.options[1].id)),
        )

        sheet = read_sheet(quiz.content, data)

        assert sheet is not None
        assert sheet.answers == (1, 3, *(None,) * 10)

    def test_takes_an_empty_answer_for_a_skip(self, quiz: PlayableEdition) -> None:
        data = _post(quiz, (f"item-{quiz.content.items[0].id}", ""))

        sheet = read_sheet(quiz.content, data)

        assert sheet is not None
        assert set(sheet.answers) == {None}

    @pytest.mark.parametrize("text", [" ", "\t", "\u3000"])
    def test_refuses_space_that_no_browser_sends(self, quiz: PlayableEdition, text: str) -> None:
        form = sheet_form(quiz.content, _post(quiz, (f"item-{quiz.content.items[0].id}", text)))

        assert not form.validate()

    def test_refuses_the_option_of_another_item(self, quiz: PlayableEdition) -> None:
        first, second = quiz.content.items[:2]

        form = sheet_form(
            quiz.content, _post(quiz, (f"item-{first.id}", str(second.options[0].id)))
        )

        assert not form.validate()
        assert list(form.errors) == [f"item-{first.id}"]

    def test_refuses_an_answer_sent_twice(self, quiz: PlayableEdition) -> None:
        item = quiz.content.items[0]
        pairs = [(f"item-{item.id}", str(option.id)) for option in item.options[:2]]

        assert not sheet_form(quiz.content, _post(quiz, *pairs)).validate()

    @pytest.mark.parametrize("text", ["0", "-1", "x", "9" * 40, "\x00", "1.5", "²"])
    def test_refuses_deciders_that_are_none(self, quiz: PlayableEdition, text: str) -> None:
        assert not sheet_form(quiz.content, _post(quiz, ("deciders", text))).validate()

    def test_refuses_a_core_item_as_decider(self, quiz: PlayableEdition) -> None:
        core = str(quiz.content.items[0].id)

        assert not sheet_form(quiz.content, _post(quiz, ("deciders", core))).validate()

    @pytest.mark.parametrize(("language", "words"), [("en", "Not a valid"), ("ko", "고를 수 없는")])
    def test_says_what_is_wrong_in_the_language_of_the_page(
        self, game: Flask, quiz: PlayableEdition, language: str, words: str
    ) -> None:
        name = f"item-{quiz.content.items[0].id}"
        page = game.test_client().post(f"/{language}/mood/", data=_post(quiz, (name, "x")))

        problem = page.text.partition('class="problem"')[2].partition("</p>")[0]
        assert words in problem

    def test_names_every_problem_beside_its_field(self, quiz: PlayableEdition) -> None:
        name = f"item-{quiz.content.items[0].id}"
        pairs = [(name, "x"), (name, "y"), ("friend", "a"), ("friend", "b")]

        form = sheet_form(quiz.content, _post(quiz, *pairs))

        assert not form.validate()
        assert form.errors == {
            name: ["Not a valid choice.", "This was sent more than once."],
            "friend": ["This was sent more than once."],
        }

    @given(
        sent=st.lists(
            st.tuples(
                st.sampled_from(["first", "second", "deciders", "friend"]),
                st.sampled_from(
                    ["", " ", "x", "0", "option", "other", "spaced", "core", "decider"]
                ),
            )
        )
    )
    # Hypothesis warns of the length of the shipped quiz, which it would print at a failure.
    @pytest.mark.filterwarnings("ignore:Generating overly large repr")
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_is_valid_exactly_where_each_field_is(
        self, quiz: PlayableEdition, sent: list[tuple[str, str]]
    ) -> None:
        *core, last = quiz.content.items
        # An id names an item or an option: a value is to be valid for one field alone.
        first, second = [
            item
            for item in core
            if not {last.id, core[0].id} & {option.id for option in item.options}
        ][:2]
        names = {"first": f"item-{first.id}", "second": f"item-{second.id}"}
        values = {
            "option": str(first.options[-1].id),
            "other": str(second.options[-1].id),
            "spaced": f" {first.options[-1].id}",
            "core": str(first.id),
            "decider": str(last.id),
        }
        data = _post(
            quiz, *[(names.get(name, name), values.get(text, text)) for name, text in sent]
        )

        is_valid = all(_is_valid(name, [v for n, v in sent if n == name]) for name, _ in sent)

        assert sheet_form(quiz.content, data).validate() == is_valid
        assert (read_sheet(quiz.content, data) is not None) == is_valid


def _is_valid(name: str, sent: list[str]) -> bool:
    if name in VALID_ANSWERS and not sent[0]:
        return True
    is_known = {"friend": True, "deciders": sent[0] in {"", " ", "decider"}}
    return len(sent) == 1 and is_known.get(name, sent[0] == VALID_ANSWERS.get(name))


class TestAttempt:
    def test_comes_back_as_it_was_given(self, app: Flask) -> None:
        attempt = read_attempt(new_attempt(7))

        assert attempt is not None
        assert attempt[0] == 7

    def test_is_new_every_time(self, app: Flask) -> None:
        assert new_attempt(7) != new_attempt(7)

    @pytest.mark.parametrize("text", ["", "x", "..", "é.é", "\x00", "[7, 1]", "a" * 10_000])
    def test_of_another_hand_is_none(self, app: Flask, text: str) -> None:
        assert read_attempt(text) is None

    def test_with_one_letter_changed_is_none(self, app: Flask) -> None:
        text = new_attempt(7)
        swapped = "A" if text[3] != "A" else "B"

        assert read_attempt(text[:3] + swapped + text[4:]) is None

"""The mood quiz as an HTML form: a radio field for each item, all of them optional.

WTForms renders the fields and their problems; `sheet_problems` alone decides what is valid.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField

from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.texts import N_
from quizapp.web import signing
from quizapp.web.forms import GameForm, choices
from quizapp.web.i18n import current_language

from .sheet import EDITIONS_CACHED, Sheet, SheetProblem, item_field, parse_sheet, sheet_problems

PURPOSE = "mood attempt"
PROBLEM_TEXTS = {
    SheetProblem.UNKNOWN: N_("Not a valid choice."),
    SheetProblem.REPEATED: N_("This was sent more than once."),
}


class SheetForm(GameForm):
    """The answers of a mood quiz as they are sent.

    ``attempt`` ties what is sent to the page it was sent from, and names the edition.

    ``friend`` is the slug of the result to compare with, if any.
    """

    attempt = HiddenField()
    friend = HiddenField()
    deciders = HiddenField()

    content: QuizContent

    def validate(self, extra_validators: Any = None) -> bool:
        """Show beside each field what `sheet_problems` finds wrong with it."""
        sent = {field.name: field.raw_data or () for field in self}
        problems = sheet_problems(self.content, sent)
        for name, found in problems.items():
            self[name].errors = [self[name].gettext(PROBLEM_TEXTS[problem]) for problem in found]
        return not problems

    def answer_field(self, item: ItemContent) -> Field:
        return self[item_field(item.id)]


def sheet_form(
    content: QuizContent, data: MultiDict[str, str] | None = None, **values: Any
) -> SheetForm:
    """The form of one edition, with the texts of the page's language."""
    return _form_class(content, current_language())(data, **values)


@lru_cache(maxsize=EDITIONS_CACHED)
def _form_class(content: QuizContent, language: str) -> type[SheetForm]:
    """Cached: WTForms needs a millisecond to make a class of twelve fields."""
    fields = {item_field(item.id): _field(item, language) for item in content.items}
    return type("EditionSheetForm", (SheetForm,), {**fields, "content": content})


def read_sheet(content: QuizContent, data: MultiDict[str, str]) -> Sheet | None:
    """The answers in the order of the edition; None where `SheetForm.validate` is false.

    No form is made for it: a dozen WTForms fields cost ten times as much.
    """
    return parse_sheet(content, dict(data.lists()))


def sheet_fields(
    edition_id: int, content: QuizContent, sheet: Sheet, attempt: str
) -> MultiDict[str, str]:
    """A sheet as the page of this attempt would send it."""
    fields = {
        "attempt": signing.sign([edition_id, attempt], purpose=PURPOSE),
        "deciders": " ".join(str(content.items[item].id) for item in sheet.deciders),
    }
    for item, answer in zip(content.items, sheet.answers, strict=True):
        if answer is not None:
            fields[item_field(item.id)] = str(item.options[answer].id)
    return MultiDict(fields)


def new_attempt(edition_id: int) -> str:
    return new_attempts(edition_id)()


def new_attempts(edition_id: int) -> Callable[[], str]:
    """`new_attempt` for each visit of a cached page."""
    sign = signing.signer(purpose=PURPOSE)
    return lambda: sign([edition_id, signing.new_attempt()])


def read_attempt(text: str) -> tuple[int, str] | None:
    """The edition and the name of the attempt, None when the text is not one of ours."""
    value = signing.read(text, purpose=PURPOSE)
    return None if value is None else (value[0], value[1])


def _field(item: ItemContent, language: str) -> RadioField:
    return RadioField(
        item.stem.in_language(language).text,
        choices=choices(
            (str(option.id), option.text.in_language(language).text) for option in item.options
        ),
    )

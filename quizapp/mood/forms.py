"""The sheet of answers as one form: a field for each item, all of them optional.

`read_sheet` decides what a browser may send; the form shows a sheet and says what is wrong with it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs of 3.2
from wtforms.validators import Optional, ValidationError

from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.web import signing
from quizapp.web.forms import AtMostOnce, GameForm
from quizapp.web.i18n import current_language

from .sheet import Sheet

PURPOSE = "mood attempt"
SHAPES_KEPT = 16
HIDDEN = ("attempt", "friend", "deciders")


class SheetForm(GameForm):
    """``attempt`` ties what is sent to the page it was sent from, and names the edition.

    ``friend`` is the slug of the result to compare with, if any.
    """

    attempt = HiddenField(validators=[AtMostOnce()])
    friend = HiddenField(validators=[AtMostOnce()])
    deciders = HiddenField(validators=[AtMostOnce()])

    content: QuizContent

    def validate_deciders(self, field: Field) -> None:
        if _deciders(self.content, field.data or "") is None:
            raise ValidationError(field.gettext("Not a valid choice."))

    def answer_field(self, item: ItemContent) -> Field:
        return self[_name(item)]


def sheet_form(
    content: QuizContent, data: MultiDict[str, str] | None = None, **values: Any
) -> SheetForm:
    """The form of one edition, with the texts of the page's language."""
    return _shape(content, current_language())(data, **values)


@lru_cache(maxsize=SHAPES_KEPT)
def _shape(content: QuizContent, language: str) -> type[SheetForm]:
    """Kept: WTForms needs a millisecond for a class of twelve fields, far more than to fill it."""
    fields = {_name(item): _field(item, language) for item in content.items}
    return type("EditionSheetForm", (SheetForm,), {**fields, "content": content})


def read_sheet(content: QuizContent, data: MultiDict[str, str]) -> Sheet | None:
    """The answers in the order of the edition; None exactly where the form does not validate.

    Read past the form: a dozen WTForms fields cost ten times as much as this.
    """
    deciders = _deciders(content, data.get("deciders", ""))
    if deciders is None or any(len(data.getlist(name)) > 1 for name in HIDDEN):
        return None
    try:
        answers = [_answer(data.getlist(name), values) for name, values in _offered(content)]
    except (KeyError, ValueError):
        return None
    return Sheet(tuple(answers), deciders)


def new_attempt(edition_id: int) -> str:
    return signing.sign([edition_id, signing.new_attempt()], purpose=PURPOSE)


def read_attempt(text: str) -> tuple[int, str] | None:
    """The edition and the name of the attempt, None when the text is not one of ours."""
    value = signing.read(text, purpose=PURPOSE)
    return None if value is None else (value[0], value[1])


def _name(item: ItemContent) -> str:
    return f"item-{item.id}"


def _field(item: ItemContent, language: str) -> RadioField:
    return RadioField(
        item.stem.in_language(language).text,
        choices=[
            SelectChoice(str(option.id), option.text.in_language(language).text)
            for option in item.options
        ],
        validators=[Optional(strip_whitespace=False), AtMostOnce()],
    )


def _deciders(content: QuizContent, text: str) -> tuple[int, ...] | None:
    """Which items were asked after the core, None when the text names anything else."""
    ids = [str(item.id) for item in content.items]
    asked = text.split()
    known = all(name in ids[content.core_count :] for name in asked)
    return tuple(map(ids.index, asked)) if known else None


@lru_cache(maxsize=SHAPES_KEPT)
def _offered(content: QuizContent) -> list[tuple[str, dict[str, int]]]:
    """For each item the name of its field, and the options by the values they are sent as."""
    return [
        (_name(item), {str(option.id): number for number, option in enumerate(item.options)})
        for item in content.items
    ]


def _answer(sent: Sequence[str], values: Mapping[str, int]) -> int | None:
    """:raises KeyError, ValueError: what was sent is no option, or more than one."""
    if not sent or not sent[0]:
        return None
    [chosen] = sent
    return values[chosen]

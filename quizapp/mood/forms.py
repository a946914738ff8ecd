"""The sheet of answers as one form: a field for each item, all of them optional."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs of 3.2
from wtforms.validators import Optional, ValidationError

from quizapp import tokens
from quizapp.forms import AtMostOnce, GameForm
from quizapp.i18n import current_language
from quizapp.quizzes.content import ItemContent, QuizContent

from .sheet import Sheet

PURPOSE = "mood attempt"
SHAPES_KEPT = 16


class SheetForm(GameForm):
    """``attempt`` ties what is sent to the page it was sent from, and names the edition.

    ``friend`` is the slug of the result to compare with, if any.
    """

    attempt = HiddenField(validators=[AtMostOnce()])
    friend = HiddenField(validators=[AtMostOnce()])
    deciders = HiddenField(validators=[AtMostOnce()])

    content: QuizContent

    def validate_deciders(self, field: Field) -> None:
        if self._deciders() is None:
            raise ValidationError(field.gettext("Not a valid choice."))

    def answer_field(self, item: ItemContent) -> Field:
        return self[_name(item)]

    def sheet(self) -> Sheet:
        """The answers of a valid form, in the order of the edition."""
        answers = tuple(_answer(item, self.answer_field(item).data) for item in self.content.items)
        return Sheet(answers, self._deciders() or ())

    def _deciders(self) -> tuple[int, ...] | None:
        """Which items were asked after the core, None when the text names anything else."""
        ids = [str(item.id) for item in self.content.items]
        asked = (self.deciders.data or "").split()
        known = all(name in ids[self.content.core_count :] for name in asked)
        return tuple(map(ids.index, asked)) if known else None


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


def new_attempt(edition_id: int) -> str:
    return tokens.sign([edition_id, tokens.new_attempt()], purpose=PURPOSE)


def read_attempt(text: str) -> tuple[int, str] | None:
    """The edition and the name of the attempt, None when the text is not one of ours."""
    value = tokens.read(text, purpose=PURPOSE)
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


def _answer(item: ItemContent, chosen: str | None) -> int | None:
    ids: Sequence[str] = [str(option.id) for option in item.options]
    return ids.index(chosen) if chosen else None

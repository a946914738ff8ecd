"""Base form: translated messages, and validators for what no browser would send."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import Field, Form, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs of 3.2
from wtforms.form import BaseForm
from wtforms.validators import Length, StopValidation, ValidationError

from quizapp.texts import N_, NN_

from .i18n import catalog, current_language

TRANSLATED_MESSAGES = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Invalid Choice: could not coerce."),
    N_("Invalid choice(s): one or more data inputs could not be coerced."),
    N_("Not a valid date value."),
    N_("Not a valid integer value."),
    N_("Number must be between %(min)s and %(max)s."),
    N_("Field must be between %(min)d and %(max)d characters long."),
    NN_(
        "Field cannot be longer than %(max)d character.",
        "Field cannot be longer than %(max)d characters.",
    ),
)
"""Messages of WTForms that are translated in the game's own catalog."""


class FormTranslations:
    """Messages from the game's catalog, or from WTForms' where the game has none."""

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs

    def gettext(self, text: str) -> str:
        ours: str = catalog().ugettext(text)
        return self._theirs.gettext(text) if ours == text else ours

    def ngettext(self, one: str, many: str, count: int) -> str:
        ours: str = catalog().ungettext(one, many, count)
        return self._theirs.ngettext(one, many, count) if ours in {one, many} else ours


class GameForm(Form):
    """A form with messages in the page's language."""

    class Meta:
        def get_translations(self, form: Form) -> Any:
            self.locales = [current_language()]
            return FormTranslations(super().get_translations(form))  # type: ignore[misc]

    def is_submitted_and_valid(self) -> bool:
        return request.method == "POST" and self.validate()


class AtMost(Length):
    """Validator: at most so many characters; of a longer text no other validator sees anything."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, form: BaseForm, field: StringField) -> None:
        try:
            super().__call__(form, field)
        except ValidationError as too_long:
            raise StopValidation(*too_long.args) from too_long


class AtMostOnce:
    """Validator: refuse a field that was sent twice, which no browser does."""

    def __call__(self, form: Form, field: Field) -> None:
        if len(field.raw_data or []) > 1:
            raise ValidationError(_("This was sent more than once."))


def choices(rows: Iterable[tuple[Any, ...]]) -> list[SelectChoice]:
    """The choices of a select field, from rows of value, label and, where there are any, group."""
    return [SelectChoice(value, label, {}, *group) for value, label, *group in rows]

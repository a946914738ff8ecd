"""What all forms share: the page's words, and validators for what no browser would send."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs of 3.2
from wtforms.validators import ValidationError

from quizapp.texts import N_, NN_

from .i18n import catalog, current_language

OWN_WORDS = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("Number must be between %(min)s and %(max)s."),
    N_("Field must be between %(min)d and %(max)d characters long."),
    NN_(
        "Field cannot be longer than %(max)d character.",
        "Field cannot be longer than %(max)d characters.",
    ),
)
"""Messages of WTForms that we say in our own way."""


class Words:
    """Messages as we say them, or as WTForms does where we have nothing to say."""

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs

    def gettext(self, text: str) -> str:
        ours: str = catalog().ugettext(text)
        return self._theirs.gettext(text) if ours == text else ours

    def ngettext(self, one: str, many: str, count: int) -> str:
        ours: str = catalog().ungettext(one, many, count)
        return self._theirs.ngettext(one, many, count) if ours in {one, many} else ours


class GameForm(Form):
    """A form that speaks the page's language."""

    class Meta:
        def get_translations(self, form: Form) -> Any:
            self.locales = [current_language()]
            return Words(super().get_translations(form))  # type: ignore[misc]

    def is_submitted_and_valid(self) -> bool:
        return request.method == "POST" and self.validate()


class AtMostOnce:
    """A browser sends a field once; twice is somebody else's doing."""

    def __call__(self, form: Form, field: Field) -> None:
        if len(field.raw_data or []) > 1:
            raise ValidationError(_("This was sent more than once."))


def choices(words: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What a list offers, from pairs of value and words."""
    return [SelectChoice(value, label) for value, label in words]

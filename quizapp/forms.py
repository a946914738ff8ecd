"""What all forms share: the page's language, and validators for what no browser would send."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import ValidationError

from .i18n import current_language


class GameForm(Form):
    """A form that speaks the page's language; WTForms brings its own messages in Korean."""

    class Meta:
        def get_translations(self, form: Form) -> Any:
            self.locales = [current_language()]
            return super().get_translations(form)  # type: ignore[misc]

    def is_submitted_and_valid(self) -> bool:
        return request.method == "POST" and self.validate()


class AtMostOnce:
    """A browser sends a field once; twice is somebody else's doing."""

    def __call__(self, form: Form, field: Field) -> None:
        if len(field.raw_data or []) > 1:
            raise ValidationError(_("This was sent more than once."))

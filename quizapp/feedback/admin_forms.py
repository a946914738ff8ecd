"""Forms of editors: reject suggestions, correct a published item."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from quizapp.auth.access import AdminForm
from quizapp.quizzes.models import NOTE_LIMIT
from quizapp.web.forms import choices


def reason_field() -> StringField:
    """Why an editor does something to what players sent or left."""
    return StringField(
        _l("Reason"),
        [
            DataRequired(_l("Say why: the next editor will want to know.")),
            Length(max=NOTE_LIMIT),
        ],
    )


class RejectForm(AdminForm):
    """One of many on its page, hence the number in the field's id."""

    reason = reason_field()

    def __init__(self, suggestion_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion_id = suggestion_id
        self.reason.id = f"reason-{suggestion_id}"


class CorrectionForm(AdminForm):
    """The right answer of a published item, confirmed or corrected.

    ``revision`` is the state of the item that the editor looks at.
    """

    option = RadioField(_l("The right answer"), coerce=int, validators=[InputRequired()])
    note = StringField(
        _l("A word to players who have answered it"), validators=[Length(max=NOTE_LIMIT)]
    )
    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def __init__(self, option_ids: Iterable[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option.choices = choices([(option_id, "") for option_id in option_ids])


class RejectManyForm(AdminForm):
    """The boxes stand beside the suggestions, outside of the form that sends them."""

    suggestions = SelectMultipleField(
        _l("Suggestions"),
        [InputRequired(_l("Tick the suggestions that it is about."))],
        coerce=int,
        validate_choice=False,
    )
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions.choices = choices([])
        self.suggestions.id = "reject-suggestions"
        self.reason.id = "reject-reason"

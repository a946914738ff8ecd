"""The form that rejects a suggestion."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from quizapp.auth.access import AdminForm
from quizapp.quizzes.models import NOTE_LIMIT


class RejectForm(AdminForm):
    """One of many on its page, hence the number in the field's id."""

    reason = StringField(
        _l("Reason"),
        [
            InputRequired(_l("Say why: the next editor will want to know.")),
            Length(max=NOTE_LIMIT),
        ],
    )

    def __init__(self, suggestion_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion_id = suggestion_id
        self.reason.id = f"reason-{suggestion_id}"

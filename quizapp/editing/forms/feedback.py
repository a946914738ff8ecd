"""Decisions about what players sent."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from quizapp.editing.access import DeskForm
from quizapp.quizzes.models import NOTE_LIMIT


class RejectForm(DeskForm):
    reason = StringField(_l("Reason"), [InputRequired(), Length(max=NOTE_LIMIT)])

"""Forms of moderation."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from quizapp.auth.access import AdminForm
from quizapp.feedback.admin_forms import reason_field
from quizapp.feedback.words import quiz_titles
from quizapp.plays.models import NICKNAME_KEY_LIMIT, WORD_LIMIT
from quizapp.quizzes.models import NOTE_LIMIT, Quiz
from quizapp.trivia.forms import TYPED_LIMIT
from quizapp.trivia.name_words import WordKind
from quizapp.web.forms import GameForm, choices

from .queries import State
from .words import KINDS, STATES

LINK_LIMIT = 500
MOST_PAGES = 1_000_000


class NamesForm(GameForm):
    """Which names to list; sent by GET."""

    quiz = SelectField(_l("Quiz"), [Optional()])
    day = DateField(_l("Day"), [Optional()])
    search = StringField(_l("Nickname contains"), [Length(max=TYPED_LIMIT)])
    state = SelectField(_l("Which ones"), choices=choices(STATES.items()), default=State.ALL)
    offset = IntegerField(validators=[Optional(), NumberRange(0, MOST_PAGES)])

    def __init__(self, quizzes: Iterable[Quiz], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(quizzes)
        titles = quiz_titles(listed)
        self.quiz.choices = choices((quiz.slug, titles[quiz.id]) for quiz in listed)


def _sure(label: Any) -> BooleanField:
    return BooleanField(label, [InputRequired(_l("Please tick this first."))])


class ActForm(AdminForm):
    """One of several on its page, hence the act in the fields' ids."""

    key = HiddenField(validators=[InputRequired(), Length(max=NICKNAME_KEY_LIMIT)])
    reason = reason_field()

    def __init__(self, act: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        for field in self:
            field.id = f"{act}-{field.name}"


class RenameForm(ActForm):
    name = StringField(_l("New nickname"), [InputRequired(), Length(max=TYPED_LIMIT)])


class RemoveForm(ActForm):
    sure = _sure(_l("I have looked: this is the nickname to remove."))


class FindForm(AdminForm):
    link = StringField(_l("Link or code"), [InputRequired(), Length(max=LINK_LIMIT)])


class DeleteForm(AdminForm):
    reason = reason_field()
    sure = _sure(_l("I have looked: this is the one to delete."))


class WordForm(AdminForm):
    """``confirmed`` comes with the button under the names that it hides, and says which."""

    word = StringField(_l("Word"), [InputRequired(), Length(max=WORD_LIMIT)])
    kind = RadioField(_l("What to do"), choices=choices(KINDS.items()), default=WordKind.INSIDE)
    reason = StringField(_l("Reason"), [Optional(), Length(max=NOTE_LIMIT)])


class RemoveWordForm(AdminForm):
    word = HiddenField(validators=[InputRequired(), Length(max=WORD_LIMIT)])

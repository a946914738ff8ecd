"""Forms of trivia: start, practice, response, nickname and flag."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from quizapp.catalog.queries import own_categories
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.kinds import Category
from quizapp.quizzes.models import NOTE_LIMIT, FlagReason
from quizapp.web import signing
from quizapp.web.forms import AtMostOnce, GameForm, choices
from quizapp.web.i18n import current_language

from .nickname import NicknameProblem
from .service.board import Bar
from .service.starts import ANY

PURPOSE = "trivia attempt"
TYPED_LIMIT = 200
"""Characters of a nickname as typed: room for what cleaning takes away."""

CATEGORY_LABELS: Mapping[str, Any] = {
    Category.TRACKS: _l("The songs"),
    Category.ARTISTS: _l("The voices"),
    Category.DRAMA: _l("The drama"),
    Category.ON_SCREEN: _l("Sung on screen"),
    Category.ALBUM: _l("The album"),
}


class CategoryLabels(dict[str, Any]):
    """The usual labels by slug; beside them those that albums have of their own."""

    def __missing__(self, slug: str) -> str:
        own = own_categories().get(slug)
        return own.in_language(current_language()).text if own else slug


REASON_LABELS = {
    FlagReason.WRONG_KEY: _l("The right answer is wrong"),
    FlagReason.UNCLEAR: _l("The question is unclear"),
    FlagReason.TYPO: _l("There is a typo"),
    FlagReason.SPOILER: _l("It gives the story away"),
    FlagReason.OTHER: _l("Something else"),
}
NICKNAME_PROBLEMS = {
    NicknameProblem.INVISIBLE: _l("Please use letters that can be seen."),
    NicknameProblem.TOO_LONG: _l("Please keep it to 24 characters."),
    NicknameProblem.MIXED_SCRIPTS: _l("Please use one alphabet only; look-alike letters confuse."),
    NicknameProblem.REFUSED_WORD: _l("Please choose a friendlier name."),
    NicknameProblem.ANSWER: _l("That is the answer to a question. Please keep it a secret."),
}

BARS = {
    Bar.NOT_TODAY: _l("Only a finished round of the day goes on the leaderboard."),
    Bar.AGAIN: _l(
        "For fun: today’s answers had been shown here before this round began. "
        "The first round of a day is the one that counts."
    ),
    Bar.HASTY: _l(
        "At least one answer came faster than anybody can read the question, "
        "so this round stays off the leaderboard."
    ),
    Bar.TOO_LATE: _l("This round is more than two days old. It is too late for the leaderboard."),
    Bar.CROWDED: _l(
        "Ten rounds from your network are on this board already, and that is as many as it takes."
    ),
}


class StartForm(GameForm):
    """The button that starts a round.

    ``attempt`` names one showing of the form, so that a double click starts one round.

    ``is_again`` says that this browser has played today's round before.
    """

    attempt = HiddenField(validators=[AtMostOnce()])
    is_relaxed = BooleanField(_l("Relaxed: no timer, and five extra points for every right answer"))
    is_again = BooleanField()

    def read_attempt(self) -> str | None:
        """None when it is not one of ours."""
        name: str | None = signing.read(self.attempt.data or "", purpose=PURPOSE)
        return name


class PracticeForm(StartForm):
    category = SelectField(_l("Questions about"), validators=[InputRequired(), AtMostOnce()])
    watched_up_to = SelectField(
        _l("I have watched"), coerce=int, validators=[InputRequired(), AtMostOnce()]
    )


class NicknameForm(GameForm):
    """The nickname for the board.

    ``earlier`` holds the keys of this browser's earlier rounds, separated by spaces.
    """

    nickname = StringField(_l("Nickname"), validators=[InputRequired(), Length(max=TYPED_LIMIT)])
    earlier = HiddenField(validators=[Length(max=TYPED_LIMIT)])


class FlagForm(GameForm):
    reason = SelectField(
        _l("What is wrong?"),
        choices=choices((reason.value, label) for reason, label in REASON_LABELS.items()),
        validators=[InputRequired(), AtMostOnce()],
    )
    note = TextAreaField(_l("Anything to add?"), validators=[Length(max=NOTE_LIMIT)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse "something else" without its words: alone it tells the editors nothing."""
        is_fine = super().validate(extra_validators)
        if self.reason.data == FlagReason.OTHER and not (self.note.data or "").strip():
            self.note.errors = [_("Please say what it is.")]
            return False
        return is_fine


def chosen_token(data: MultiDict[str, str]) -> str:
    """The option sent, nothing where there is not exactly one; the round knows which there are."""
    sent = data.getlist("option")
    return sent[0] if len(sent) == 1 else ""


def new_attempt() -> str:
    return new_attempts()()


def new_attempts() -> Callable[[], str]:
    """`new_attempt` for each visit of a cached page."""
    sign = signing.signer(purpose=PURPOSE)
    return lambda: sign(signing.new_attempt())


def practice_form(items: Iterable[ItemContent], *args: Any, **values: Any) -> PracticeForm:
    """The form with the categories and spoiler levels that the items have."""
    items = list(items)
    form = PracticeForm(*args, **values)
    used = {item.category for item in items}
    own = sorted(used - set(CATEGORY_LABELS) - {""})
    labels = CategoryLabels(CATEGORY_LABELS)
    categories = ((slug, labels[slug]) for slug in [*CATEGORY_LABELS, *own] if slug in used)
    form.category.choices = choices([(ANY, _("A bit of everything")), *categories])
    levels = sorted({item.spoiler_episode for item in items} | {0})
    form.watched_up_to.choices = choices((level, _watched(level)) for level in levels)
    return form


def _watched(level: int) -> str:
    safe, up_to = _("Nothing yet: no spoilers"), _("Up to episode %(episode)s", episode=level)
    return str(up_to if level else safe)

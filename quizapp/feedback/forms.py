"""The public form that suggests a question."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, Regexp

from quizapp.catalog.limits import URL_LIMIT
from quizapp.catalog.queries import own_categories
from quizapp.quizzes.candidate import (
    EXPLANATION_LIMIT,
    OPTION_COUNTS,
    OPTION_LIMIT,
    STEM_LIMIT,
)
from quizapp.quizzes.kinds import Category, QuizKind
from quizapp.quizzes.models import NOTE_LIMIT, Quiz
from quizapp.trivia.forms import CATEGORY_LABELS, CategoryLabels
from quizapp.web.forms import AtMost, GameForm, choices
from quizapp.web.i18n import current_language

from .words import quiz_titles

OPTION_COUNT = 4
NO_CONTROLS = Regexp(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*\Z", message=_l("Plain text only."))


def _option() -> StringField:
    return StringField(_l("Answer"), [Optional(), AtMost(OPTION_LIMIT), NO_CONTROLS])


class SuggestionForm(GameForm):
    """A question that a player suggests.

    ``website`` is a honeypot: nobody can see it, and programs fill it in.
    """

    quiz = SelectField(_l("For which quiz?"), [InputRequired()], coerce=int)
    category = SelectField(_l("What is it about? (trivia only)"), default="")
    stem = StringField(_l("Your question"), [InputRequired(), AtMost(STEM_LIMIT), NO_CONTROLS])
    options = FieldList(
        _option(), label=_l("Answers"), min_entries=OPTION_COUNT, max_entries=OPTION_COUNTS[-1]
    )
    why = TextAreaField(
        _l("Which answer is right, and why?"), [AtMost(EXPLANATION_LIMIT), NO_CONTROLS]
    )
    source = StringField(_l("Where can we look it up?"), [AtMost(URL_LIMIT), NO_CONTROLS])
    website = StringField(_l("Leave this empty"), [AtMost(NOTE_LIMIT)])

    def __init__(self, quizzes: list[Quiz], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quiz.choices = choices(quiz_titles(quizzes).items())
        labels = CategoryLabels(CATEGORY_LABELS)
        categories = ((slug, labels[slug]) for slug in {**labels, **own_categories()})
        self.category.choices = choices([("", _("Not chosen")), *categories])

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = super().validate(extra_validators)
        if len(set(self.answers())) < 2:
            self.options.errors = [_("Give at least two different answers.")]
        return is_fine and not self.options.errors

    @property
    def is_honeypot_filled(self) -> bool:
        return bool(self.website.data)

    def answers(self) -> list[str]:
        return [text.strip() for text in self.options.data if text and text.strip()]

    def proposal(self) -> dict[str, Any]:
        """What was typed, as the queue keeps it, with the language of the page."""
        return {
            "language": current_language(),
            "category": self.category.data,
            "stem": (self.stem.data or "").strip(),
            "options": self.answers(),
            "why": (self.why.data or "").strip(),
            "source": (self.source.data or "").strip(),
        }


@dataclass(frozen=True)
class Origin:
    """Where the form was opened, as the fields that fit: a kind of quiz, a category or none."""

    kind: str
    category: str = ""


ORIGINS = {
    "mood": Origin(QuizKind.MOOD),
    "trivia": Origin(QuizKind.TRIVIA),
    **{category.value: Origin(QuizKind.TRIVIA, category.value) for category in Category},
}
"""By the section of the game, or the category that a page of the album is about."""


def opened_form(quizzes: list[Quiz], about: str, album: str) -> SuggestionForm:
    """The empty form as it fits the page that it was opened from.

    :param about: a key of `ORIGINS` or the slug of a quiz; anything else chooses nothing.
    :param album: the slug of the album whose quiz a key of `ORIGINS` means.
    """
    origin = ORIGINS.get(about, Origin(""))
    wanted = (album, origin.kind)
    fitting = (q for q in quizzes if q.slug == about or (q.album.slug, q.kind) == wanted)
    quiz = next(fitting, None)
    return SuggestionForm(
        quizzes, data={"quiz": quiz.id if quiz else None, "category": origin.category}
    )

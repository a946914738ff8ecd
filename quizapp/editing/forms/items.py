"""Forms for items of both kinds of quiz."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from quizapp.editing.documents.items import to_candidate
from quizapp.quizzes.candidate import (
    EXPLANATION_LIMIT,
    OPTION_BUDGET,
    OPTION_LIMIT,
    STARS,
    STEM_LIMIT,
    THEME_LIMIT,
    CandidateItem,
)
from quizapp.quizzes.kinds import Category, QuizKind
from quizapp.quizzes.rules import USUAL, AlbumRules, gaps_of, problems_of
from quizapp.web.forms import GameForm, choices

from .base import ContentForm, FieldMessage, field_message
from .fields import LocalizedField, TicksField, WeightsField, sources_field

CATEGORIES: Mapping[str, Any] = {
    "": _l("not chosen yet"),
    Category.TRACKS: _l("the tracks"),
    Category.ARTISTS: _l("the artists"),
    Category.DRAMA: _l("the drama"),
    Category.ON_SCREEN: _l("music on screen"),
    Category.ALBUM: _l("the album"),
}
STAR_CHOICES = [(number, "★" * number) for number in STARS]


def option_id() -> Any:
    return IntegerField(widget=HiddenInput(), validators=[Optional()])


class MoodOptionRow(GameForm):
    id = option_id()
    text = LocalizedField(_l("Answer"), limit=OPTION_LIMIT)
    weights = WeightsField(_l("Points"), pair_count=THEME_LIMIT, highest=OPTION_BUDGET)


class TriviaOptionRow(GameForm):
    id = option_id()
    text = LocalizedField(_l("Answer"), limit=OPTION_LIMIT)
    is_key = BooleanField(_l("This is the right answer"))


class ItemForm(ContentForm):
    stem = LocalizedField(_l("Question"), limit=STEM_LIMIT)
    is_ready = BooleanField(_l("Ready for the next edition"), default=True)

    kind = ""

    def __init__(
        self,
        *args: Any,
        themes: list[tuple[str, str]],
        album: AlbumRules = USUAL,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.theme_choices = themes
        self.album = album

    def field_messages(self) -> Iterator[FieldMessage]:
        item = self.candidate()
        problems = problems_of(item, {slug for slug, _ in self.theme_choices}, self.album)
        if self.is_ready.data and not problems:
            problems = gaps_of(item)
        return map(field_message, problems)

    def candidate(self) -> CandidateItem:
        return to_candidate(self.kind, self.content())


class MoodItemForm(ItemForm):
    options = FieldList(FormField(MoodOptionRow), label=_l("Answers"))

    kind = QuizKind.MOOD


class TriviaItemForm(ItemForm):
    options = FieldList(FormField(TriviaOptionRow), label=_l("Answers"))
    explanation = LocalizedField(_l("Explanation"), limit=EXPLANATION_LIMIT, is_long=True)
    category = SelectField(_l("Category"), default="")
    stars = SelectField(_l("How hard"), choices=choices(STAR_CHOICES), coerce=int, default=3)
    spoiler_episode = IntegerField(
        _l("Safe after episode"), validators=[Optional()], default=0, render_kw={"min": 0}
    )
    themes = TicksField(_l("Themes it touches"))
    sources = sources_field()

    kind = QuizKind.TRIVIA

    def __init__(
        self,
        *args: Any,
        themes: list[tuple[str, str]],
        categories: Mapping[str, Any] = CATEGORIES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, themes=themes, **kwargs)
        self.themes.choices = choices(themes)
        open_ = {"": CATEGORIES[""]}
        self.category.choices = choices((open_ | dict(categories)).items())

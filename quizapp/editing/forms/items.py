"""Items of both kinds of quiz."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from quizapp.quizzes.candidate import (
    EXPLANATION_LIMIT,
    OPTION_BUDGET,
    OPTION_LIMIT,
    STEM_LIMIT,
    THEME_LIMIT,
    CandidateItem,
    CandidateOption,
)
from quizapp.quizzes.models import Category, QuizKind
from quizapp.quizzes.rules import gaps_of, problems_of
from quizapp.texts import Localized
from quizapp.web.forms import GameForm, choices

from .base import ContentForm, Finding, in_words, sources_of
from .fields import LocalizedField, TicksField, WeightsField, sources_field

CATEGORIES = {
    "": _l("not chosen yet"),
    Category.TRACKS: _l("the tracks"),
    Category.ARTISTS: _l("the artists"),
    Category.DRAMA: _l("the drama"),
    Category.ON_SCREEN: _l("music on screen"),
    Category.ALBUM: _l("the album"),
}
STARS = [(1, "★"), (2, "★★"), (3, "★★★"), (4, "★★★★"), (5, "★★★★★")]


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

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme_choices = themes

    def findings(self) -> Iterator[Finding]:
        draft = self.draft()
        problems = problems_of(draft, {slug for slug, _ in self.theme_choices})
        if self.is_ready.data and not problems:
            problems = gaps_of(draft)
        return map(in_words, problems)

    def draft(self) -> CandidateItem:
        raise NotImplementedError


class MoodItemForm(ItemForm):
    options = FieldList(FormField(MoodOptionRow), label=_l("Answers"))

    kind = QuizKind.MOOD

    def draft(self) -> CandidateItem:
        content = self.content()
        options = tuple(
            CandidateOption(Localized(**row["text"]), weights=row["weights"] or {})
            for row in content["options"]
        )
        return CandidateItem(self.kind, Localized(**content["stem"]), options)


class TriviaItemForm(ItemForm):
    options = FieldList(FormField(TriviaOptionRow), label=_l("Answers"))
    explanation = LocalizedField(_l("Explanation"), limit=EXPLANATION_LIMIT, is_long=True)
    category = SelectField(_l("Category"), choices=choices(CATEGORIES.items()), default="")
    stars = SelectField(_l("How hard"), choices=choices(STARS), coerce=int, default=3)
    spoiler_episode = IntegerField(
        _l("Safe after episode"), validators=[Optional()], default=0, render_kw={"min": 0}
    )
    themes = TicksField(_l("Themes it touches"))
    sources = sources_field()

    kind = QuizKind.TRIVIA

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, themes=themes, **kwargs)
        self.themes.choices = choices(themes)

    def draft(self) -> CandidateItem:
        content = self.content()
        return CandidateItem(
            kind=self.kind,
            stem=Localized(**content["stem"]),
            options=tuple(
                CandidateOption(Localized(**row["text"]), is_key=row["is_key"])
                for row in content["options"]
            ),
            category=content["category"] or "",
            stars=content["stars"] or 0,
            spoiler_episode=_number(content["spoiler_episode"]),
            explanation=Localized(**content["explanation"]),
            themes=tuple(content["themes"] or ()),
            sources=sources_of(content["sources"]),
        )


def _number(value: int | None) -> int:
    return -1 if value is None else value

"""Forms of the question grid: its filter, and what is done to the ticked questions."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import NumberRange, Optional

from quizapp.auth.access import AdminForm
from quizapp.catalog.queries import own_categories
from quizapp.editing.forms.items import CATEGORIES, STAR_CHOICES
from quizapp.quizzes.candidate import EXPLANATION_LIMIT, cleaned
from quizapp.trivia.forms import CategoryLabels
from quizapp.web.forms import AtMost, GameForm, choices

from .changes import Change, NewState
from .filters import DEFAULTS, Filter, Missing, Showing, Sort
from .service import Tick

SEARCH_LIMIT = 100
ADDRESS_LIMIT = 1000
MOST_TICKS = 100
HIGHEST_ID = 2**31 - 1
TICK = re.compile(r"([1-9][0-9]{0,8}):([0-9]{1,9})")
Choice = tuple[Any, Any]

SHOWING = {
    Showing.USED: _l("ready and drafts"),
    Showing.READY: _l("ready"),
    Showing.DRAFT: _l("drafts"),
    Showing.RETIRED: _l("retired"),
    Showing.ALL: _l("all of them"),
}
MISSING = {
    Missing.NOTHING: _l("anything or nothing"),
    Missing.ENGLISH: _l("any English text"),
    Missing.KOREAN: _l("any Korean text"),
    Missing.ENGLISH_EXPLANATION: _l("the English explanation"),
    Missing.KOREAN_EXPLANATION: _l("the Korean explanation"),
    Missing.SOURCE: _l("a source"),
    Missing.CATEGORY: _l("a category"),
}
FLAGS = {
    0: _l("flagged or not"),
    1: _l("flagged at least once"),
    2: _l("flagged at least twice"),
    5: _l("flagged at least five times"),
}
NEW_STATES = {
    NewState.SAME: _l("leave as it is"),
    NewState.READY: _l("ready"),
    NewState.DRAFT: _l("a draft"),
    NewState.RETIRED: _l("retired"),
    NewState.RESTORED: _l("brought back"),
}


class FilterForm(GameForm):
    """The filter of the grid, as a GET; what makes no sense asks for nothing."""

    q = StringField(_l("Search"), validators=[AtMost(SEARCH_LIMIT)], default="")
    quiz = SelectField(_l("Quiz"), default="")
    state = SelectField(_l("Which"), choices=choices(SHOWING.items()), default="")
    category = SelectField(_l("Category"), default="")
    stars = SelectField(_l("How hard"), coerce=int, default=0)
    theme = SelectField(_l("Theme"), default="")
    missing = SelectField(_l("Lacking"), choices=choices(MISSING.items()), default="")
    flags = SelectField(_l("Flags"), choices=choices(FLAGS.items()), coerce=int, default=0)
    is_suggested = BooleanField(_l("Suggested by a player"))
    needs_hand = BooleanField(_l("Needs a hand: the figures say so"))
    action = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST_ID)], default=0)
    sort = SelectField(choices=choices((sort, sort) for sort in Sort), default="")
    page = IntegerField(validators=[Optional(), NumberRange(1, HIGHEST_ID)], default=1)

    def __init__(
        self, fields: MultiDict[str, str], quizzes: list[Choice], themes: list[Choice]
    ) -> None:
        super().__init__(fields or None)
        every = _l("any")
        self.quiz.choices = choices([("", _l("all quizzes")), *quizzes])
        self.category.choices = choices([("", every), *_categories()])
        self.stars.choices = choices([(0, every), *STAR_CHOICES])
        self.theme.choices = choices([("", every), *themes])

    def filter(self) -> Filter:
        """The filter that the address asks for, without what is no value of a field."""
        self.validate()
        sound = {field.name: field.data for field in self if not field.errors and field.data}
        return Filter(**(DEFAULTS | sound | {"q": cleaned(sound.get("q", ""))}))


class BulkForm(AdminForm):
    """What is done to the ticked questions; ``within`` is the grid's own filter, as its address."""

    tick = SelectMultipleField(validate_choice=False)
    within = HiddenField(validators=[AtMost(ADDRESS_LIMIT)], default="")
    state = SelectField(_l("Make it"), choices=choices(NEW_STATES.items()), default="")
    category = SelectField(_l("Category"), default="")
    stars = SelectField(_l("How hard"), coerce=int, default=0)
    add_theme = SelectField(_l("Add a theme"), default="")
    drop_theme = SelectField(_l("Take off a theme"), default="")
    find = StringField(_l("Find in its texts"), validators=[AtMost(EXPLANATION_LIMIT)], default="")
    put = StringField(_l("Put instead"), validators=[AtMost(EXPLANATION_LIMIT)], default="")
    quiz = SelectField(_l("Another quiz"), coerce=int, default=0)

    def __init__(
        self, fields: MultiDict[str, str] | None, quizzes: list[Choice], themes: list[Choice]
    ) -> None:
        super().__init__(fields)
        same = _l("leave as it is")
        self.category.choices = choices([("", same), *_categories()])
        self.stars.choices = choices([(0, same), *STAR_CHOICES])
        self.add_theme.choices = choices([("", "–"), *themes])
        self.drop_theme.choices = choices([("", "–"), *themes])
        self.quiz.choices = choices([(0, "–"), *quizzes])

    @property
    def ticks(self) -> list[Tick]:
        """The ticked questions, each once, in the order of their ids."""
        found = filter(None, map(TICK.fullmatch, self.tick.data or ()))
        revisions = {int(each[1]): int(each[2]) for each in found}
        return [Tick(*pair) for pair in sorted(revisions.items())][:MOST_TICKS]

    @property
    def ticked_ids(self) -> set[int]:
        return {tick.item_id for tick in self.ticks}

    def change(self) -> Change:
        """Everything but the texts."""
        names = ("state", "category", "stars", "add_theme", "drop_theme")
        return Change(**{name: self[name].data for name in names})

    def replacement(self) -> Change:
        """The texts alone; as stored texts are, in composed letters."""
        return Change(find=_composed(self.find.data), put=_composed(self.put.data))


def address_fields(address: str) -> MultiDict[str, str]:
    """The parameters of a filter's address, as `FilterForm` takes them."""
    try:
        return MultiDict(parse_qsl(address[:ADDRESS_LIMIT], max_num_fields=30))
    except ValueError:
        return MultiDict()


def _categories() -> Iterable[Choice]:
    """The usual ones, and those that albums have of their own."""
    labels = CategoryLabels(CATEGORIES)
    return [(slug, labels[slug]) for slug in {**labels, **own_categories()} if slug]


def _composed(text: str | None) -> str:
    return unicodedata.normalize("NFC", text or "")

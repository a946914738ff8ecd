"""Conditions of the question grid: what each part of a filter asks of a question's rows."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from quizapp.catalog.models import ThemeTag
from quizapp.database.db import db
from quizapp.editing.models import BulkAction
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Item, ItemTheme, Option, OptionWeight, Quiz, Suggestion

from .filters import Filter, Missing, Showing

Condition = ColumnElement[bool]


def action_by_id(action_id: int) -> BulkAction | None:
    return db.session.get(BulkAction, action_id)


def shown(state: str) -> list[Condition]:
    conditions: dict[str, list[Condition]] = {
        Showing.USED: [Item.retired_at.is_(None)],
        Showing.READY: [Item.retired_at.is_(None), ~Item.is_draft],
        Showing.DRAFT: [Item.retired_at.is_(None), Item.is_draft.is_(True)],
        Showing.RETIRED: [Item.retired_at.is_not(None)],
        Showing.ALL: [],
    }
    return conditions[state]


def of_quiz(slug: str) -> list[Condition]:
    if not slug:
        return []
    return [Item.quiz_id == select(Quiz.id).where(Quiz.slug == slug).scalar_subquery()]


def of_action(action_id: int) -> list[Condition]:
    if not action_id:
        return []
    action = action_by_id(action_id)
    return [Item.id.in_([row["item"] for row in action.rows] if action else [])]


def has_word(word: str) -> Condition:
    """Whether any text of a question has a word, in any language, small or capital."""
    item, option = Item.__table__.c, Option.__table__.c
    texts = (item.stem_en, item.stem_ko, item.explanation_en, item.explanation_ko)
    answers = _an_option(or_(_has(option.text_en, word), _has(option.text_ko, word)))
    return or_(*(_has(text, word) for text in texts), answers)


def _has(column: ColumnElement[str], word: str) -> Condition:
    return func.lower(column).contains(word, autoescape=True)


def _an_option(condition: Condition) -> Condition:
    """Whether a condition holds of an option that is in use."""
    of_item = (Option.item_id == Item.id) & Option.retired_at.is_(None)
    return select(Option.id).where(of_item, condition).exists()


def has_values(wanted: Filter) -> Iterator[Condition]:
    if wanted.category:
        yield Item.category == wanted.category
    if wanted.stars:
        yield Item.stars == wanted.stars
        yield Item.quiz_id.in_(TRIVIA)
    if wanted.theme:
        yield _has_theme(wanted.theme)
    if wanted.missing:
        yield MISSING[wanted.missing]
    if wanted.is_suggested:
        yield select(Suggestion.id).where(Suggestion.item_id == Item.id).exists()


def _has_theme(slug: str) -> Condition:
    theme = select(ThemeTag.id).where(ThemeTag.slug == slug).scalar_subquery()
    touched = select(ItemTheme.item_id).where(
        ItemTheme.item_id == Item.id, ItemTheme.theme_tag_id == theme
    )
    weights = select(OptionWeight.option_id).where(
        OptionWeight.option_id == Option.id, OptionWeight.theme_tag_id == theme
    )
    return or_(touched.exists(), _an_option(weights.exists()))


def _lacks(language: str) -> Condition:
    """Whether a text that a question has is missing in a language; see `Line.missing`."""
    item, option = Item.__table__.c, Option.__table__.c
    is_explained = (item.explanation_en != "") | (item.explanation_ko != "")
    return or_(
        item[f"stem_{language}"] == "",
        is_explained & (item[f"explanation_{language}"] == ""),
        _an_option(option[f"text_{language}"] == ""),
    )


TRIVIA = select(Quiz.id).where(Quiz.kind == QuizKind.TRIVIA)
MISSING: dict[str, Condition] = {
    Missing.ENGLISH: _lacks("en"),
    Missing.KOREAN: _lacks("ko"),
    Missing.ENGLISH_EXPLANATION: (Item.__table__.c.explanation_en == "") & Item.quiz_id.in_(TRIVIA),
    Missing.KOREAN_EXPLANATION: (Item.__table__.c.explanation_ko == "") & Item.quiz_id.in_(TRIVIA),
    Missing.SOURCE: (cast(Item.sources, String) == "[]") & Item.quiz_id.in_(TRIVIA),
    Missing.CATEGORY: (Item.category == "") & Item.quiz_id.in_(TRIVIA),
}

"""The grid's two forms with their choices, and a question's neighbors within a filter."""

from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from quizapp import clock
from quizapp.catalog.queries import theme_tags
from quizapp.config import house_day
from quizapp.editing.grid import queries
from quizapp.editing.grid.forms import BulkForm, Choice, FilterForm, address_fields
from quizapp.editing.keys import FormKey
from quizapp.editing.queries import Document
from quizapp.quizzes.models import Quiz
from quizapp.web.i18n import current_language

from .addresses import form_address, grid_filter, within_query


@dataclass(frozen=True)
class Beside:
    """Addresses of the questions before and after, None at either end, and of the grid.

    ``query`` is what the form has to send on for the filter to be kept.
    """

    before: str | None
    after: str | None
    grid: str
    query: str


def beside_of(document: Document) -> Beside | None:
    """None of what is no question, and where it was not opened from the grid."""
    address = grid_filter()
    if document.kind != "item" or not document.id or not address:
        return None
    wanted = filter_form(address_fields(address)).filter()
    before, after = queries.beside(document.id, wanted, house_day(clock.now()))
    return Beside(
        _address(before, address),
        _address(after, address),
        url_for("editing.questions", **wanted.query()),
        within_query(address),
    )


def filter_form(fields: MultiDict[str, str]) -> FilterForm:
    quizzes = [(quiz.slug, _quiz_name(quiz)) for quiz in queries.quizzes_with_albums()]
    return FilterForm(fields, quizzes, _themes())


def bulk_form(fields: MultiDict[str, str] | None) -> BulkForm:
    quizzes = [(quiz.id, _quiz_name(quiz)) for quiz in queries.quizzes_with_albums()]
    return BulkForm(fields, quizzes, _themes())


def _address(item_id: int | None, within: str) -> str | None:
    return form_address(FormKey("item", item_id)) + within_query(within) if item_id else None


def _quiz_name(quiz: Quiz) -> str:
    """With the album, for two albums may have quizzes of one name."""
    language = current_language()
    return f"{quiz.title.in_language(language)} · {quiz.album.title.in_language(language)}"


def _themes() -> list[Choice]:
    language = current_language()
    return [(theme.slug, theme.label.in_language(language).text) for theme in theme_tags()]

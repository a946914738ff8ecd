"""Load results and comparisons by share slug, as their pages, cards and JSON show them."""

from typing import NamedTuple

from quizapp.catalog.kin_view_models import KinView
from quizapp.plays.models import MoodResult
from quizapp.plays.queries import (
    comparison_by_slug,
    comparisons_of,
    outcome_counts,
    result_by_slug,
)

from . import outcome
from .comparison import service
from .comparison.agreement import agreement
from .comparison.view_models import (
    AgreementView,
    ComparisonLink,
    ComparisonPage,
    Side,
    agreement_view,
    comparison_page,
    side,
)
from .elsewhere.pages import elsewhere
from .publishing import playable
from .sheet import Sheet
from .view_models import ResultPage, TrackView, result_page, winning_tracks


def result_page_by_slug(slug: str, language: str) -> ResultPage:
    """The view model of a result.

    :raises ResultMissing:
    :raises ResultDeleted: when its owner took it away.
    """
    return _result_page(result_by_slug(slug), language)


class ResultVisit(NamedTuple):
    """What the page of a result shows: the result, its newest comparisons with the other results'
    tracks, and the tracks of other albums that are close to it, None where there is no album."""

    result: ResultPage
    comparisons: list[ComparisonLink]
    kin: list[KinView] | None


def result_visit(slug: str, language: str) -> ResultVisit:
    """The view models of a result's page.

    :raises ResultMissing:
    :raises ResultDeleted: when its owner took it away.
    """
    mine = result_by_slug(slug)
    others = {
        row.slug: row.second if row.first_id == mine.id else row.first
        for row in comparisons_of(mine.id)
    }
    links = [ComparisonLink(slug, _tracks(other, language)) for slug, other in others.items()]
    kin = elsewhere(playable(mine.edition_id), Sheet.decode(mine.sheet), language)
    return ResultVisit(_result_page(mine, language), links, kin)


def comparison_page_by_slug(slug: str, language: str) -> ComparisonPage:
    """The view model of a comparison.

    :raises ComparisonMissing:
    :raises ResultDeleted: when the owner of either result took it away.
    """
    row = comparison_by_slug(slug)
    facts = service.from_json(row.facts)
    sides = (
        _side(row.first, facts.fits[0], language),
        _side(row.second, facts.fits[1], language),
    )
    content = playable(row.second.edition_id).content
    agreed = _agreement(row.first, row.second, language)
    return comparison_page(row.slug, sides, content, facts, agreed, language)


def _result_page(row: MoodResult, language: str) -> ResultPage:
    edition = playable(row.edition_id)
    counts = outcome_counts(edition.edition.quiz_id)
    facts = outcome.stored_facts(edition, row)
    return result_page(row.slug, edition.content, facts, counts, language)


def _side(row: MoodResult, fit: int, language: str) -> Side:
    edition = playable(row.edition_id)
    return side(row.slug, edition.content, outcome.stored_facts(edition, row), fit, language)


def _tracks(row: MoodResult, language: str) -> list[TrackView]:
    edition = playable(row.edition_id)
    return winning_tracks(edition.content, outcome.stored_verdict(row), language)


def _agreement(first: MoodResult, second: MoodResult, language: str) -> AgreementView | None:
    """None where the two answered different editions."""
    if first.edition_id != second.edition_id:
        return None
    edition = playable(first.edition_id)
    sheets = (Sheet.decode(first.sheet).answers, Sheet.decode(second.sheet).answers)
    return agreement_view(agreement(edition.table, *sheets), edition.content, sheets, language)

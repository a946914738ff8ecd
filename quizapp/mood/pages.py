"""Load results and comparisons by share slug, as their pages, cards and JSON show them."""

from quizapp.plays.queries import comparison_by_slug, outcome_counts, result_by_slug

from . import outcome
from .comparison import service
from .comparison.view_models import ComparisonPage, comparison_page
from .publishing import playable
from .view_models import ResultPage, result_page


def result_page_by_slug(slug: str, language: str) -> ResultPage:
    """The view model of a result.

    :raises ResultMissing:
    :raises ResultDeleted: when its owner took it away.
    """
    row = result_by_slug(slug)
    edition = playable(row.edition_id)
    counts = outcome_counts(edition.edition.quiz_id)
    return result_page(row.slug, edition.content, outcome.from_json(row.facts), counts, language)


def comparison_page_by_slug(slug: str, language: str) -> ComparisonPage:
    """The view model of a comparison.

    :raises ComparisonMissing:
    :raises ResultDeleted: when the owner of either result took it away.
    """
    row = comparison_by_slug(slug)
    first, second = row.first, row.second
    contents = (playable(first.edition_id).content, playable(second.edition_id).content)
    facts = service.from_json(row.facts)
    return comparison_page(row.slug, (first.slug, second.slug), contents, facts, language)

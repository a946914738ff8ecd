"""Read results, comparisons and tallies from the database."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from quizapp.database.db import db
from quizapp.errors import Gone, Missing
from quizapp.plays.models import OptionTally
from quizapp.quizzes.models import Item, Option
from quizapp.quizzes.queries import is_of_draft

from .models import Comparison, MoodResult, OutcomeTally, VisitTally

COMPARISONS_SHOWN = 20


class ResultMissing(Missing):
    pass


class ResultDeleted(Gone):
    pass


class ComparisonMissing(Missing):
    pass


def result_by_slug(slug: str) -> MoodResult:
    """A result by its share slug.

    :raises ResultMissing: also while its quiz or album is a draft.
    :raises ResultDeleted: when its owner took it away.
    """
    return _result(MoodResult.slug == slug, ~is_of_draft(MoodResult.edition_id))


def any_result(slug: str) -> MoodResult:
    """The same, also of a draft: whoever made it may delete it."""
    return _result(MoodResult.slug == slug)


def _result(*which: ColumnElement[bool]) -> MoodResult:
    result = db.session.scalar(select(MoodResult).where(*which))
    if result is None:
        raise ResultMissing
    if result.deleted_at is not None:
        raise ResultDeleted
    return result


def locked_results(*slugs: str) -> list[MoodResult]:
    """Within a transaction: results by share slug, in this order; they stay as they are to its end.

    :raises ResultMissing:
    :raises ResultDeleted: when the owner of one took it away.
    """
    in_order = select(MoodResult).where(MoodResult.slug.in_(slugs)).order_by(MoodResult.id)
    rows = db.session.scalars(in_order.with_for_update().execution_options(populate_existing=True))
    found = {row.slug: row for row in rows}
    if set(found) != set(slugs):
        raise ResultMissing
    if any(row.deleted_at for row in found.values()):
        raise ResultDeleted
    return [found[slug] for slug in slugs]


def result_of(attempt: str, sheet: str) -> MoodResult:
    """The result that this sheet of this attempt has led to already."""
    same = select(MoodResult).where(MoodResult.attempt == attempt, MoodResult.sheet == sheet)
    return db.session.scalars(same).one()


def comparison_by_slug(slug: str) -> Comparison:
    """A comparison with both its results.

    :raises ComparisonMissing: also while their quiz or album is a draft.
    :raises ResultDeleted: when the owner of either took it away.
    """
    second = aliased(MoodResult)
    return _comparison(
        select(Comparison)
        .join(second, second.id == Comparison.second_id)
        .where(Comparison.slug == slug, ~is_of_draft(second.edition_id))
    )


def any_comparison(slug: str) -> Comparison:
    """The same, also of a draft."""
    return _comparison(select(Comparison).where(Comparison.slug == slug))


def _comparison(wanted: Select[Comparison]) -> Comparison:
    comparison = db.session.scalar(
        wanted.options(joinedload(Comparison.first), joinedload(Comparison.second))
    )
    if comparison is None:
        raise ComparisonMissing
    if comparison.first.deleted_at or comparison.second.deleted_at:
        raise ResultDeleted
    return comparison


def comparisons_of(result_id: int) -> list[Comparison]:
    """The newest comparisons of a result, each with both its results, none of them deleted."""
    first, second = aliased(MoodResult), aliased(MoodResult)
    is_part = or_(Comparison.first_id == result_id, Comparison.second_id == result_id)
    rows = db.session.scalars(
        select(Comparison)
        .join(first, first.id == Comparison.first_id)
        .join(second, second.id == Comparison.second_id)
        .options(
            contains_eager(Comparison.first.of_type(first)),
            contains_eager(Comparison.second.of_type(second)),
        )
        .where(is_part, first.deleted_at.is_(None), second.deleted_at.is_(None))
        .order_by(Comparison.id.desc())
        .limit(COMPARISONS_SHOWN)
    )
    return list(rows)


def outcome_counts(quiz_id: int) -> dict[str, int]:
    """How many players got each track, by slug; one small row per track."""
    rows = db.session.execute(
        select(OutcomeTally.track, OutcomeTally.result_count).where(OutcomeTally.quiz_id == quiz_id)
    )
    return {row.track: row.result_count for row in rows}


def visit_counts(quiz_id: int, *, until: date, days: int) -> dict[str, int]:
    """How many reached each step of a quiz within these days."""
    counted = func.sum(VisitTally.visit_count)
    rows = db.session.execute(
        select(VisitTally.step, counted.label("total"))
        .where(
            VisitTally.quiz_id == quiz_id,
            VisitTally.day > until - timedelta(days=days),
            VisitTally.day <= until,
        )
        .group_by(VisitTally.step)
    )
    return {row.step: int(row.total) for row in rows}


def option_counts(quiz_id: int) -> dict[int, int]:
    """How often players chose each option, by its id."""
    rows = db.session.execute(
        select(OptionTally.option_id, OptionTally.response_count)
        .join(Option, Option.id == OptionTally.option_id)
        .join(Item, Item.id == Option.item_id)
        .where(Item.quiz_id == quiz_id)
    )
    return {row.option_id: row.response_count for row in rows}

"""Take a result away at somebody's request, so that it can be brought back for a while.

All run within a transaction of their caller, who records what was done.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from quizapp.database.cache_versions import RESULTS, bump_version
from quizapp.database.db import db
from quizapp.plays.models import Comparison, MoodResult
from quizapp.plays.queries import ResultDeleted, ResultMissing


def withdraw_result(*, slug: str, now: datetime) -> MoodResult:
    """Take a result and every comparison with it away from pages, API and cards.

    What was counted stays counted. Its rows stay as they are, for `bring_result_back`.

    :raises ResultMissing:
    :raises ResultDeleted: when it is gone already.
    """
    result = _locked(MoodResult.slug == slug)
    if result.deleted_at is not None:
        raise ResultDeleted
    result.deleted_at = now
    bump_version(RESULTS)
    return result


def bring_result_back(*, result_id: int) -> None:
    """Undo `withdraw_result`."""
    _locked(MoodResult.id == result_id).deleted_at = None
    bump_version(RESULTS)


def forget_result(*, result_id: int) -> None:
    """Delete for good what was answered in a withdrawn result, and what was compared with it."""
    result = _locked(MoodResult.id == result_id)
    result.facts, result.sheet = {}, ""
    result.attempt = f"deleted {result.slug}"  # UNIQUE with the sheet, and a name of no attempt
    for comparison in comparisons_with(result_id):
        comparison.facts = {}


def comparisons_with(result_id: int) -> list[Comparison]:
    either = or_(Comparison.first_id == result_id, Comparison.second_id == result_id)
    return list(db.session.scalars(select(Comparison).where(either).order_by(Comparison.id)))


def _locked(which: ColumnElement[bool]) -> MoodResult:
    result = db.session.scalar(
        select(MoodResult).where(which).with_for_update().execution_options(populate_existing=True)
    )
    if result is None:
        raise ResultMissing
    return result

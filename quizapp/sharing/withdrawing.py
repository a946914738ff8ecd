"""Take a result away, for a while or for good.

All run within a transaction of their caller.
"""

from datetime import datetime

from sqlalchemy import or_, select

from quizapp.database.cache_versions import RESULTS, bump_version
from quizapp.database.db import db
from quizapp.plays.models import Comparison, MoodResult


def withdraw_result(result: MoodResult, now: datetime) -> list[str]:
    """Take a result, which is locked, and every comparison with it away from pages, API and cards.

    What was counted stays counted. Its rows stay as they are, for `bring_result_back`.

    :returns: the subjects whose cards must go after the commit.
    """
    result.deleted_at = now
    bump_version(RESULTS)
    return [
        f"result-{result.slug}",
        *(f"comparison-{row.slug}" for row in comparisons_with(result.id)),
    ]


def bring_result_back(*, result_id: int) -> None:
    """Undo `withdraw_result`."""
    _locked(result_id).deleted_at = None
    bump_version(RESULTS)


def forget_result(*, result_id: int) -> None:
    """`blank_result` of a result that was withdrawn."""
    blank_result(_locked(result_id))


def blank_result(result: MoodResult) -> None:
    """Delete for good what was answered, which attempt it was, and what was compared with it."""
    for comparison in comparisons_with(result.id):
        comparison.facts = {}
    result.facts, result.sheet, result.owner_secret = {}, "", ""
    result.attempt = f"deleted {result.slug}"  # UNIQUE with the sheet, and a name of no attempt


def comparisons_with(result_id: int) -> list[Comparison]:
    """The comparisons with a result, in the order in which they were made."""
    either = or_(Comparison.first_id == result_id, Comparison.second_id == result_id)
    return list(db.session.scalars(select(Comparison).where(either).order_by(Comparison.id)))


def _locked(result_id: int) -> MoodResult:
    return db.session.get_one(MoodResult, result_id, with_for_update=True, populate_existing=True)

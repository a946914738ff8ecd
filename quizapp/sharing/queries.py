"""Which results, comparisons and rounds their owners have deleted."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from quizapp.database.db import db
from quizapp.errors import Gone
from quizapp.plays.models import Comparison, MoodResult, TriviaRound

first, second = aliased(MoodResult), aliased(MoodResult)
COMPARED = (
    select(Comparison.slug, func.coalesce(first.deleted_at, second.deleted_at).label("deleted_at"))
    .join(first, first.id == Comparison.first_id)
    .join(second, second.id == Comparison.second_id)
)
DELETABLE: dict[str, tuple[Select[str, Any], ColumnElement[str]]] = {
    "result": (select(MoodResult.slug, MoodResult.deleted_at), MoodResult.slug.expression),
    "comparison": (COMPARED, Comparison.slug.expression),
    "round": (select(TriviaRound.slug, TriviaRound.deleted_at), TriviaRound.slug.expression),
}
"""By kind of share: slug and time of deletion, and the column to choose by."""


class Deleted(Gone):
    """Its owner took it away."""


def check_shown(kind: str, slug: str) -> None:
    """Nothing for what never was: whoever loads it finds out.

    :raises Deleted:
    """
    if deleted_slugs(kind, [slug]):
        raise Deleted


def deleted_slugs(kind: str, slugs: Iterable[str]) -> list[str]:
    """Those of the slugs of a kind whose owners took them away."""
    rows, slug = DELETABLE[kind]
    return [row.slug for row in db.session.execute(rows.where(slug.in_(slugs))) if row.deleted_at]

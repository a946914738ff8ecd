"""Whether what a card shows may be seen: not deleted by its owner, and of no draft."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from quizapp.catalog.queries import album_by_slug, track_by_slug
from quizapp.database.db import db
from quizapp.errors import Gone, Missing
from quizapp.plays.models import Comparison, MoodResult, TriviaRound
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import is_of_draft, live_edition

Deletable = tuple[Select[str, Any, bool], ColumnElement[str]]

first, second = aliased(MoodResult), aliased(MoodResult)
COMPARED = (
    select(
        Comparison.slug,
        func.coalesce(first.deleted_at, second.deleted_at).label("deleted_at"),
        is_of_draft(second.edition_id).label("is_of_draft"),
    )
    .join(first, first.id == Comparison.first_id)
    .join(second, second.id == Comparison.second_id)
)
RESULTS = select(
    MoodResult.slug,
    MoodResult.deleted_at,
    is_of_draft(MoodResult.edition_id).label("is_of_draft"),
)
ROUNDS = select(
    TriviaRound.slug,
    TriviaRound.deleted_at,
    is_of_draft(TriviaRound.edition_id).label("is_of_draft"),
)
DELETABLE: dict[str, Deletable] = {
    "result": (RESULTS, MoodResult.slug.expression),
    "comparison": (COMPARED, Comparison.slug.expression),
    "round": (ROUNDS, TriviaRound.slug.expression),
}
"""By kind of share: slug, time of deletion and whether it is of a draft; what to choose by."""
PUBLISHED: dict[str, Callable[[str], object]] = {
    "track": track_by_slug,
    "home": album_by_slug,
    "today": lambda slug: live_edition(slug, QuizKind.TRIVIA),
}
"""By kind of share that editors publish: what fails for a draft."""


class Deleted(Gone):
    """Its owner took it away."""


def check_shown(kind: str, slug: str) -> None:
    """Nothing for a result that never was: whoever loads it finds out.

    :raises Missing: for a draft, or what is of one.
    :raises Deleted:
    """
    if kind in PUBLISHED:
        PUBLISHED[kind](slug)
        return
    rows, column = DELETABLE[kind]
    row = db.session.execute(rows.where(column == slug)).first()
    if row and row.deleted_at:
        raise Deleted
    if row and row.is_of_draft:
        raise Missing("draft")


def deleted_slugs(kind: str, slugs: Iterable[str]) -> list[str]:
    """Those of the slugs of a kind whose owners took them away."""
    rows, slug = DELETABLE[kind]
    return [row.slug for row in db.session.execute(rows.where(slug.in_(slugs))) if row.deleted_at]

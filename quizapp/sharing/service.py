"""Delete a result, its comparisons and their cards."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import or_, select

from quizapp.database.cache_versions import RESULTS, bump_version
from quizapp.database.db import db, transaction
from quizapp.errors import Forbidden
from quizapp.plays.models import Comparison, MoodResult
from quizapp.plays.ownership import owned_slug
from quizapp.plays.queries import result_by_slug

from .card_store import forget_cards


class NotOwner(Forbidden):
    """The key is not the one that this result was made with."""


def delete_result(*, slug: str, key: str, cards: Path, now: datetime) -> None:
    """Blank a result, every comparison with it, and remove their cards from the folder ``cards``.

    What was counted stays counted: a tally knows nobody.

    :raises NotOwner:
    :raises ResultMissing:
    :raises ResultDeleted: when it is gone already.
    """
    if owned_slug(key) != slug:
        raise NotOwner("key")
    with transaction():
        result = result_by_slug(slug)
        result.facts, result.sheet, result.deleted_at = {}, "", now
        comparisons = _comparisons_with(result)
        for comparison in comparisons:
            comparison.facts = {}
        bump_version(RESULTS)
    # After the commit: a card drawn in the meantime is removed too, and no later one is drawn.
    forget_cards(cards, f"result-{slug}")
    for comparison in comparisons:
        forget_cards(cards, f"comparison-{comparison.slug}")


def _comparisons_with(result: MoodResult) -> list[Comparison]:
    either = or_(Comparison.first_id == result.id, Comparison.second_id == result.id)
    return list(db.session.scalars(select(Comparison).where(either)))

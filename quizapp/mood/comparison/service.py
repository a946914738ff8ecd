"""Compare two results, and store the comparison without any answer of either."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select

from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Rejected
from quizapp.mood import outcome
from quizapp.mood.publishing import playable
from quizapp.mood.service import SLUG_BYTES
from quizapp.plays.models import Comparison, MoodResult
from quizapp.plays.queries import locked_results

from . import similarity

SHARED_COUNT = 3
PARTING_COUNT = 2


class NotComparable(Rejected):
    """The two results are one and the same, or come from different quizzes."""


@dataclass(frozen=True)
class Parting:
    """A theme that one of the two leans to and the other does not."""

    theme: str
    is_first: bool


@dataclass(frozen=True)
class ComparisonFacts:
    """Two moods side by side by slugs; the first is the friend who was there before.

    ``percentile`` of 100 random pairs are less alike; None where one of the two leans nowhere.
    ``tracks`` are what each got, ``fits`` how well the track for both goes with either, 0 to 100.
    """

    percentile: int | None
    shared: tuple[str, ...]
    partings: tuple[Parting, ...]
    tracks: tuple[str, str]
    track_for_both: str
    fits: tuple[int, int]


_adapter = TypeAdapter(ComparisonFacts)


@retry_once
def compare(*, friend_slug: str, slug: str, now: datetime) -> str:
    """Compare a result with the friend's that came before, and return the comparison's slug.

    The same two results are one comparison, however often they are compared.

    :raises NotComparable: when there is nothing to compare.
    :raises ResultMissing:
    :raises ResultDeleted:
    """
    with transaction():
        # Locked, or a result deleted meanwhile would leave its facts in the comparison.
        first, second = locked_results(friend_slug, slug)
        facts = _facts(first, second)
        pair = (Comparison.first_id == first.id, Comparison.second_id == second.id)
        if existing := db.session.scalar(select(Comparison.slug).where(*pair)):
            return existing
        row = Comparison(
            slug=secrets.token_urlsafe(SLUG_BYTES),
            first_id=first.id,
            second_id=second.id,
            facts=asdict(facts),
            created_at=now,
        )
        db.session.add(row)
        return row.slug


def from_json(plain: dict[str, Any]) -> ComparisonFacts:
    return _adapter.validate_python(plain)


def _facts(first: MoodResult, second: MoodResult) -> ComparisonFacts:
    edition, other = playable(second.edition_id), playable(first.edition_id)
    if first.id == second.id or edition.edition.quiz_id != other.edition.quiz_id:
        raise NotComparable("not-comparable")
    one, two = outcome.stored_facts(other, first), outcome.stored_facts(edition, second)
    cosine = similarity.similarity(one.mood, two.mood)
    quantiles = edition.calibration.pair_quantiles
    both = similarity.track_for_both(_totals(one), _totals(two))
    divided = similarity.partings(one.mood, two.mood)[:PARTING_COUNT]
    return ComparisonFacts(
        percentile=None if cosine is None else similarity.percentile(cosine, quantiles),
        shared=tuple(similarity.shared_themes(one.mood, two.mood)[:SHARED_COUNT]),
        partings=tuple(Parting(theme, one.mood[theme] > 0) for theme in divided),
        tracks=(one.winner.track, two.winner.track),
        track_for_both=both.track,
        fits=both.fits,
    )


def _totals(facts: outcome.Facts) -> dict[str, int]:
    return {standing.track: standing.total for standing in facts.ranking}

"""Delete a result or a round that somebody asks to have deleted."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.database.db import retry_once, transaction
from quizapp.errors import Missing
from quizapp.feedback.moderation.acts import Act
from quizapp.feedback.moderation.links import Link
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.plays.models import MoodResult, TriviaRound
from quizapp.plays.queries import (
    ResultMissing,
    any_comparison,
    any_result,
    locked_results,
)
from quizapp.sharing.card_store import forget_cards
from quizapp.sharing.withdrawing import comparisons_with, withdraw_result
from quizapp.trivia.queries import RoundMissing, any_finished_round, any_round_by_key
from quizapp.trivia.service import moderation as boards

from .record import Kept, add_record


class OfComparison(Missing):
    """A comparison goes with either of its two results, whose ``slugs`` these are."""

    def __init__(self, slugs: list[str]) -> None:
        super().__init__()
        self.slugs = slugs


@dataclass(frozen=True)
class Found:
    """A result or a finished round, and with how many results it has been compared."""

    result: MoodResult | None = None
    round: TriviaRound | None = None
    comparison_count: int = 0


def find(slug: str) -> Found:
    """The result or the round of a share slug.

    :raises ResultMissing: when it is neither's.
    :raises ResultDeleted:
    :raises RoundMissing: also for a round that is not finished.
    :raises RoundDeleted:
    """
    try:
        result = any_result(slug)
    except ResultMissing:
        return Found(round=any_finished_round(slug))
    return Found(result=result, comparison_count=len(comparisons_with(result.id)))


def slug_of(link: Link | None) -> str:
    """The share slug of a link, also of one that its player alone has.

    :raises Missing: when it leads nowhere.
    :raises Gone: when what it led to is deleted.
    :raises OfComparison:
    """
    if link is None:
        raise Missing
    return SLUGS[link.kind](link.code)


def _slug_of_comparison(code: str) -> str:
    comparison = any_comparison(code)
    raise OfComparison([comparison.first.slug, comparison.second.slug])


def _slug_of_play(key: str) -> str:
    return any_round_by_key(key).slug


def _slug_of_any(code: str) -> str:
    with suppress(RoundMissing):
        find(code)
        return code
    with suppress(RoundMissing):
        return _slug_of_play(code)
    return _slug_of_comparison(code)


SLUGS: dict[str, Callable[[str], str]] = {
    "share": str,
    "comparison": _slug_of_comparison,
    "play": _slug_of_play,
    "code": _slug_of_any,
}
"""By the kind of a link."""


@retry_once
def delete(*, slug: str, cards: Path, reason: str, by: str, now: datetime) -> ModerationRecord:
    """Take a result or a round away with all that shows it, and the cards from ``cards``.

    :raises ResultMissing: when the slug is neither's.
    :raises ResultDeleted:
    :raises RoundMissing: also for a round that is not finished.
    :raises RoundDeleted:
    """
    with transaction():
        act, kept, subjects = _taken_away(slug, now)
        record = add_record(act, slug, kept, by=by, now=now, reason=reason)
    forget_cards(cards, *subjects)
    return record


def _taken_away(slug: str, now: datetime) -> tuple[Act, Kept, list[str]]:
    """What was done, what undoes it, and whose cards must go."""
    try:
        [result] = locked_results(slug)
    except ResultMissing:
        return Act.DELETE_ROUND, boards.remove_round(slug=slug, now=now), [f"round-{slug}"]
    return Act.DELETE_RESULT, {"result_id": result.id}, withdraw_result(result, now)

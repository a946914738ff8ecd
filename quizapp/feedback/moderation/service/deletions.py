"""Delete a result or a round that somebody asks to have deleted."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.database.db import retry_once, transaction
from quizapp.feedback.moderation.acts import Act
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.plays.models import MoodResult, TriviaRound
from quizapp.plays.queries import ResultMissing, result_by_slug
from quizapp.sharing.card_store import forget_cards
from quizapp.sharing.withdrawing import comparisons_with, withdraw_result
from quizapp.trivia.queries import finished_round_by_slug
from quizapp.trivia.service import moderation as boards

from .record import add_record


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
        result = result_by_slug(slug)
    except ResultMissing:
        return Found(round=finished_round_by_slug(slug))
    return Found(result=result, comparison_count=len(comparisons_with(result.id)))


@retry_once
def delete_result(
    *, slug: str, cards: Path, reason: str, by: str, now: datetime
) -> ModerationRecord:
    """Take a result away with its comparisons, and their cards from the folder ``cards``.

    :raises ResultMissing:
    :raises ResultDeleted: when it is gone already.
    """
    with transaction():
        result = withdraw_result(slug=slug, now=now)
        kept = {"result_id": result.id}
        record = add_record(Act.DELETE_RESULT, slug, kept, by=by, now=now, reason=reason)
        subjects = [f"comparison-{each.slug}" for each in comparisons_with(result.id)]
    # After the commit: a card drawn in the meantime is removed too, and no later one is drawn.
    for subject in (f"result-{slug}", *subjects):
        forget_cards(cards, subject)
    return record


@retry_once
def delete_round(
    *, slug: str, cards: Path, reason: str, by: str, now: datetime
) -> ModerationRecord:
    """Take a round away with its page, its card and its places on the boards.

    :raises RoundMissing:
    :raises RoundDeleted: when it is gone already.
    """
    with transaction():
        kept = boards.remove_round(slug=slug, now=now)
        record = add_record(Act.DELETE_ROUND, slug, kept, by=by, now=now, reason=reason)
    forget_cards(cards, f"round-{slug}")
    return record

"""Delete a result or a round, with all that shows it: comparisons, board rows, cards."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, or_, select

from quizapp.database.cache_versions import RESULTS, bump_version
from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Forbidden
from quizapp.plays.models import Comparison, MoodResult, TriviaResponse
from quizapp.plays.ownership import opens
from quizapp.plays.queries import locked_results
from quizapp.trivia.queries import RoundMissing, locked_round
from quizapp.trivia.service.board import leave_boards

from .card_store import forget_cards, stored_subjects
from .queries import DELETABLE, deleted_slugs


class NotOwner(Forbidden):
    """The key is not the one that this result was made with."""


@retry_once
def delete_result(*, slug: str, key: str, cards: Path, now: datetime) -> None:
    """Blank a result, every comparison with it, and remove their cards from the folder ``cards``.

    What was counted stays counted: a tally knows nobody.

    :raises NotOwner:
    :raises ResultMissing:
    :raises ResultDeleted: when it is gone already.
    """
    with transaction():
        [result] = locked_results(slug)
        if not opens(key, result):
            raise NotOwner("key")
        gone = _blank(result, now)
    _forget(cards, gone)


@retry_once
def remove_result(*, slug: str, cards: Path, now: datetime) -> None:
    """`delete_result` for those who run the game and hold no key.

    :raises ResultMissing:
    :raises ResultDeleted: when it is gone already.
    """
    with transaction():
        [result] = locked_results(slug)
        gone = _blank(result, now)
    _forget(cards, gone)


@retry_once
def delete_round(*, play_key: str, cards: Path, now: datetime) -> None:
    """Blank a finished round of trivia, take it off the boards, and remove its cards.

    What was counted stays counted, and so does that its player has seen the answers.

    :raises RoundMissing: for a key that opens no finished round.
    :raises RoundDeleted: when it is gone already.
    """
    with transaction():
        round_ = locked_round(play_key)
        if not round_.is_finished:
            raise RoundMissing
        leave_boards(round_)
        db.session.execute(delete(TriviaResponse).where(TriviaResponse.round_id == round_.id))
        round_.nickname, round_.score, round_.right_count = "", 0, 0
        round_.deleted_at = now
        bump_version(RESULTS)
    _forget(cards, [f"round-{round_.slug}"])


def sweep_cards(cards: Path) -> int:
    """Remove from this machine what was deleted at another one; give the number of subjects."""
    kinds_and_slugs = [subject.partition("-")[::2] for subject in stored_subjects(cards)]
    gone = [
        f"{kind}-{slug}"
        for kind in DELETABLE
        for slug in deleted_slugs(kind, [slug for each, slug in kinds_and_slugs if each == kind])
    ]
    _forget(cards, gone)
    return len(gone)


def _blank(result: MoodResult, now: datetime) -> list[str]:
    """Forget what was answered, and which attempt it was; give the subjects whose cards must go."""
    comparisons = _comparisons_with(result)
    result.facts, result.sheet, result.deleted_at = {}, "", now
    result.attempt = f"deleted {result.slug}"  # UNIQUE with the sheet, and a name of no attempt
    for comparison in comparisons:
        comparison.facts = {}
    bump_version(RESULTS)
    return [f"result-{result.slug}", *(f"comparison-{row.slug}" for row in comparisons)]


def _comparisons_with(result: MoodResult) -> list[Comparison]:
    either = or_(Comparison.first_id == result.id, Comparison.second_id == result.id)
    return list(db.session.scalars(select(Comparison).where(either).order_by(Comparison.id)))


def _forget(cards: Path, subjects: list[str]) -> None:
    """After the commit: a card drawn in the meantime is removed too, and no later one is drawn."""
    for subject in subjects:
        forget_cards(cards, subject)

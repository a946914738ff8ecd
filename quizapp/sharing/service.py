"""Delete a result or a round, with all that shows it: comparisons, board rows, cards."""

from datetime import datetime
from pathlib import Path

from quizapp.database.cache_versions import RESULTS, bump_version
from quizapp.database.db import retry_once, transaction
from quizapp.errors import Forbidden
from quizapp.plays.ownership import opens
from quizapp.plays.queries import locked_results
from quizapp.trivia.queries import RoundMissing, locked_round
from quizapp.trivia.service.entries import blank_round, boards_of, settle_entries

from .card_store import forget_cards, stored_subjects
from .queries import DELETABLE, deleted_slugs
from .withdrawing import blank_result, withdraw_result


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
        blank_result(result)
        gone = withdraw_result(result, now)
    forget_cards(cards, *gone)


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
        key = round_.nickname_key
        round_.deleted_at = now
        blank_round(round_)
        if key:
            settle_entries(key, boards_of(round_))
        bump_version(RESULTS)
    forget_cards(cards, f"round-{round_.slug}")


def sweep_cards(cards: Path) -> int:
    """Remove from this machine what was deleted at another one; give the number of subjects."""
    kinds_and_slugs = [subject.partition("-")[::2] for subject in stored_subjects(cards)]
    gone = [
        f"{kind}-{slug}"
        for kind in DELETABLE
        for slug in deleted_slugs(kind, [slug for each, slug in kinds_and_slugs if each == kind])
    ]
    forget_cards(cards, *gone)
    return len(gone)

"""Start a round: today's, practice, a past day's, or the same as a friend's.

An attempt, which the page of the start button carries, begins one round however often it is sent.
"""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quizapp.config import house_day
from quizapp.database.counters import Sums
from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Rejected
from quizapp.plays.models import RoundKind, TriviaRound
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import PublishedEdition, edition_by_id, live_edition
from quizapp.trivia.board_queries import were_answers_shown
from quizapp.trivia.daily import todays_items
from quizapp.trivia.queries import DayMissing, finished_round_by_slug, play_key_of, scheduled_day
from quizapp.trivia.schedule import SET_SIZE
from quizapp.web import signing

from .funnel import count_steps

KEY_BYTES = 16
"""Random bytes in a play key, a share slug and a seed."""


ANY = "any"
NETWORK = "trivia network"


class NothingToAsk(Rejected):
    """No item fits what was chosen, or none is published."""


@dataclass(frozen=True)
class Start:
    """How a player begins.

    :ivar attempt: names one showing of the start form.
    :ivar network: a keyed digest of the player's network, empty where it is not known.
    """

    attempt: str
    is_relaxed: bool
    now: datetime
    network: str = ""


@dataclass(frozen=True)
class PracticeFilter:
    """What to practice: a category, or `ANY` of them."""

    category: str
    watched_up_to: int


def start_today(*, edition: PublishedEdition, start: Start, is_again: bool = False) -> str:
    """Begin today's round and return its play key.

    It counts for nothing when the player says that it is not the first one, or when answers to the
    same items have been shown to the same network before.
    """
    day = house_day(start.now)
    scheduled = todays_items(edition=edition, today=day)
    round_ = _round(RoundKind.TODAY, scheduled.edition_id, scheduled.item_ids, start)
    round_.day = day
    digest = round_.network_digest
    round_.is_again = is_again or (digest is not None and were_answers_shown(digest))
    return _open(round_)


def start_past_day(*, edition: PublishedEdition, day: date, start: Start) -> str:
    """Begin a round of practice with what a day before today asked.

    :raises DayMissing: when there was none, or the day is not over.
    """
    scheduled = scheduled_day(edition.quiz_id, day)
    if scheduled is None or day >= house_day(start.now):
        raise DayMissing
    round_ = _round(RoundKind.PRACTICE, scheduled.edition_id, scheduled.item_ids, start)
    round_.day = day
    return _open(round_)


def start_practice(
    *, edition: PublishedEdition, practice_filter: PracticeFilter, rng: random.Random, start: Start
) -> str:
    """Begin a round of up to eight items drawn by ``rng``, none of today's while there are others.

    :raises NothingToAsk: when no item fits the practice_filter.
    """
    today = scheduled_day(edition.quiz_id, house_day(start.now))
    fitting = _fitting(edition, practice_filter)
    fresh = [item_id for item_id in fitting if not today or item_id not in today.item_ids]
    choice = fresh or fitting
    drawn = rng.sample(choice, min(SET_SIZE, len(choice)))
    return _open(_round(RoundKind.PRACTICE, edition.id, drawn, start))


def _fitting(edition: PublishedEdition, practice_filter: PracticeFilter) -> list[int]:
    return [
        item.id
        for item in edition.content.items
        if practice_filter.category in {ANY, item.category}
        and item.spoiler_episode <= practice_filter.watched_up_to
    ]


def start_challenge(*, slug: str, start: Start) -> str:
    """Begin the very same round, items and order of options, as the finished one shared.

    :raises RoundMissing: when there is no such finished round.
    :raises QuizRetired:
    """
    origin = finished_round_by_slug(slug)
    live_edition(edition_by_id(origin.edition_id).content.slug, QuizKind.TRIVIA)
    round_ = _round(RoundKind.CHALLENGE, origin.edition_id, origin.item_ids, start)
    round_.origin_id = origin.id
    round_.seed = origin.seed
    return _open(round_)


def _round(kind: RoundKind, edition_id: int, item_ids: Sequence[int], start: Start) -> TriviaRound:
    if not item_ids:
        raise NothingToAsk("nothing-to-ask")
    return TriviaRound(
        slug=secrets.token_urlsafe(KEY_BYTES),
        play_key=secrets.token_urlsafe(KEY_BYTES),
        seed=secrets.token_urlsafe(KEY_BYTES),
        attempt=start.attempt,
        edition_id=edition_id,
        kind=kind,
        item_ids=list(item_ids),
        is_relaxed=start.is_relaxed,
        started_at=start.now,
        shown_at=start.now,
        network_digest=_network_digest(start.network, item_ids),
    )


def _network_digest(network: str, item_ids: Sequence[int]) -> str | None:
    """Another one for each set of items, so that nobody's days can be laid side by side."""
    if not network:
        return None
    return signing.keyed_digest(f"{network} {sorted(item_ids)}", purpose=NETWORK)


@retry_once
def _open(round_: TriviaRound) -> str:
    with transaction():
        if play_key := play_key_of(round_.attempt):
            return play_key
        db.session.add(round_)
        db.session.flush()
        sums = Sums()
        count_steps(sums, round_, "start", "item-1", day=round_.started_at.date())
        sums.store(db.session.connection())
        return round_.play_key

"""Put suggested questions into the queue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.database.db import db, transaction
from quizapp.errors import Rejected
from quizapp.quizzes.models import Suggestion, SuggestionStatus
from quizapp.quizzes.queries import lock_quizzes
from quizapp.web import signing

MOST_OPEN = 500
"""More than editors will ever read; what comes then has to wait."""
SHARES = (20, 40, 80)
"""How many of them one network may have: an IPv4 address or an IPv6 /64, then a /56 and a /48."""
NETWORK = "network of a suggestion"
DIGEST_LENGTH = 32


class QueueFull(Rejected):
    """The editors have too much to read already."""


class ShareFull(Rejected):
    """They have as much to read from this network as one network may send."""


def suggest(
    *, quiz_id: int, proposal: dict[str, Any], networks: Sequence[str], now: datetime
) -> None:
    """Put a question into the queue; the same one twice is one.

    :param networks: of the visitor, the smallest first, as `networks_of` gives them.
    :raises QueueFull:
    :raises ShareFull:
    """
    digests = [_digest(network) for network in networks]
    with transaction():
        lock_quizzes()  # of many at once each sees the others
        queue = _open_suggestions()
        if any((other.quiz_id, other.proposal) == (quiz_id, proposal) for other in queue):
            return
        _check_room(queue, digests)
        db.session.add(
            Suggestion(
                quiz_id=quiz_id,
                proposal=proposal,
                network_digests=" ".join(digests),
                suggested_at=now,
            )
        )


def _open_suggestions() -> Sequence[Suggestion]:
    waiting = select(Suggestion).where(Suggestion.status == SuggestionStatus.OPEN)
    return db.session.scalars(waiting.order_by(Suggestion.id)).all()


def _check_room(queue: Sequence[Suggestion], digests: Sequence[str]) -> None:
    if len(queue) >= MOST_OPEN:
        raise QueueFull("queue-full")
    for digest, share in zip(digests, SHARES, strict=False):
        if sum(digest in (other.network_digests or "") for other in queue) >= share:
            raise ShareFull("share-full")


def _digest(network: str) -> str:
    """128 bits of it: enough to tell networks apart, and nobody finds the network."""
    return signing.keyed_digest(network, purpose=NETWORK)[:DIGEST_LENGTH]

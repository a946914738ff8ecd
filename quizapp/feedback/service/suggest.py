"""Put suggested questions into the queue."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.database.db import db, transaction
from quizapp.errors import Rejected
from quizapp.quizzes.models import Suggestion, SuggestionStatus

MOST_OPEN = 500
"""More than editors will ever read; what comes then has to wait."""


class QueueFull(Rejected):
    pass


def suggest(*, quiz_id: int, proposal: dict[str, Any], now: datetime) -> None:
    """Put a question into the queue; the same one twice is one.

    :raises QueueFull: when the editors have too much to read already.
    """
    with transaction():
        waiting = select(Suggestion).where(Suggestion.status == SuggestionStatus.OPEN)
        queue = db.session.scalars(waiting.order_by(Suggestion.id)).all()
        if len(queue) >= MOST_OPEN:
            raise QueueFull("queue-full")
        if all((other.quiz_id, other.proposal) != (quiz_id, proposal) for other in queue):
            db.session.add(Suggestion(quiz_id=quiz_id, proposal=proposal, suggested_at=now))

"""How long things are kept that nobody needs for good; `docs/operating.md` tells operators.

Results, finished rounds and boards stay: their addresses were shared.
"""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, delete, or_, select

from quizapp.auth.models import DeskSession, Invitation
from quizapp.database.db import db, transaction
from quizapp.plays.models import TriviaResponse, TriviaRound, VisitTally

UNFINISHED_ROUNDS = timedelta(days=2)
VISITS = timedelta(days=400)
ENDED_SESSIONS = timedelta(days=7)
"""Longer than any session can last, so that an age alone tells that it has ended."""
INVITATIONS = timedelta(days=30)


def purge(*, now: datetime) -> dict[str, int]:
    """Delete what has outlived its time, and say how many rows of each kind went."""
    abandoned = select(TriviaRound.id).where(
        TriviaRound.finished_at.is_(None), TriviaRound.started_at < now - UNFINISHED_ROUNDS
    )
    old_sessions = or_(
        DeskSession.ended_at < now - ENDED_SESSIONS, DeskSession.seen_at < now - ENDED_SESSIONS
    )
    with transaction():
        return {
            "responses": _gone(
                delete(TriviaResponse).where(TriviaResponse.round_id.in_(abandoned))
            ),
            "rounds": _gone(delete(TriviaRound).where(TriviaRound.id.in_(abandoned))),
            "visits": _gone(delete(VisitTally).where(VisitTally.day < (now - VISITS).date())),
            "sessions": _gone(delete(DeskSession).where(old_sessions)),
            "invitations": _gone(
                delete(Invitation).where(Invitation.created_at < now - INVITATIONS)
            ),
        }


def _gone(statement: Delete) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount

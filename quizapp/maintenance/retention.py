"""Retention: how long rows are stored, and deleting the expired ones.

See `docs/operating.md`. Results, finished rounds and boards stay: their addresses were shared.
What moderators took away is kept for as long as they can undo it.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from quizapp.auth import throttle
from quizapp.auth.models import EditorSession, Invitation
from quizapp.auth.sessions import KEPT
from quizapp.database.db import changed_rows, transaction
from quizapp.feedback.moderation.service import record as moderation
from quizapp.packs.album_files import service as album_files
from quizapp.plays.models import TriviaResponse, TriviaRound, VisitTally
from quizapp.question_files import service as question_files
from quizapp.quizzes.models import Suggestion, SuggestionStatus
from quizapp.trivia.service.board import ENTER_WITHIN

UNFINISHED_ROUNDS = timedelta(days=2)
VISITS = timedelta(days=400)
ENDED_SESSIONS = KEPT
"""Longer than any session can last, so that an age alone tells that it has ended."""
INVITATIONS = timedelta(days=30)
NETWORKS = ENTER_WITHIN
"""Digests of networks bound the board of a day; later they are of no use."""
SUGGESTERS = timedelta(days=30)
"""Digests of networks give each its share of the suggestions that wait to be read."""


def purge(*, now: datetime) -> dict[str, int]:
    """Delete expired rows, and return how many of each kind."""
    abandoned = select(TriviaRound.id).where(
        TriviaRound.finished_at.is_(None), TriviaRound.started_at < now - UNFINISHED_ROUNDS
    )
    old_sessions = or_(
        EditorSession.ended_at < now - ENDED_SESSIONS, EditorSession.seen_at < now - ENDED_SESSIONS
    )
    unneeded = Suggestion.network_digests.is_not(None) & or_(
        Suggestion.status != SuggestionStatus.OPEN, Suggestion.suggested_at < now - SUGGESTERS
    )
    with transaction():
        return {
            "responses": changed_rows(
                delete(TriviaResponse).where(TriviaResponse.round_id.in_(abandoned))
            ),
            "rounds": changed_rows(delete(TriviaRound).where(TriviaRound.id.in_(abandoned))),
            "visits": changed_rows(
                delete(VisitTally).where(VisitTally.day < (now - VISITS).date())
            ),
            "sessions": changed_rows(delete(EditorSession).where(old_sessions)),
            "invitations": changed_rows(
                delete(Invitation).where(Invitation.created_at < now - INVITATIONS)
            ),
            "networks": changed_rows(
                update(TriviaRound)
                .where(
                    TriviaRound.network_digest.is_not(None),
                    TriviaRound.started_at < now - NETWORKS,
                )
                .values(network_digest=None)
            ),
            "moderated": moderation.purge(now=now),
            "networks of suggestions": changed_rows(
                update(Suggestion).where(unneeded).values(network_digests=None)
            ),
            "attempts to sign in": throttle.sweep(now),
            "imports": question_files.forget_old_imports(now),
            "imports of albums": album_files.forget_old_imports(now),
        }

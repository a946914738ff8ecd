"""Count what waits for editors."""

from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.quizzes.models import Flag, Suggestion, SuggestionStatus


def waiting_counts() -> tuple[int, int]:
    """The numbers of suggestions that nobody has decided, and of flags that nobody has resolved."""
    suggestions = select(func.count()).where(Suggestion.status == SuggestionStatus.OPEN)
    flags = select(func.count()).where(Flag.resolved_at.is_(None)).select_from(Flag)
    return (
        db.session.scalar(suggestions.select_from(Suggestion)) or 0,
        db.session.scalar(flags) or 0,
    )

"""The record of moderation."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.auth.models import NAME_LIMIT
from quizapp.database.db import Base
from quizapp.quizzes.models import NOTE_LIMIT

from .acts import KEPT_FOR

SUBJECT_LIMIT = 120


class ModerationRecord(Base):
    """Who did what when and why, and what it takes to undo it.

    ``subject`` names it for people: a nickname, a word, a share slug. ``kept`` is what undoes it,
    as the use case returned it; none once it has been purged or was undone.
    """

    __tablename__ = "moderation_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(SUBJECT_LIMIT))
    reason: Mapped[str] = mapped_column(String(NOTE_LIMIT), default="")
    done_by: Mapped[str] = mapped_column(String(NAME_LIMIT))
    done_at: Mapped[datetime]
    kept: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    restored_by: Mapped[str] = mapped_column(String(NAME_LIMIT), default="")
    restored_at: Mapped[datetime | None]

    def is_restorable(self, now: datetime) -> bool:
        return self.kept is not None and now - self.done_at < KEPT_FOR

"""The record of moderation."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.auth.models import NAME_LIMIT
from quizapp.database.db import Base
from quizapp.quizzes.models import NOTE_LIMIT
from quizapp.trivia.disguises import shown

from .acts import KEPT_FOR, OF_WORDS

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

    @property
    def about(self) -> str:
        """The subject as people write it: of a word, loose jamo as letters of their own."""
        return shown(self.subject) if self.act in OF_WORDS else self.subject

    @property
    def hidden_names(self) -> list[str]:
        """The nicknames that a word, or a search for words, hid; while that can be undone."""
        kept = self.kept or {}
        return kept.get("names") or [key for _quiz_id, key in kept.get("hidden", [])]

    def is_restorable(self, now: datetime) -> bool:
        return self.kept is not None and now - self.done_at < KEPT_FOR

"""The log of moderation: what editors did to names, boards, rounds and results."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database.db import Base

SUBJECT_LIMIT = 120
REASON_LIMIT = 200


class ActionKind(StrEnum):
    RENAME = "rename"
    HIDE = "hide"
    REMOVE = "remove"
    DELETE_ROUND = "delete-round"
    DELETE_RESULT = "delete-result"
    ADD_WORD = "add-word"
    DROP_WORD = "drop-word"


class ModerationAction(Base):
    """One act of moderation. ``before`` holds what it changed, so that it can be taken back.

    The daily purge empties ``before`` after 30 days: from then on the act is final.
    """

    __tablename__ = "moderation_action"
    __table_args__ = (Index("ix_moderation_action_done_at", "done_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(SUBJECT_LIMIT))
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")
    before: Mapped[dict[str, Any]]
    done_by: Mapped[str] = mapped_column(String(40))
    done_at: Mapped[datetime]
    restored_by: Mapped[str] = mapped_column(String(40), default="")
    restored_at: Mapped[datetime | None]

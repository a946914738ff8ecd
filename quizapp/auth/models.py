"""Tables of editors, sessions, sign-in attempts and invitations. Players have no account."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.database.db import Base

NAME_LIMIT = 40
DIGEST_LENGTH = 64


class Role(StrEnum):
    EDITOR = "editor"
    ADMIN = "admin"


class Editor(Base):
    """An account of the desk.

    ``name_key`` is the name as compared: two spellings of one name are one person.
    """

    __tablename__ = "editor"
    __table_args__ = (CheckConstraint("role IN ('editor', 'admin')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    name_key: Mapped[str] = mapped_column(String(160), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    password_hash: Mapped[str] = mapped_column(String(255), default="")
    totp_secret: Mapped[str] = mapped_column(String(64), default="")
    last_totp_step: Mapped[int] = mapped_column(default=0)
    recovery_digests: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class EditorSession(Base):
    """A signed-in browser. The cookie holds the token, the row only its digest."""

    __tablename__ = "desk_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    editor_id: Mapped[int] = mapped_column(ForeignKey("editor.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    editor: Mapped[Editor] = relationship()


class SignInTally(Base):
    """Attempts to sign in within one window of time.

    ``who_digest`` is a keyed digest of an address, or of a name and an address: neither is kept.
    """

    __tablename__ = "sign_in_tally"

    who_digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    try_count: Mapped[int] = mapped_column(default=0)


class Invitation(Base):
    """A one-time link to become an editor, or to choose a new password."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    editor_id: Mapped[int] = mapped_column(ForeignKey("editor.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    editor: Mapped[Editor] = relationship()


class Author(Protocol):
    """The editor that a change is recorded of."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...

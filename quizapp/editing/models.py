"""Tables of the editing pages: revisions, unsaved forms, files waiting to be imported."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database.db import Base

FILE_LIMIT = 1_400_000
"""Characters of base 64 that the largest file to import takes, with room to spare."""


class Revision(Base):
    """One saved state of one object, whole; ``kind`` and ``object_id`` name the object."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("kind", "object_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[int]
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    editor_name: Mapped[str] = mapped_column(String(40), default="")
    saved_at: Mapped[datetime]


class UnsavedForm(Base):
    """What one editor has typed into one form and not saved; ``key`` names the form."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("editor_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    editor_id: Mapped[int] = mapped_column(ForeignKey("editor.id"))
    key: Mapped[str] = mapped_column(String(80))
    fields: Mapped[list[Any]]
    saved_at: Mapped[datetime]


class StagedImport(Base):
    """A file that an editor has looked at and not imported yet; the next one takes its place.

    ``content`` is the file in base 64, exactly as it was sent.
    """

    __tablename__ = "waiting_import"

    editor_id: Mapped[int] = mapped_column(ForeignKey("editor.id"), primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("album.id"))
    content: Mapped[str] = mapped_column(String(FILE_LIMIT))
    name: Mapped[str] = mapped_column(String(200), default="")
    format: Mapped[str] = mapped_column(String(10), default="")
    languages: Mapped[dict[str, Any] | None]
    """What the editor said that rows are written in, by their number; "0" stands for all."""
    saved_at: Mapped[datetime]


class ImportRecord:
    """What a file brought, for as long as it can be undone.

    ``rows`` say of each thing taken over, in order, where it is now and what it was before.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("album.id"))
    editor_name: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200), default="")
    rows: Mapped[list[Any]]
    imported_at: Mapped[datetime] = mapped_column(index=True)
    undone_at: Mapped[datetime | None]


class FileImport(ImportRecord, Base):
    """A file of questions that was imported.

    ``rows`` say of each row: its line, the item, and the item's revision before (0 for a new one)
    and after.
    """

    __tablename__ = "file_import"


class BulkAction(Base):
    """What an editor did to many questions at once; it can be undone for a while.

    ``details`` say what was asked for. ``rows`` say of each question changed: its id, the revision
    before (0 for a new one) and after, and what no revision holds. ``left`` are the questions left
    alone, each with the reason, ``undo_left`` the ids of those that an undo left alone.
    """

    __tablename__ = "bulk_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(20))
    editor_name: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict[str, Any]]
    rows: Mapped[list[Any]]
    left: Mapped[list[Any]] = mapped_column("left_alone")
    undo_left: Mapped[list[int]] = mapped_column(default=list)
    done_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(40), default="")

"""What packs have brought into the database; files of albums that wait or were imported."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.catalog.limits import SLUG_LIMIT
from quizapp.database.db import Base
from quizapp.editing.models import FILE_LIMIT, ImportRecord


class ShippedContent(Base):
    """The digest of one thing as a pack brought it last; empty once the pack has retired it.

    A thing whose row still has this digest was not edited. The pack itself is a thing too, of the
    kind ``pack``: its digest is that of its files.
    """

    __tablename__ = "shipped_content"

    pack: Mapped[str] = mapped_column(String(SLUG_LIMIT), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), default="")


class StagedAlbum(Base):
    """The file of an album that an editor looks at; the next one takes its place.

    ``content`` is the file in base 64, exactly as it was sent.
    """

    __tablename__ = "waiting_album"

    editor_id: Mapped[int] = mapped_column(ForeignKey("editor.id"), primary_key=True)
    content: Mapped[str] = mapped_column(String(FILE_LIMIT))
    name: Mapped[str] = mapped_column(String(200), default="")
    saved_at: Mapped[datetime]


class AlbumImport(ImportRecord, Base):
    """A file of an album that was imported.

    ``rows`` say of each thing: its kind and id, its revision before (0 for a new one) and after,
    and the state that it had, where that changed.
    """

    __tablename__ = "album_import"

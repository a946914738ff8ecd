"""What packs have brought into the database, to tell it from what editors made of it."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.catalog.limits import SLUG_LIMIT
from quizapp.database.db import Base


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

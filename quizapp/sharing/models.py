"""Cards to be forgotten: the word from one machine to the card folders of all others."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database.cache_versions import CARDS
from quizapp.database.db import Base


class ForgottenCard(Base, invalidates=CARDS):
    """A subject whose stored cards are to be removed, on every machine; see `card_store`."""

    __tablename__ = "forgotten_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(80))
    forgotten_at: Mapped[datetime]

"""Tables of what players did: frozen results and rounds, and the tallies counted beside them.

No row holds an address, a browser or a name other than a nickname given for a leaderboard.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, desc, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.database.cache_versions import BOARDS
from quizapp.database.db import Base
from quizapp.quizzes.models import Edition

SLUG_LENGTH = 22
"""Characters of a share slug: 128 random bits, URL-safe base 64."""
NICKNAME_LIMIT = 24
NICKNAME_KEY_LIMIT = 96
DIGEST_LENGTH = 64
WORD_LIMIT = 40


class RoundKind(StrEnum):
    """What a round of trivia asks: today's items, drawn or past ones, or those of a friend."""

    TODAY = "today"
    PRACTICE = "practice"
    CHALLENGE = "challenge"


class MoodResult(Base):
    """The frozen outcome of one mood quiz. ``facts`` renders the page for good.

    ``attempt`` and ``sheet`` make a repeated submit find the row of the first one.
    ``owner_secret`` is what the key of its player is made of (`plays/ownership.py`).
    """

    __tablename__ = "mood_result"
    __table_args__ = (UniqueConstraint("attempt", "sheet"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    attempt: Mapped[str] = mapped_column(String(40))
    sheet: Mapped[str] = mapped_column(String(200))
    owner_secret: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship()


class OutcomeTally(Base):
    """How many players of a quiz got each track; counted, never scanned."""

    __tablename__ = "outcome_tally"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), primary_key=True)
    track: Mapped[str] = mapped_column(String(60), primary_key=True)
    result_count: Mapped[int] = mapped_column(default=0)


class Comparison(Base):
    """Two results laid side by side; ``facts`` holds no answer of either."""

    __tablename__ = "comparison"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("mood_result.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("mood_result.id"), index=True)
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]

    first: Mapped[MoodResult] = relationship(foreign_keys=first_id)
    second: Mapped[MoodResult] = relationship(foreign_keys=second_id)


class TriviaRound(Base):
    """One run through trivia. ``play_key`` is the player's secret, ``slug`` what is shared.

    ``item_ids`` is the frozen order of the edition's items; ``seed``, which never leaves the
    server, orders and names the options of each. A friend's very same round has the same seed.
    ``shown_at`` is when the item that waits for a response was asked; none waits without it.
    ``is_again`` marks a round of today that counts for nothing, because the player or the network
    had seen its answers. ``network_digest`` tells rounds with the same items from one network from
    others, until it is purged; no address can be computed from it.
    ``nickname_key`` finds the rounds of a nickname; empty once an editor has taken the round off
    the boards. ``is_name_hidden`` says that an editor has hidden the nickname.
    """

    __tablename__ = "trivia_round"
    __table_args__ = (
        CheckConstraint("kind IN ('today', 'practice', 'challenge')", name="kind"),
        CheckConstraint("right_count >= 0 AND score >= 0", name="counts"),
        Index("ix_trivia_round_unfinished", "finished_at", "started_at"),
        Index(
            "ix_trivia_round_network",
            "network_digest",
            sqlite_where=text("network_digest IS NOT NULL"),
            postgresql_where=text("network_digest IS NOT NULL"),
        ),
        Index(
            "ix_trivia_round_nickname_key",
            "nickname_key",
            sqlite_where=text("nickname_key != ''"),
            postgresql_where=text("nickname_key != ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    play_key: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    attempt: Mapped[str] = mapped_column(String(40), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[date | None]
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("trivia_round.id"), index=True)
    item_ids: Mapped[list[int]]
    seed: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    is_relaxed: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    score: Mapped[int] = mapped_column(default=0)
    right_count: Mapped[int] = mapped_column(default=0)
    response_count: Mapped[int] = mapped_column(default=0)
    is_hasty: Mapped[bool] = mapped_column(default=False)
    nickname: Mapped[str] = mapped_column(String(NICKNAME_LIMIT), default="")
    nickname_key: Mapped[str] = mapped_column(String(NICKNAME_KEY_LIMIT), default="")
    is_name_hidden: Mapped[bool] = mapped_column(default=False)
    is_again: Mapped[bool] = mapped_column(default=False)
    network_digest: Mapped[str | None] = mapped_column(String(DIGEST_LENGTH))
    deleted_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship()
    responses: Mapped[list["TriviaResponse"]] = relationship(order_by="TriviaResponse.position")

    @property
    def counts_today(self) -> bool:
        """Whether it counts for its day's board and figures, as far as its start decides that."""
        return self.kind == RoundKind.TODAY and not self.is_again

    @property
    def shown_nickname(self) -> str:
        """The nickname as anybody may read it."""
        return "" if self.is_name_hidden else self.nickname

    @property
    def item_count(self) -> int:
        return len(self.item_ids)

    @property
    def is_finished(self) -> bool:
        return self.response_count == self.item_count

    @property
    def next_position(self) -> int:
        """The item whose turn it is, asked already or not; one past the end when all are done."""
        return self.response_count + 1

    @property
    def is_waiting(self) -> bool:
        """Whether an item has been asked and its response has not come yet."""
        return self.shown_at is not None


class TriviaResponse(Base):
    """The option chosen for one item of a round; the first one stands."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        CheckConstraint("elapsed_ms >= 0", name="elapsed_ms_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("trivia_round.id"))
    position: Mapped[int]
    item_id: Mapped[int]
    option_id: Mapped[int]
    is_right: Mapped[bool]
    points: Mapped[int]
    elapsed_ms: Mapped[int]
    answered_at: Mapped[datetime]


class ItemTally(Base):
    """Responses to an item that count for its difficulty."""

    __tablename__ = "item_tally"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    response_count: Mapped[int] = mapped_column(default=0)
    right_count: Mapped[int] = mapped_column(default=0)


class OptionTally(Base):
    """How often each option of an item was chosen, mood or trivia."""

    __tablename__ = "option_tally"

    option_id: Mapped[int] = mapped_column(ForeignKey("option.id"), primary_key=True)
    response_count: Mapped[int] = mapped_column(default=0)


class DayTally(Base):
    """The histogram of one day's rounds: how many had how many right."""

    __tablename__ = "day_tally"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    right_count: Mapped[int] = mapped_column(primary_key=True)
    round_count: Mapped[int] = mapped_column(default=0)


class LeaderboardEntry(Base, invalidates=BOARDS):
    """The best round of a nickname on a board: a quiz's day (``7/2026-11-23``) or ``7/all``."""

    __tablename__ = "leaderboard_entry"
    __table_args__ = (
        Index("ix_leaderboard_entry_rank", "board", desc("score"), "achieved_at", "nickname_key"),
        Index("ix_leaderboard_entry_nickname_key", "nickname_key", "board"),
    )

    board: Mapped[str] = mapped_column(String(20), primary_key=True)
    nickname_key: Mapped[str] = mapped_column(String(NICKNAME_KEY_LIMIT), primary_key=True)
    nickname: Mapped[str] = mapped_column(String(NICKNAME_LIMIT))
    score: Mapped[int]
    right_count: Mapped[int]
    round_id: Mapped[int] = mapped_column(ForeignKey("trivia_round.id"), index=True)
    achieved_at: Mapped[datetime]
    is_hidden: Mapped[bool] = mapped_column(default=False)


class NameWord(Base):
    """A word refused in nicknames, or allowed although another word of the list refuses it.

    Read with the shipped list (`trivia/name_words.py`); editors write the rows.
    """

    __tablename__ = "name_word"
    __table_args__ = (CheckConstraint("kind IN ('inside', 'alone', 'allowed')", name="kind"),)

    word: Mapped[str] = mapped_column(String(WORD_LIMIT), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    added_by: Mapped[str] = mapped_column(String(40), default="")
    added_at: Mapped[datetime]


class VisitTally(Base):
    """Counters of the funnel: how many reached each step of a quiz on a day, and nobody's trace."""

    __tablename__ = "visit_tally"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    visit_count: Mapped[int] = mapped_column(default=0)

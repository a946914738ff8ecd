"""The item bank: quizzes, their items and options, and the editions published from them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.catalog.limits import EPISODES, SLUG_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from quizapp.catalog.models import Album, State, ThemeTag, state_check, strictest
from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import Base, localized
from quizapp.texts import Localized

from .candidate import (
    CORE_COUNTS,
    DECIDER_COUNTS,
    EXPLANATION_LIMIT,
    OPTION_BUDGET,
    OPTION_LIMIT,
    STARS,
    STEM_LIMIT,
)
from .kinds import QuizKind

NOTE_LIMIT = 500


def in_range(column: str, allowed: range) -> CheckConstraint:
    """A constraint that a whole number lies in a range; a name for it follows the column's."""
    between = f"{column} BETWEEN {allowed[0]} AND {allowed[-1]}"
    return CheckConstraint(between, name=f"{column}_range")


class Quiz(Base, invalidates=CONTENT):
    """An ordered list of items of one kind. Players see its latest edition, never these rows."""

    __tablename__ = "quiz"
    __table_args__ = (
        UniqueConstraint("album_id", "kind"),
        CheckConstraint(f"kind IN {tuple(map(str, QuizKind))}", name="kind"),
        in_range("core_count", CORE_COUNTS),
        in_range("decider_count", DECIDER_COUNTS),
        state_check(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("album.id"))
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=State.LIVE)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[Localized] = localized("title", TITLE_LIMIT)
    intro: Mapped[Localized] = localized("intro", TEXT_LIMIT)
    core_count: Mapped[int] = mapped_column(default=8)
    decider_count: Mapped[int] = mapped_column(default=2)
    decider_lead: Mapped[int] = mapped_column(default=50)
    revision: Mapped[int] = mapped_column(default=1)

    album: Mapped[Album] = relationship()
    items: Mapped[list["Item"]] = relationship(order_by="Item.position", back_populates="quiz")
    editions: Mapped[list["Edition"]] = relationship(order_by="Edition.number")

    @property
    def effective_state(self) -> State:
        return strictest(self.state, self.album.state)


class Item(Base, invalidates=CONTENT):
    """A stem with its options. The trivia columns stay at their defaults in a mood item.

    The next edition takes every item that is neither a draft nor retired.
    """

    __tablename__ = "item"
    __table_args__ = (in_range("stars", STARS), in_range("spoiler_episode", EPISODES))

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    position: Mapped[int]
    stem: Mapped[Localized] = localized("stem", STEM_LIMIT)
    explanation: Mapped[Localized] = localized("explanation", EXPLANATION_LIMIT)
    category: Mapped[str] = mapped_column(String(20), default="")
    stars: Mapped[int] = mapped_column(default=3)
    spoiler_episode: Mapped[int] = mapped_column(default=0)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    is_draft: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]

    quiz: Mapped[Quiz] = relationship(back_populates="items")
    options: Mapped[list["Option"]] = relationship(
        order_by="Option.position", back_populates="item", cascade="all, delete-orphan"
    )
    theme_tags: Mapped[list[ThemeTag]] = relationship(
        secondary="item_theme", order_by=ThemeTag.position
    )

    @property
    def options_in_use(self) -> list["Option"]:
        return [option for option in self.options if option.retired_at is None]


class ItemTheme(Base, invalidates=CONTENT):
    """A theme tag that a trivia item touches."""

    __tablename__ = "item_theme"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    theme_tag_id: Mapped[int] = mapped_column(
        ForeignKey("theme_tag.id"), primary_key=True, index=True
    )


class Option(Base, invalidates=CONTENT):
    """An option is never deleted: responses, tallies and old editions point at it."""

    __tablename__ = "option"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    position: Mapped[int]
    text: Mapped[Localized] = localized("text", OPTION_LIMIT)
    is_key: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]

    item: Mapped[Item] = relationship(back_populates="options")
    weights: Mapped[list["OptionWeight"]] = relationship(cascade="all, delete-orphan")

    @property
    def profile(self) -> dict[str, int]:
        """The option's weights by theme slug, in the vocabulary's order."""
        ordered = sorted(self.weights, key=lambda weight: weight.theme_tag.position)
        return {weight.theme_tag.slug: weight.weight for weight in ordered}


class OptionWeight(Base, invalidates=CONTENT):
    """How strongly an option goes with a theme tag; the four points of a mood option."""

    __tablename__ = "option_weight"
    __table_args__ = (in_range("weight", range(1, OPTION_BUDGET + 1)),)

    option_id: Mapped[int] = mapped_column(ForeignKey("option.id"), primary_key=True)
    theme_tag_id: Mapped[int] = mapped_column(
        ForeignKey("theme_tag.id"), primary_key=True, index=True
    )
    weight: Mapped[int]

    theme_tag: Mapped[ThemeTag] = relationship()


class Edition(Base, invalidates=CONTENT):
    """An immutable published state of a quiz: everything needed to play, score and explain it.

    ``content`` is the frozen content, ``table`` the integer score parts (mood only),
    ``calibration`` the fitted constants, ``report`` the balance report at publishing.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("quiz_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    table: Mapped[dict[str, Any]] = mapped_column(default=dict)
    calibration: Mapped[dict[str, Any]] = mapped_column(default=dict)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(NOTE_LIMIT), default="")
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(60), default="")


class ScheduledDay(Base):
    """Today's items of one day, fixed ahead: later edits never reach a day already begun."""

    __tablename__ = "scheduled_day"
    __table_args__ = (UniqueConstraint("quiz_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    day: Mapped[date]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    item_ids: Mapped[list[int]]


class KeyCorrection(Base, invalidates=CONTENT):
    """A published key that turned out wrong, and what replaced it.

    Where both options are the same one, only the wording was corrected. ``day`` is the day whose
    round had it at once. ``response_count`` responses count as right since, for ``points`` more.
    """

    __tablename__ = "key_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    old_option_id: Mapped[int]
    new_option_id: Mapped[int]
    note: Mapped[str] = mapped_column(String(NOTE_LIMIT), default="")
    corrected_by: Mapped[str] = mapped_column(String(60), default="")
    corrected_at: Mapped[datetime]
    day: Mapped[date | None]
    response_count: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(default=0)

    @property
    def is_of_key(self) -> bool:
        return self.old_option_id != self.new_option_id


class FlagReason(StrEnum):
    WRONG_KEY = "wrong-key"
    UNCLEAR = "unclear"
    TYPO = "typo"
    SPOILER = "spoiler"
    OTHER = "other"


class Flag(Base):
    """A player's word that an item is wrong.

    ``source`` names the round and position it came from, so that a double click is one flag.
    """

    __tablename__ = "flag"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(NOTE_LIMIT), default="")
    source: Mapped[str | None] = mapped_column(String(40), unique=True)
    flagged_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]


class SuggestionStatus(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


class Suggestion(Base):
    """A question that a player suggests; ``proposal`` is what they typed.

    ``network_digests`` are keyed digests of the networks that it came from, the smallest first and
    separated by spaces, until it is decided: they give each network its share of the queue.
    ``item_id`` is the draft that was made of it.
    """

    __tablename__ = "suggestion"

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    proposal: Mapped[dict[str, Any]] = mapped_column("draft")
    status: Mapped[str] = mapped_column(String(10), default=SuggestionStatus.OPEN, index=True)
    answer: Mapped[str] = mapped_column(String(NOTE_LIMIT), default="")
    network_digests: Mapped[str | None] = mapped_column(String(100))
    suggested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)

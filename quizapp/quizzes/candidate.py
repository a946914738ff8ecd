"""The candidate item: an item as a form, a file or a suggestion gives it, before it is stored.

Its rules stand in `rules`, its plain form in `plain`, its way to rows and editions in `mapping`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ConfigDict

from quizapp.catalog.limits import SLUG_LIMIT
from quizapp.texts import Localized

from .kinds import Confidence

STEM_LIMIT, OPTION_LIMIT, EXPLANATION_LIMIT = 200, 140, 500
SOURCE_LABEL_LIMIT = 120
OPTION_COUNTS = range(2, 7)
OPTION_BUDGET = 4
"""Points that each option of a mood item gives, all of them."""
THEME_LIMIT = 3
SOURCE_LIMIT = 10
STARS = range(1, 6)
CORE_COUNTS = range(4, 21)
DECIDER_COUNTS = range(5)
DECIDER_LEADS = range(1001)

SLUG = re.compile(rf"[a-z0-9-]{{1,{SLUG_LIMIT}}}")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"|/]+(/[^\s<>\"|]*)?")

UNWRITTEN = Localized()

TEXT_LIMITS = {"stem": STEM_LIMIT, "explanation": EXPLANATION_LIMIT}
"""The texts of an item that are in both languages, and how long they may be."""
TRIVIA_FIELDS = frozenset(
    {"category", "stars", "spoiler_episode", "explanation", "themes", "sources"}
)
"""The fields that a mood item does not have."""

# Readers of structured files build these classes through pydantic; a field they lack is refused.
_CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Source:
    __pydantic_config__ = _CLOSED

    label: str
    label_ko: str = field(default="", kw_only=True)
    url: str
    confidence: str = Confidence.MEDIUM.value


@dataclass(frozen=True)
class CandidateOption:
    """An option of a candidate item.

    `is_key` belongs to trivia, `weights` (points by theme slug) to mood.
    """

    __pydantic_config__ = _CLOSED

    text: Localized
    is_key: bool = False
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ItemFields:
    """The fields of an item, as a candidate and as published, in the order of our files.

    Each of the two has its own kind of options and of sources.
    """

    slug: str = ""
    category: str = ""
    stars: int = 3
    spoiler_episode: int = 0
    stem: Localized
    options: tuple[Any, ...]
    explanation: Localized = UNWRITTEN
    themes: tuple[str, ...] = ()
    sources: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CandidateItem(ItemFields):
    """A category of "" is still to be chosen, a slug of "" still to be made."""

    __pydantic_config__ = _CLOSED

    kind: str
    options: tuple[CandidateOption, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class QuizHeader:
    """The `quiz:` part of a quiz file; counts that a kind does not have are None."""

    __pydantic_config__ = _CLOSED

    slug: str
    kind: str
    title: Localized = UNWRITTEN
    intro: Localized = UNWRITTEN
    core_count: int | None = None
    decider_count: int | None = None
    decider_lead: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The counts that are given, by name."""
        counts = {
            "core_count": self.core_count,
            "decider_count": self.decider_count,
            "decider_lead": self.decider_lead,
        }
        return {name: count for name, count in counts.items() if count is not None}


def cleaned(text: str) -> str:
    """A text as it is stored: NFC, no space around, line feeds, tabs as spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", lines).strip()

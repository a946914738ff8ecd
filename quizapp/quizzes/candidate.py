"""What an editor typed or uploaded, before the rules (`rules`), and how much of it there may be."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ConfigDict

from quizapp.texts import Localized

KINDS = ("mood", "trivia")
LANGUAGES = ("en", "ko")
CATEGORIES = ("tracks", "artists", "drama", "on-screen", "album")
CONFIDENCES = ("high", "medium", "low")
OPTION_COUNTS = range(2, 7)
OPTION_BUDGET = 4
THEME_LIMIT = 3
SOURCE_LIMIT = 10
STARS = range(1, 6)
EPISODES = range(53)
SLUG_LIMIT, STEM_LIMIT, OPTION_LIMIT, EXPLANATION_LIMIT = 60, 200, 140, 500
LABEL_LIMIT, URL_LIMIT = 120, 500

SLUG = re.compile(rf"[a-z0-9-]{{1,{SLUG_LIMIT}}}")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"|/]+(/[^\s<>\"|]*)?")

# Readers of structured files build these classes through pydantic; a field they lack is refused.
_CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Source:
    __pydantic_config__ = _CLOSED

    label: str
    url: str
    confidence: str = "medium"
    label_ko: str = ""


@dataclass(frozen=True)
class CandidateOption:
    """`is_key` belongs to trivia, `weights` (points by theme slug) to mood."""

    __pydantic_config__ = _CLOSED

    text: Localized
    is_key: bool = False
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CandidateItem:
    """An item as typed. A category of "" is still to be chosen, a slug of "" still to be made."""

    __pydantic_config__ = _CLOSED

    kind: str
    stem: Localized
    options: tuple[CandidateOption, ...]
    slug: str = ""
    category: str = ""
    stars: int = 3
    spoiler_episode: int = 0
    explanation: Localized = field(default_factory=Localized)
    themes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class QuizHeader:
    """The `quiz:` part of a content pack; counts that a kind does not have are None."""

    __pydantic_config__ = _CLOSED

    slug: str
    kind: str
    title: Localized = field(default_factory=Localized)
    intro: Localized = field(default_factory=Localized)
    core_count: int | None = None
    decider_count: int | None = None
    decider_lead: int | None = None


def cleaned(text: str) -> str:
    """The form in which texts are kept: NFC, no space around, line feeds, tabs as spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", lines).strip()

"""The frozen content of an edition: plain values that outlive every later edit.

Mood and trivia share one shape; what a kind does not use stays at its default. Items of a mood
quiz stand in the order they are asked in: the core first, then the pool of deciders.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from quizapp.texts import Localized

from .candidate import ItemFields


@dataclass(frozen=True)
class ThemeContent:
    slug: str
    glyph: str
    label: Localized
    phrase: Localized


@dataclass(frozen=True)
class ArtistContent:
    slug: str
    name: Localized


@dataclass(frozen=True)
class SourceContent:
    label: str
    url: str
    label_ko: str = ""


@dataclass(frozen=True)
class SceneContent:
    """When a track is heard or whose feelings it is about; safe after an episode, 0 for all."""

    text: Localized
    spoiler_episode: int
    source: SourceContent


@dataclass(frozen=True)
class TrackContent:
    """``profile`` holds weights 1 to 5 by theme slug. Old editions have no scenes and notes."""

    slug: str
    kind: str
    title: Localized
    original_title: str
    original_language: str
    tagline: Localized
    story: Localized
    artists: tuple[ArtistContent, ...]
    profile: dict[str, int]
    scene: SceneContent | None = None
    title_note: Localized = field(default_factory=Localized)


@dataclass(frozen=True)
class OptionContent:
    """``id`` is the row it came from, and what responses and tallies point at."""

    id: int
    text: Localized
    weights: dict[str, int] = field(default_factory=dict)
    is_key: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemContent(ItemFields):
    id: int
    options: tuple[OptionContent, ...]
    sources: tuple[SourceContent, ...] = ()

    @property
    def key(self) -> OptionContent:
        """The right option of a trivia item."""
        return next(option for option in self.options if option.is_key)

    def option(self, option_id: int) -> OptionContent:
        return next(option for option in self.options if option.id == option_id)


@dataclass(frozen=True)
class QuizContent:
    slug: str
    kind: str
    album_slug: str
    album_title: Localized
    drama: Localized
    title: Localized
    intro: Localized
    core_count: int
    decider_count: int
    decider_lead: int
    themes: tuple[ThemeContent, ...]
    tracks: tuple[TrackContent, ...]
    items: tuple[ItemContent, ...]

    def __hash__(self) -> int:
        """Hash by slug and kind, so that contents can be keys, though they hold dictionaries."""
        return hash((self.slug, self.kind))

    def item(self, item_id: int) -> ItemContent:
        return next(item for item in self.items if item.id == item_id)

    def theme(self, slug: str) -> ThemeContent:
        return next(theme for theme in self.themes if theme.slug == slug)

    def track(self, slug: str) -> TrackContent:
        return next(track for track in self.tracks if track.slug == slug)


_adapter = TypeAdapter(QuizContent)


def to_json(content: QuizContent) -> dict[str, Any]:
    plain: dict[str, Any] = _adapter.dump_python(content, mode="json")
    return plain


def from_json(plain: dict[str, Any]) -> QuizContent:
    return _adapter.validate_python(plain)


def digest(content: QuizContent) -> str:
    """Changes with every text and number of the content."""
    return hashlib.sha256(json.dumps(to_json(content), sort_keys=True).encode()).hexdigest()

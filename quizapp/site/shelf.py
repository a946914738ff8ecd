"""The shelf: every live album, how much art each can have, and which quizzes it offers."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.texts import LocalText

EMBLEMS = ((12, 3), (48, 1))
"""Up to so many albums on the shelf each has so many emblems: each is some kilobytes of drawing."""


@dataclass(frozen=True)
class ShelfAlbum:
    """One album on the shelf; ``mood`` and ``trivia`` are slugs of its quizzes, or empty."""

    slug: str
    title: LocalText
    drama: LocalText
    intro: LocalText
    profiles: list[Mapping[str, int]]
    mood: str = ""
    trivia: str = ""


def emblem_count(album_count: int) -> int:
    """How many emblems each album on a shelf of so many has."""
    return next((emblems for most, emblems in EMBLEMS if album_count <= most), 0)

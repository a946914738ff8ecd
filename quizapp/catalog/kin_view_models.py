"""View models of recommended tracks: what pages show of them, with the reason in theme words."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.texts import Localized, LocalText

from .house_queries import House
from .recommendation import Profile, Recommendation, mood_of, named_mood, recommend

CHOSEN_SHOWN = 6
MOST_KEPT = 400
"""Lists of recommendations that a process keeps: those of all mixes of thirteen themes."""
"""Tracks that are shown for chosen themes."""


@dataclass(frozen=True)
class KinView:
    """A recommended track. ``reasons`` are the phrases of the themes that it is close by."""

    slug: str
    title: LocalText
    album_slug: str
    album: LocalText
    profile: Profile
    reasons: list[LocalText]


@dataclass(frozen=True)
class ThemeChip:
    slug: str
    label: LocalText
    phrase: LocalText
    glyph: str
    is_chosen: bool


def kin_views(house: House, found: Iterable[Recommendation], language: str) -> list[KinView]:
    return [_kin_view(house, each, language) for each in found]


def kin_of_track(house: House, album: str, profile: Profile, language: str) -> list[KinView] | None:
    """The tracks of other albums closest to a track; None where there is no other album."""
    if not house.has_others(album):
        return None
    found = recommend(house.shelf, house.plain_scale, mood_of(profile), beside=album)
    return kin_views(house, found, language)


def kin_of_themes(house: House, themes: tuple[str, ...], language: str) -> list[KinView]:
    """The tracks of all albums closest to chosen themes."""
    found = house.chosen.get(themes)
    if found is None:
        mood = named_mood(themes)
        found = recommend(house.shelf, house.plain_scale, mood, count=CHOSEN_SHOWN)
        if len(house.chosen) >= MOST_KEPT:
            house.chosen.clear()
        house.chosen[themes] = found
    return kin_views(house, found, language)


def theme_chips(house: House, chosen: tuple[str, ...], language: str) -> list[ThemeChip]:
    """The themes to choose from, in display order; a retired one only while it is chosen."""
    return [
        ThemeChip(
            slug=slug,
            label=theme.label.in_language(language),
            phrase=theme.phrase.in_language(language),
            glyph=theme.glyph,
            is_chosen=slug in chosen,
        )
        for slug, theme in house.themes.items()
        if slug in chosen or not theme.is_retired
    ]


def _kin_view(house: House, found: Recommendation, language: str) -> KinView:
    candidate = house.shelf.candidates[found.place]
    return KinView(
        slug=candidate.track,
        title=Localized(*house.titles[found.place]).in_language(language),
        album_slug=candidate.album,
        album=house.albums[candidate.album].in_language(language),
        profile=candidate.profile,
        reasons=[house.themes[theme].phrase.in_language(language) for theme in found.themes],
    )

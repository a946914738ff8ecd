"""View models of the catalog: what its pages show, frozen, in one language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import hypot
from typing import Any

from quizapp.texts import Localized, LocalText

from .listening import ListenLink, listen_links
from .models import Artist, Chapter, ThemeTag, Track

RELATED_COUNT = 3


@dataclass(frozen=True)
class SourceView:
    label: LocalText
    url: str
    confidence: str
    claim: LocalText | None


@dataclass(frozen=True)
class SceneView:
    """When a track is heard in the drama, or whose feelings it is about.

    ``spoiler_episode`` is the episode after which the text is safe, 0 for everybody.
    """

    text: LocalText
    spoiler_episode: int
    source: LocalText
    url: str


@dataclass(frozen=True)
class ArtistLink:
    slug: str
    name: LocalText


@dataclass(frozen=True)
class ThemeRow:
    """A theme with a number: a weight, or how far a mood leans to it."""

    slug: str
    label: LocalText
    value: int
    glyph: str


@dataclass(frozen=True)
class ThemeLink:
    slug: str
    label: LocalText
    glyph: str


@dataclass(frozen=True)
class TrackLink:
    slug: str
    album: str
    title: LocalText
    artists: tuple[ArtistLink, ...]
    profile: dict[str, int]
    tagline: LocalText
    performance: LocalText


@dataclass(frozen=True)
class TrackPage:
    slug: str
    album: str
    kind: str
    title: LocalText
    other_title: LocalText
    original_title: LocalText | None
    title_note: LocalText
    artists: tuple[ArtistLink, ...]
    performance: LocalText
    part: int | None
    released_on: date | None
    credits: LocalText
    story: LocalText
    scene: SceneView | None
    tagline: LocalText
    profile: dict[str, int]
    sources: list[SourceView]
    themes: list[ThemeRow]
    listen: list[ListenLink]


@dataclass(frozen=True)
class ChapterPage:
    slug: str
    title: LocalText
    body: LocalText
    opening: LocalText
    sources: list[SourceView]


def track_link(track: Track, language: str) -> TrackLink:
    return TrackLink(
        slug=track.slug,
        album=track.album.slug,
        title=track.title.in_language(language),
        artists=artist_links(track.artists, language),
        profile=track.profile,
        tagline=track.tagline.in_language(language),
        performance=track.performance.in_language(language),
    )


def track_page(track: Track, language: str) -> TrackPage:
    other = "en" if language == "ko" else "ko"
    return TrackPage(
        slug=track.slug,
        album=track.album.slug,
        kind=track.kind,
        title=track.title.in_language(language),
        other_title=track.title.in_language(other),
        original_title=_original_title(track),
        title_note=track.title_note.in_language(language),
        artists=artist_links(track.artists, language),
        performance=track.performance.in_language(language),
        part=track.part,
        released_on=track.released_on,
        credits=track.credits.in_language(language),
        story=track.story.in_language(language),
        scene=_scene(track, language),
        tagline=track.tagline.in_language(language),
        profile=track.profile,
        sources=source_views(track.sources, language),
        themes=_theme_rows(track, language),
        listen=listen_links(
            track.original_title or track.title.ko, [artist.name.ko for artist in track.artists]
        ),
    )


def _scene(track: Track, language: str) -> SceneView | None:
    source = track.source_of_scene
    if source is None:
        return None
    text = track.scene.in_language(language)
    label = source_label(source["label"], source.get("label_ko", ""), language)
    return SceneView(text, track.spoiler_episode, label, source["url"])


def chapter_page(chapter: Chapter, language: str) -> ChapterPage:
    body = chapter.body.in_language(language)
    return ChapterPage(
        slug=chapter.slug,
        title=chapter.title.in_language(language),
        body=body,
        opening=LocalText(body.text.partition("\n\n")[0], body.lang),
        sources=source_views(chapter.sources, language),
    )


def artist_links(artists: Iterable[Artist], language: str) -> tuple[ArtistLink, ...]:
    return tuple(ArtistLink(artist.slug, artist.name.in_language(language)) for artist in artists)


def source_label(label: str, label_ko: str, language: str) -> LocalText:
    """What a source is called on a page; the Korean name is optional."""
    is_korean = language == "ko" and label_ko
    return LocalText(label_ko, "ko") if is_korean else LocalText(label, "en")


def source_views(sources: Sequence[dict[str, Any]], language: str) -> list[SourceView]:
    return [
        SourceView(
            label=source_label(source["label"], source.get("label_ko", ""), language),
            url=source["url"],
            confidence=source["confidence"],
            claim=Localized(**source["claim"]).in_language(language) if "claim" in source else None,
        )
        for source in sources
    ]


def theme_links(themes: Iterable[ThemeTag], language: str) -> list[ThemeLink]:
    return [ThemeLink(theme.slug, label(theme, language), theme.glyph) for theme in themes]


def themes_of(tracks: Iterable[Track]) -> list[ThemeTag]:
    """Each theme that the tracks carry, once, in display order."""
    carried = {weight.theme_tag for track in tracks for weight in track.weights}
    return sorted(carried, key=lambda theme: theme.position)


def by_album(tracks: Iterable[Track]) -> list[tuple[str, list[Track]]]:
    """The tracks of each album by its slug, in the editors' order; those of one stay in theirs."""
    groups: dict[tuple[int, int, str], list[Track]] = {}
    for track in tracks:
        album = track.album
        groups.setdefault((album.position, album.id, album.slug), []).append(track)
    return [(key[-1], groups[key]) for key in sorted(groups)]


def only_album(tracks: Iterable[Track]) -> str:
    """The slug of the album that all the tracks are on; empty where they are on several."""
    slugs = {track.album.slug for track in tracks}
    return slugs.pop() if len(slugs) == 1 else ""


def related(track: Track, others: Sequence[Track]) -> list[Track]:
    """The tracks closest to this one in mood, closest first; none that shares nothing with it."""
    near = [(_cosine(track.profile, other.profile), other) for other in others]
    near = [(cosine, other) for cosine, other in near if cosine and other.id != track.id]
    near.sort(key=lambda pair: -pair[0])
    return [other for _cosine_of, other in near[:RELATED_COUNT]]


def _cosine(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    shared = sum(weight * other.get(theme, 0) for theme, weight in one.items())
    lengths = hypot(*one.values()) * hypot(*other.values())
    return shared / lengths if lengths else 0.0


def _original_title(track: Track) -> LocalText | None:
    if not track.original_title:
        return None
    return LocalText(track.original_title, track.original_language)


def _theme_rows(track: Track, language: str) -> list[ThemeRow]:
    ordered = sorted(track.weights, key=lambda w: (-w.weight, w.theme_tag.position))
    return [_theme_row(w.theme_tag, w.weight, language) for w in ordered]


def _theme_row(theme: ThemeTag, weight: int, language: str) -> ThemeRow:
    return ThemeRow(theme.slug, label(theme, language), weight, theme.glyph)


def label(theme: ThemeTag, language: str) -> LocalText:
    return theme.label.in_language(language)

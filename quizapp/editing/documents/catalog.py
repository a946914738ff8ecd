"""Tracks, artists, theme tags and chapters as content."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from quizapp.catalog.models import Artist, Chapter, ThemeTag, Track, TrackWeight
from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import db
from quizapp.errors import Rejected
from quizapp.quizzes.mapping import reweigh
from quizapp.quizzes.models import Item, Option, OptionWeight

from .parts import first_state, free_slug, localized, next_position, plain, retirement, set_state

Content = Mapping[str, Any]
TRACK_TEXTS = ("title", "title_note", "performance", "credits", "story", "tagline", "scene")
TRACK_VALUES = (
    "kind",
    "original_title",
    "original_language",
    "part",
    "scene_source",
    "spoiler_episode",
)


def read_track(track: Track) -> dict[str, Any]:
    return {
        **{name: plain(getattr(track, name)) for name in TRACK_TEXTS},
        **{name: getattr(track, name) for name in TRACK_VALUES},
        "released_on": track.released_on.isoformat() if track.released_on else "",
        "artists": [artist.slug for artist in track.artists],
        "profile": track.profile,
        "sources": track.sources,
        "state": track.state,
        "retired": track.retired_at is not None,
    }


def write_track(track: Track, content: Content, now: datetime) -> None:
    themes = themes_by_slug()
    for name in TRACK_TEXTS:
        setattr(track, name, localized(content[name]))
    for name in TRACK_VALUES:
        setattr(track, name, content[name])
    released_on = content["released_on"]
    track.released_on = date.fromisoformat(released_on) if released_on else None
    wanted = Artist.slug.in_(content["artists"])
    track.artists = list(db.session.scalars(select(Artist).where(wanted).order_by(Artist.id)))
    track.weights += [
        TrackWeight(theme_tag=themes[slug], weight=weight)
        for slug, weight in reweigh(track.weights, content["profile"]).items()
    ]
    track.sources = content["sources"]
    set_state(track, content)
    track.retired_at = retirement(track.retired_at, content, now)


def start_track(album_id: int, content: Content) -> Track:
    return Track(
        album_id=album_id,
        slug=free_slug(Track, content["title"]["en"], "track"),
        position=next_position(Track, album_id=album_id),
        state=first_state(album_id),
    )


def read_artist(artist: Artist) -> dict[str, Any]:
    return {
        "name": plain(artist.name),
        "about": plain(artist.about),
        "sources": artist.sources,
        "retired": artist.retired_at is not None,
    }


def write_artist(artist: Artist, content: Content, now: datetime) -> None:
    artist.name = localized(content["name"])
    artist.about = localized(content["about"])
    artist.sources = content["sources"]
    artist.retired_at = retirement(artist.retired_at, content, now)


def start_artist(_parent: int, content: Content) -> Artist:
    return Artist(slug=free_slug(Artist, content["name"]["en"], "artist"))


def read_theme(theme: ThemeTag) -> dict[str, Any]:
    return {
        "label": plain(theme.label),
        "phrase": plain(theme.phrase),
        "glyph": theme.glyph,
        "retired": theme.retired_at is not None,
    }


class ThemeInUse(Rejected):
    """Tracks or answers that players get would be left without it."""

    def __init__(self, tracks: int, answers: int) -> None:
        super().__init__("theme-in-use")
        self.tracks = tracks
        self.answers = answers


def write_theme(theme: ThemeTag, content: Content, now: datetime) -> None:
    """:raises ThemeInUse: when it is to be retired and something still has points for it."""
    if content.get("retired") and theme.retired_at is None:
        _refuse_if_used(theme)
    theme.label = localized(content["label"])
    theme.phrase = localized(content["phrase"])
    theme.glyph = content["glyph"]
    theme.retired_at = retirement(theme.retired_at, content, now)


def _refuse_if_used(theme: ThemeTag) -> None:
    tracks = (
        select(func.count())
        .select_from(TrackWeight)
        .join(Track, Track.id == TrackWeight.track_id)
        .where(TrackWeight.theme_tag_id == theme.id, Track.retired_at.is_(None))
    )
    answers = (
        select(func.count())
        .select_from(OptionWeight)
        .join(Option, Option.id == OptionWeight.option_id)
        .join(Item, Item.id == Option.item_id)
        .where(
            OptionWeight.theme_tag_id == theme.id,
            Option.retired_at.is_(None),
            Item.retired_at.is_(None),
        )
    )
    uses = db.session.scalar(tracks) or 0, db.session.scalar(answers) or 0
    if any(uses):
        raise ThemeInUse(*uses)


def start_theme(_parent: int, content: Content) -> ThemeTag:
    return ThemeTag(
        slug=free_slug(ThemeTag, content["label"]["en"], "theme"),
        position=next_position(ThemeTag),
    )


def read_chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": plain(chapter.title),
        "body": plain(chapter.body),
        "sources": chapter.sources,
        "state": chapter.state,
    }


def write_chapter(chapter: Chapter, content: Content, _now: datetime) -> None:
    chapter.title = localized(content["title"])
    chapter.body = localized(content["body"])
    chapter.sources = content["sources"]
    set_state(chapter, content)


def start_chapter(album_id: int, content: Content) -> Chapter:
    return Chapter(
        album_id=album_id,
        slug=free_slug(Chapter, content["title"]["en"], "chapter"),
        position=next_position(Chapter, album_id=album_id),
        state=first_state(album_id),
    )

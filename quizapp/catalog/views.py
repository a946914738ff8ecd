"""Pages of the album, its tracks, artists and themes."""

from typing import Any

from flask import Blueprint, render_template

from quizapp.web.i18n import URL_PREFIX, current_language
from quizapp.web.page_cache import cached_content

from . import queries
from .house_queries import house
from .kin_view_models import kin_of_track
from .models import Album, Chapter, State, Track, TrackKind
from .view_models import (
    artist_links,
    by_album,
    chapter_page,
    label,
    only_album,
    related,
    source_views,
    theme_links,
    themes_of,
    track_link,
    track_page,
)

THEME_TRACKS = 24
"""Tracks that the page of a theme shows, the strongest."""

bp = Blueprint("catalog", __name__, url_prefix=URL_PREFIX)


@bp.get("/album/")
@cached_content
def album() -> str:
    return album_page(queries.main_album())


@bp.get("/albums/<slug>/")
@cached_content
def other_album(slug: str) -> str:
    return album_page(queries.album_by_slug(slug))


def album_page(album: Album) -> str:
    """The page of an album, whatever its state."""
    language = current_language()
    tracks = queries.tracks_of(album.id)
    links = {
        kind: [track_link(track, language) for track in tracks if track.kind == kind]
        for kind in TrackKind
    }
    return render_template(
        "catalog/album.html",
        album=_album_shape(album, language),
        chapters=[chapter_page(chapter, language) for chapter in queries.listed_chapters(album)],
        releases=links[TrackKind.RELEASE],
        on_screen=links[TrackKind.ON_SCREEN],
        profiles=[track.profile for track in tracks],
        artists=artist_links(queries.artists_of(album.id), language),
        themes=theme_links(queries.theme_tags(), language),
    )


@bp.get("/chapters/<slug>")
@cached_content
def chapter(slug: str) -> str:
    return page_of_chapter(queries.chapter_by_slug(slug))


def page_of_chapter(row: Chapter) -> str:
    """The page of a chapter, whatever its state."""
    language = current_language()
    listed = queries.listed_chapters(row.album)
    before = [other for other in listed if other.position < row.position]
    following = [other for other in listed if other.position > row.position]
    return render_template(
        "catalog/chapter.html",
        album=_album_shape(row.album, language),
        chapter=chapter_page(row, language),
        number=len(before) + 1,
        chapters=[chapter_page(other, language) for other in listed],
        next=chapter_page(following[0], language) if following else None,
    )


@bp.get("/tracks/<slug>")
@cached_content
def track(slug: str) -> str:
    return page_of_track(queries.track_by_slug(slug))


def page_of_track(row: Track) -> str:
    """The page of a track, whatever its state."""
    language = current_language()
    page = track_page(row, language)
    others = related(row, queries.tracks_of(row.album_id))
    return render_template(
        "catalog/track.html",
        track=page,
        themes=page.themes,
        listen=page.listen,
        related=[track_link(other, language) for other in others],
        kin=kin_of_track(house(), row.album.slug, row.profile, language),
    )


@bp.get("/artists/<slug>")
@cached_content
def artist(slug: str) -> str:
    language = current_language()
    row = queries.artist_by_slug(slug)
    tracks = [track for track in row.tracks if track.effective_state == State.LIVE]
    return render_template(
        "catalog/artist.html",
        artist={
            "slug": row.slug,
            "name": row.name.in_language(language),
            "about": row.about.in_language(language),
            "sources": source_views(row.sources, language),
        },
        album=only_album(tracks),
        tracks=[track_link(track, language) for track in tracks],
        themes=theme_links(themes_of(tracks), language),
    )


@bp.get("/themes/<slug>")
@cached_content
def theme(slug: str) -> str:
    language = current_language()
    row = queries.theme_by_slug(slug)
    tracks = queries.tracks_with_theme(row.id, THEME_TRACKS + 1)
    return render_template(
        "catalog/theme.html",
        theme={
            "slug": row.slug,
            "glyph": row.glyph,
            "label": label(row, language),
            "phrase": row.phrase.in_language(language),
        },
        albums=[
            (album, [_with_weight(track, row.slug, language) for track in carrying])
            for album, carrying in by_album(tracks[:THEME_TRACKS])
        ],
        has_more=len(tracks) > THEME_TRACKS,
        others=theme_links([t for t in queries.theme_tags() if t.id != row.id], language),
    )


def _with_weight(track: Track, theme: str, language: str) -> dict[str, Any]:
    return {"weight": track.profile[theme], **vars(track_link(track, language))}


def _album_shape(album: Album, language: str) -> dict[str, Any]:
    return {
        "slug": album.slug,
        "title": album.title.in_language(language),
        "drama": album.drama.in_language(language),
        "intro": album.intro.in_language(language),
        "sources": source_views(album.sources, language),
    }

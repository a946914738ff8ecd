"""Read albums, tracks, artists and themes from the database."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.database.db import db
from quizapp.errors import Missing
from quizapp.texts import Localized

from .models import Album, Artist, Chapter, Front, Site, State, ThemeTag, Track, TrackWeight

IN_ORDER = (Album.position, Album.id)
WHOLE_TRACK = (
    joinedload(Track.album),
    selectinload(Track.artists),
    selectinload(Track.weights).joinedload(TrackWeight.theme_tag),
)


class AlbumMissing(Missing):
    pass


class ChapterMissing(Missing):
    pass


class TrackMissing(Missing):
    pass


class ArtistMissing(Missing):
    pass


class ThemeMissing(Missing):
    pass


def albums() -> Sequence[Album]:
    """Every album in the editors' order, whatever its state."""
    return db.session.scalars(select(Album).order_by(*IN_ORDER)).all()


def live_albums() -> Sequence[Album]:
    """The albums that everybody finds, in the editors' order."""
    live = select(Album).where(Album.state == State.LIVE)
    return db.session.scalars(live.order_by(*IN_ORDER)).all()


def site() -> Site:
    """The settings of the whole site; defaults while nobody has set any."""
    return db.session.scalar(select(Site)) or Site(front=Front.ALBUM, revision=0)


def album_by_slug(slug: str) -> Album:
    return _whole_album(Album.slug == slug)


def main_album() -> Album:
    """The album that pages without an album's name are about.

    The one that the site names, otherwise the first live one, otherwise the first of all.
    """
    named = select(Site.main_album_id).where(Site.main_album_id == Album.id).exists()
    first = (
        select(Album.id).order_by(named.desc(), (Album.state == State.LIVE).desc(), *IN_ORDER)
    ).limit(1)
    return _whole_album(Album.id == first.scalar_subquery())


def _whole_album(which: ColumnElement[bool]) -> Album:
    album = db.session.scalar(select(Album).where(which).options(selectinload(Album.chapters)))
    if album is None:
        raise AlbumMissing
    return album


def chapter_by_slug(slug: str) -> Chapter:
    """A chapter, its album, and the album's other chapters."""
    chapter = db.session.scalar(
        select(Chapter)
        .where(Chapter.slug == slug)
        .options(joinedload(Chapter.album).selectinload(Album.chapters))
    )
    if chapter is None:
        raise ChapterMissing
    return chapter


def tracks_of(album_id: int) -> Sequence[Track]:
    """The album's tracks that are not retired, whole, in order."""
    return db.session.scalars(
        select(Track)
        .where(Track.album_id == album_id, Track.retired_at.is_(None))
        .order_by(Track.position, Track.id)
        .options(*WHOLE_TRACK)
    ).all()


def track_by_slug(slug: str) -> Track:
    """Retired tracks are found too: shared results link to them."""
    track = db.session.scalar(select(Track).where(Track.slug == slug).options(*WHOLE_TRACK))
    if track is None:
        raise TrackMissing
    return track


def artists_of(album_id: int) -> Sequence[Artist]:
    return db.session.scalars(
        select(Artist)
        .where(Artist.tracks.any(Track.album_id == album_id), Artist.retired_at.is_(None))
        .order_by(Artist.id)
    ).all()


def artist_by_slug(slug: str) -> Artist:
    artist = db.session.scalar(
        select(Artist)
        .where(Artist.slug == slug)
        .options(selectinload(Artist.tracks).options(*WHOLE_TRACK))
    )
    if artist is None:
        raise ArtistMissing
    return artist


def theme_tags() -> Sequence[ThemeTag]:
    return db.session.scalars(
        select(ThemeTag)
        .where(ThemeTag.retired_at.is_(None))
        .order_by(ThemeTag.position, ThemeTag.id)
    ).all()


def themes_by_slug() -> dict[str, ThemeTag]:
    """Retired ones too: what already carries a theme keeps it."""
    return {theme.slug: theme for theme in db.session.scalars(select(ThemeTag))}


def theme_by_slug(slug: str) -> ThemeTag:
    theme = db.session.scalar(select(ThemeTag).where(ThemeTag.slug == slug))
    if theme is None:
        raise ThemeMissing
    return theme


def tracks_with_theme(theme_tag_id: int) -> Sequence[Track]:
    """Tracks that carry a theme tag, the strongest first."""
    return db.session.scalars(
        select(Track)
        .join(TrackWeight, TrackWeight.track_id == Track.id)
        .where(TrackWeight.theme_tag_id == theme_tag_id, Track.retired_at.is_(None))
        .order_by(TrackWeight.weight.desc(), Track.position)
        .options(*WHOLE_TRACK)
    ).all()


def album_by_id(album_id: int) -> Album:
    album = db.session.get(Album, album_id)
    if album is None:
        raise AlbumMissing
    return album


def all_artists() -> Sequence[Artist]:
    return db.session.scalars(select(Artist).order_by(Artist.id)).all()


def own_categories() -> dict[str, Localized]:
    """Labels by slug of the categories that albums have of their own; the first album's counts."""
    wanted = select(Album.categories).order_by(Album.position.desc(), Album.id.desc())
    return {
        category["slug"]: Localized(**category["label"])
        for categories in db.session.scalars(wanted)
        for category in categories
    }

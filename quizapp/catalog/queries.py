"""Read albums, tracks, artists and themes from the database.

What has no word for it finds what visitors may see: nothing of a draft, and in lists only what is
live. What the desk needs says so: ``any_``, ``_in_use``, ``_by_id``.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

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


class SiteTexts(NamedTuple):
    title: Localized
    tagline: Localized


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
    """:raises AlbumMissing: also while it is a draft."""
    return _whole_album((Album.slug == slug) & (Album.state != State.DRAFT))


def any_album_by_slug(slug: str) -> Album:
    """The same, also a draft."""
    return _whole_album(Album.slug == slug)


def site_texts() -> SiteTexts | None:
    """What editors call the site, what is left empty by its main album; None where nobody has.

    Read in a session of its own, which begins now: what a request began to read earlier may be
    older than a cache version that was looked at since.
    """
    with Session(db.engine) as session:
        site = session.scalar(select(Site))
        if site is None or not site.revision:
            return None
        main = session.scalar(select(Album).where(Album.id == _main_id()))
        title, intro = (main.title, main.intro) if main else (Localized(), Localized())
        nothing = Localized()
        return SiteTexts(
            title if site.title == nothing else site.title,
            intro if site.tagline == nothing else site.tagline,
        )


def main_album() -> Album:
    """The album that pages without an album's name are about.

    The one that the site names, if that is live; otherwise the first live one.

    :raises AlbumMissing: when no album is live.
    """
    return _whole_album(Album.id == _main_id())


def _main_id() -> ScalarSelect[int]:
    named = select(Site.main_album_id).where(Site.main_album_id == Album.id).exists()
    live = select(Album.id).where(Album.state == State.LIVE)
    return live.order_by(named.desc(), *IN_ORDER).limit(1).scalar_subquery()


def _whole_album(which: ColumnElement[bool]) -> Album:
    album = db.session.scalar(select(Album).where(which).options(selectinload(Album.chapters)))
    if album is None:
        raise AlbumMissing
    return album


def chapter_by_slug(slug: str) -> Chapter:
    """A chapter, its album, and the album's other chapters.

    :raises ChapterMissing: also for a draft.
    """
    chapter = _chapter(Chapter.slug == slug)
    if chapter.effective_state == State.DRAFT:
        raise ChapterMissing
    return chapter


def chapter_by_id(chapter_id: int) -> Chapter:
    """The same, also a draft."""
    return _chapter(Chapter.id == chapter_id)


def _chapter(which: ColumnElement[bool]) -> Chapter:
    chapter = db.session.scalar(
        select(Chapter).where(which).options(joinedload(Chapter.album).selectinload(Album.chapters))
    )
    if chapter is None:
        raise ChapterMissing
    return chapter


def listed_chapters(album: Album) -> list[Chapter]:
    """The album's chapters that are live, in order."""
    return [chapter for chapter in album.chapters if chapter.state == State.LIVE]


def tracks_of(album_id: int) -> Sequence[Track]:
    """The album's tracks that its lists show, live and not retired, whole, in order."""
    return _tracks(Track.album_id == album_id, Track.state == State.LIVE)


def tracks_for_edition(album_id: int) -> Sequence[Track]:
    """The album's tracks that a quiz may give: hidden ones too, found by whoever gets them."""
    return _tracks(Track.album_id == album_id, Track.state != State.DRAFT)


def tracks_in_use(album_id: int) -> Sequence[Track]:
    """The album's tracks that are not retired, drafts too."""
    return _tracks(Track.album_id == album_id)


def _tracks(*which: ColumnElement[bool]) -> Sequence[Track]:
    in_use = select(Track).where(Track.retired_at.is_(None), *which)
    in_order = in_use.order_by(Track.position, Track.id)
    return db.session.scalars(in_order.options(*WHOLE_TRACK)).all()


def first_tracks(count: int) -> dict[int, list[Track]]:
    """By live album: its first live tracks, each with its weights."""
    place = func.row_number().over(partition_by=Track.album_id, order_by=(Track.position, Track.id))
    numbered = (
        select(Track.id, place.label("place"))
        .join(Album, Album.id == Track.album_id)
        .where(Track.retired_at.is_(None), Track.state == State.LIVE, Album.state == State.LIVE)
        .subquery()
    )
    first = select(Track).join(numbered, numbered.c.id == Track.id)
    weights = selectinload(Track.weights).joinedload(TrackWeight.theme_tag)
    found: dict[int, list[Track]] = {}
    for track in db.session.scalars(
        first.where(numbered.c.place <= count).order_by(numbered.c.place).options(weights)
    ):
        found.setdefault(track.album_id, []).append(track)
    return found


def track_by_slug(slug: str) -> Track:
    """Retired tracks are found too: shared results link to them.

    :raises TrackMissing: also for a draft.
    """
    track = _track(Track.slug == slug)
    if track.effective_state == State.DRAFT:
        raise TrackMissing
    return track


def track_by_id(track_id: int) -> Track:
    """The same, also a draft."""
    return _track(Track.id == track_id)


def _track(which: ColumnElement[bool]) -> Track:
    track = db.session.scalar(select(Track).where(which).options(*WHOLE_TRACK))
    if track is None:
        raise TrackMissing
    return track


def artists_of(album_id: int) -> Sequence[Artist]:
    """The artists of the album's live tracks."""
    live = (Track.album_id == album_id) & (Track.state == State.LIVE)
    return db.session.scalars(_artists(live)).all()


def artists_in_use(album_id: int) -> Sequence[Artist]:
    """The artists of the album's tracks, drafts too."""
    return db.session.scalars(_artists(Track.album_id == album_id)).all()


def _artists(of_track: ColumnElement[bool]) -> Select[Artist]:
    in_use = select(Artist).where(Artist.tracks.any(of_track), Artist.retired_at.is_(None))
    return in_use.order_by(Artist.id)


def artist_by_slug(slug: str) -> Artist:
    """An artist with whole tracks, whatever their state.

    :raises ArtistMissing: also while all their tracks are drafts.
    """
    artist = db.session.scalar(
        select(Artist)
        .where(Artist.slug == slug)
        .options(selectinload(Artist.tracks).options(*WHOLE_TRACK))
    )
    if artist is None or all(t.effective_state == State.DRAFT for t in artist.tracks):
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


def tracks_with_theme(theme_tag_id: int, most: int) -> Sequence[Track]:
    """Live tracks of live albums that carry a theme tag, the strongest first."""
    carrying = select(Track).join(TrackWeight, TrackWeight.track_id == Track.id)
    strongest_first = carrying.join(Album, Album.id == Track.album_id).where(
        TrackWeight.theme_tag_id == theme_tag_id,
        Track.retired_at.is_(None),
        Track.state == State.LIVE,
        Album.state == State.LIVE,
    )
    in_order = strongest_first.order_by(TrackWeight.weight.desc(), *IN_ORDER, Track.position)
    return db.session.scalars(in_order.limit(most).options(*WHOLE_TRACK)).all()


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

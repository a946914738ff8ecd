"""All live tracks of all live albums, as the recommender takes them: read once per content."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, select

from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import db
from quizapp.database.prepared import driver_rows
from quizapp.texts import Localized
from quizapp.web.kept import kept

from .models import Album, State, ThemeTag, Track, TrackWeight
from .queries import IN_ORDER
from .recommendation import (
    Candidate,
    Covariance,
    Recommendation,
    Scale,
    Shelf,
    plain_scale,
    shelf_of,
)

_TITLES = ("title_en", "title_ko")
_TRACKS = (
    select(Track.id, Track.slug, Album.slug, *(Track.__table__.c[name] for name in _TITLES))
    .join(Album, Album.id == Track.album_id)
    .where(Album.state == State.LIVE, Track.state == State.LIVE, Track.retired_at.is_(None))
    .order_by(*IN_ORDER, Track.position, Track.id)
)
_ALBUMS = (
    select(Album.slug, *(Album.__table__.c[name] for name in _TITLES))
    .where(Album.state == State.LIVE)
    .order_by(*IN_ORDER)
)
_THEMES = select(ThemeTag.id, ThemeTag.slug)
_WEIGHTS = select(TrackWeight.track_id, TrackWeight.theme_tag_id, TrackWeight.weight)


@dataclass(frozen=True)
class ThemeWords:
    glyph: str
    label: Localized
    phrase: Localized
    is_retired: bool


@dataclass(frozen=True)
class House:
    """The shelf of the live albums, with the words that recommendations are told in.

    ``titles``, English and Korean, stand in the order of the candidates, ``albums`` and ``themes``
    are known by slug. ``quiz_measures`` keeps what quizzes are measured by, by the id of their
    edition, and ``chosen`` what was recommended for themes, which is the same in each language.
    """

    shelf: Shelf
    titles: tuple[tuple[str, str], ...]
    albums: dict[str, Localized]
    themes: dict[str, ThemeWords]
    quiz_measures: dict[int, tuple[Scale, Covariance]] = field(default_factory=dict)
    chosen: dict[tuple[str, ...], list[Recommendation]] = field(default_factory=dict)

    @cached_property
    def plain_scale(self) -> Scale:
        """The scale of moods that were named."""
        return plain_scale(self.shelf)

    def has_others(self, album: str) -> bool:
        """Whether there is anything beside an album, given by its slug."""
        return any(other != album for other in self.albums)


@kept(CONTENT)
def house() -> House:
    """What everybody finds: the live tracks of live albums."""
    connection = db.session.connection()
    profiles = _profiles(connection)
    rows = [row for row in driver_rows(connection, _TRACKS) if row[0] in profiles]
    shelf = shelf_of(Candidate(track, album, profiles[at]) for at, track, album, *_ in rows)
    return House(
        shelf=shelf,
        titles=tuple((english, korean) for *_, english, korean in rows),
        albums={slug: Localized(*titles) for slug, *titles in driver_rows(connection, _ALBUMS)},
        themes=_themes(),
    )


def _profiles(connection: Connection) -> dict[int, dict[str, int]]:
    """The weights of every track by theme slug."""
    names = dict(driver_rows(connection, _THEMES))
    profiles: dict[int, dict[str, int]] = defaultdict(dict)
    for track_id, theme_id, weight in driver_rows(connection, _WEIGHTS):
        profiles[track_id][names[theme_id]] = weight
    return profiles


def _themes() -> dict[str, ThemeWords]:
    """Retired ones too: what carries a theme keeps it."""
    themes = db.session.scalars(select(ThemeTag).order_by(ThemeTag.position, ThemeTag.id))
    return {
        theme.slug: ThemeWords(theme.glyph, theme.label, theme.phrase, theme.retired_at is not None)
        for theme in themes
    }

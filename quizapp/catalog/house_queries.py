"""All live tracks of all live albums, as the recommender takes them: read once per content."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import db
from quizapp.database.prepared import driver_rows
from quizapp.texts import Localized
from quizapp.web.kept import kept

from .models import Album, State, ThemeTag, Track, TrackWeight
from .queries import IN_ORDER
from .recommendation import Candidate, Scale, Shelf, plain_scale, shelf_of

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
_WEIGHTS = (
    select(TrackWeight.track_id, ThemeTag.slug, TrackWeight.weight)
    .join(ThemeTag, ThemeTag.id == TrackWeight.theme_tag_id)
    .order_by(ThemeTag.position, ThemeTag.id)
)


@dataclass(frozen=True)
class ThemeWords:
    glyph: str
    label: Localized
    phrase: Localized
    is_retired: bool


@dataclass(frozen=True)
class House:
    """The shelf of the live albums, with the words that recommendations are told in.

    ``titles`` stand in the order of the shelf's candidates, ``albums`` and ``themes`` are known
    by slug. ``quiz_scales`` keeps scales of quizzes by the id of their edition.
    """

    shelf: Shelf
    plain_scale: Scale
    titles: tuple[Localized, ...]
    albums: dict[str, Localized]
    themes: dict[str, ThemeWords]
    quiz_scales: dict[int, Scale] = field(default_factory=dict)

    def has_others(self, album: str) -> bool:
        """Whether there is anything beside an album, given by its slug."""
        return any(other != album for other in self.albums)

    def count_with(self, theme: str) -> int:
        """How many tracks carry a theme."""
        places, _weights = self.shelf.columns.get(theme, ((), ()))
        return len(places)


@kept(CONTENT)
def house() -> House:
    """What everybody finds: the live tracks of live albums."""
    connection = db.session.connection()
    profiles = _profiles(driver_rows(connection, _WEIGHTS))
    rows = [row for row in driver_rows(connection, _TRACKS) if row[0] in profiles]
    shelf = shelf_of(Candidate(track, album, profiles[at]) for at, track, album, *_ in rows)
    return House(
        shelf=shelf,
        plain_scale=plain_scale(shelf),
        titles=tuple(Localized(*row[3:]) for row in rows),
        albums={slug: Localized(*titles) for slug, *titles in driver_rows(connection, _ALBUMS)},
        themes=_themes(),
    )


def _profiles(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[str, int]]:
    """The weights of every track by theme slug, in the vocabulary's order."""
    names: dict[str, str] = {}
    profiles: dict[int, dict[str, int]] = defaultdict(dict)
    for track_id, theme, weight in rows:
        profiles[track_id][names.setdefault(theme, theme)] = weight
    return profiles


def _themes() -> dict[str, ThemeWords]:
    """Retired ones too: what carries a theme keeps it."""
    themes = db.session.scalars(select(ThemeTag).order_by(ThemeTag.position, ThemeTag.id))
    return {
        theme.slug: ThemeWords(theme.glyph, theme.label, theme.phrase, theme.retired_at is not None)
        for theme in themes
    }

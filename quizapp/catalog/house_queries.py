"""All live tracks of all live albums, as the recommender takes them: read once per content."""

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import db
from quizapp.texts import Localized
from quizapp.web.kept import kept

from .models import Album, State, ThemeTag, Track, TrackWeight
from .queries import IN_ORDER
from .recommendation import Candidate, Scale, Shelf, plain_scale, shelf_of

_THEME_NAMES = select(ThemeTag.id, ThemeTag.slug).order_by(ThemeTag.position, ThemeTag.id)
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
    profiles = _profiles()
    rows = [row for row in _track_rows() if row.id in profiles]
    shelf = shelf_of(Candidate(row.track, row.album, profiles[row.id]) for row in rows)
    return House(
        shelf=shelf,
        plain_scale=plain_scale(shelf),
        titles=tuple(Localized(row.title_en, row.title_ko) for row in rows),
        albums={row.slug: Localized(row.title_en, row.title_ko) for row in _album_rows()},
        themes=_themes(),
    )


def _track_rows() -> Sequence[Any]:
    # Columns and not objects: of thousands of tracks they take a tenth of the time.
    table = Track.__table__.c
    columns = (table.id, table.slug.label("track"), table.title_en, table.title_ko)
    live = (
        select(*columns, Album.slug.label("album"))
        .join(Album, Album.id == Track.album_id)
        .where(Album.state == State.LIVE, Track.state == State.LIVE, Track.retired_at.is_(None))
    )
    return db.session.execute(live.order_by(*IN_ORDER, Track.position, Track.id)).all()


def _profiles() -> dict[int, dict[str, int]]:
    """The weights of every track by theme slug, in the vocabulary's order."""
    names = {row.id: sys.intern(row.slug) for row in db.session.execute(_THEME_NAMES)}
    profiles: dict[int, dict[str, int]] = defaultdict(dict)
    order = {theme_id: at for at, theme_id in enumerate(names)}
    rows = db.session.execute(_WEIGHTS).all()
    for track_id, theme_id, weight in sorted(rows, key=lambda row: order[row.theme_tag_id]):
        profiles[track_id][names[theme_id]] = weight
    return profiles


def _album_rows() -> Sequence[Any]:
    table = Album.__table__.c
    live = select(table.slug, table.title_en, table.title_ko).where(Album.state == State.LIVE)
    return db.session.execute(live.order_by(*IN_ORDER)).all()


def _themes() -> dict[str, ThemeWords]:
    """Retired ones too: what carries a theme keeps it."""
    themes = db.session.scalars(select(ThemeTag).order_by(ThemeTag.position, ThemeTag.id))
    return {
        theme.slug: ThemeWords(theme.glyph, theme.label, theme.phrase, theme.retired_at is not None)
        for theme in themes
    }

"""The directory of albums and their quizzes: what menus and addresses need, kept by each process.

It is read again when content has changed; other requests ask the database for nothing. Where the
database does not answer, what was known last holds, so that error pages have a menu too.
"""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from flask import current_app, g
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quizapp.catalog.models import Album, Site, State, strictest
from quizapp.catalog.queries import IN_ORDER
from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import db
from quizapp.texts import Localized
from quizapp.web.page_cache import RECHECK_SECONDS, CachePolicy, page_cache_of

from .kinds import QuizKind
from .models import Edition, Quiz

KEPT = "quizapp.directory"
POLICY = CachePolicy((CONTENT,), None, RECHECK_SECONDS)
UNKNOWN_VERSION = -1


class QuizRow(NamedTuple):
    kind: str
    slug: str
    state: str
    is_published: bool


@dataclass(frozen=True, eq=False)
class AlbumEntry:
    """An album with the slugs of its quizzes by kind.

    ``quizzes`` are all that exist, ``playable`` those that whoever has the address can play, and
    ``offered`` those that everybody finds.
    """

    slug: str
    title: Localized
    drama: Localized
    is_live: bool
    is_main: bool
    quizzes: Mapping[str, str] = field(default_factory=dict)
    playable: Mapping[str, str] = field(default_factory=dict)
    offered: Mapping[str, str] = field(default_factory=dict)


NO_ALBUM = AlbumEntry(
    slug="",
    title=Localized(),
    drama=Localized(),
    is_live=False,
    is_main=True,
    playable=dict.fromkeys(QuizKind, ""),
    offered=dict.fromkeys(QuizKind, ""),
)
"""Stands for the main album where there is none, or where the database was never reached."""


@dataclass(frozen=True, eq=False)
class Directory:
    """All albums in the editors' order; ``main`` is the one whose addresses need no name."""

    albums: tuple[AlbumEntry, ...]
    main: AlbumEntry
    drafts: frozenset[str] = frozenset()
    """The slugs of albums that are drafts, and of quizzes that are, or whose album is one."""

    @cached_property
    def live(self) -> list[AlbumEntry]:
        return [album for album in self.albums if album.is_live]

    @property
    def has_several(self) -> bool:
        """Whether pages have to say which album they are about."""
        return len(self.live) > 1

    @cached_property
    def _by_slug(self) -> dict[str, AlbumEntry]:
        return {album.slug: album for album in self.albums}

    @cached_property
    def _by_quiz(self) -> dict[str, AlbumEntry]:
        return {slug: album for album in self.albums for slug in album.quizzes.values()}

    def album(self, slug: str) -> AlbumEntry:
        """An album by slug; the main one for a slug that none has."""
        return self._by_slug.get(slug, self.main)

    def album_of_quiz(self, slug: str) -> AlbumEntry:
        """The album of a quiz by its slug; the main one for a slug that none has."""
        return self._by_quiz.get(slug, self.main)


EMPTY = Directory((), NO_ALBUM)


def directory() -> Directory:
    """The directory as it is now."""
    with suppress(SQLAlchemyError):
        if not g.get("has_failed"):
            _refresh()
    return _kept()[1]


def _kept() -> tuple[int, Directory]:
    kept: tuple[int, Directory] = current_app.extensions.get(KEPT, (UNKNOWN_VERSION, EMPTY))
    return kept


def _refresh() -> None:
    """Read it again when content has changed.

    In a session of its own, which begins after the version was read and ends at once: what it
    finds is no older than the version, and the request's own session still begins after the page
    cache has looked at it.
    """
    cache = page_cache_of(current_app)
    if cache.needs_recheck(POLICY):
        cache.refresh_versions()
    version = cache.versions.get(CONTENT, 0)
    if _kept()[0] != version:
        with Session(db.engine) as session:
            current_app.extensions[KEPT] = (version, _read(session))


def forget_directory() -> None:
    """As a new process begins; for tests, which change rows behind its back."""
    current_app.extensions.pop(KEPT, None)


def _read(session: Session) -> Directory:
    quizzes = _quizzes(session)
    rows = session.execute(
        select(Album.id, Album.slug, Album.title, Album.drama, Album.state).order_by(*IN_ORDER)
    ).all()
    named = session.scalar(select(Site.main_album_id))
    live = [row.id for row in rows if row.state == State.LIVE]
    main = named if named in live else next(iter(live), None)
    entries = {
        row.id: AlbumEntry(
            slug=row.slug,
            title=row.title,
            drama=row.drama,
            is_live=row.state == State.LIVE,
            is_main=row.id == main,
            quizzes=_slugs(quizzes[row.id]),
            playable=_slugs(quizzes[row.id], State.LIVE, State.HIDDEN),
            offered=_slugs(quizzes[row.id], State.LIVE),
        )
        for row in rows
    }
    drafts = {row.slug for row in rows if row.state == State.DRAFT} | {
        quiz.slug
        for row in rows
        for quiz in quizzes[row.id]
        if strictest(quiz.state, row.state) == State.DRAFT
    }
    return Directory(tuple(entries.values()), entries.get(main, NO_ALBUM), frozenset(drafts))


def _quizzes(session: Session) -> dict[int, list[QuizRow]]:
    """The quizzes of each album by its id."""
    rows = session.execute(
        select(Quiz.album_id, Quiz.kind, Quiz.slug, Quiz.state, func.count(Edition.id))
        .outerjoin(Edition, Edition.quiz_id == Quiz.id)
        .group_by(Quiz.id)
        .order_by(Quiz.id)
    )
    found: dict[int, list[QuizRow]] = defaultdict(list)
    for album_id, kind, slug, state, count in rows:
        found[album_id].append(QuizRow(kind, slug, state, count > 0))
    return found


def _slugs(quizzes: list[QuizRow], *states: str) -> dict[str, str]:
    """By kind: the slugs of all quizzes, or of those published and in one of the states."""
    return {
        quiz.kind: quiz.slug
        for quiz in quizzes
        if not states or (quiz.is_published and quiz.state in states)
    }

"""What the database has of an album, and of the things that a file names."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Select, select

from quizapp.catalog.models import (
    Album,
    Artist,
    Chapter,
    State,
    ThemeTag,
    Track,
    TrackArtist,
    TrackWeight,
)
from quizapp.database.db import db
from quizapp.packs.rows import KINDS, Thing, things_of
from quizapp.packs.schemas import Pack
from quizapp.quizzes.mapping import candidate_of, header_of
from quizapp.quizzes.models import Item, ItemTheme, Option, OptionWeight, Quiz
from quizapp.quizzes.plain import HEADER, plain
from quizapp.quizzes.queries import find_quiz
from quizapp.quizzes.rules import gaps_of

from .plan import Known, Name, Plain, Wanted
from .reading import AlbumRead


def wanted_of(read: AlbumRead, pack: Pack) -> list[Wanted]:
    """The things of a file as they are compared, each after what it names."""
    return [
        Wanted(
            thing.kind,
            thing.slug,
            plain_of_part(thing.kind, thing.part, read.drafts),
            read.lines.get(thing.name, 0),
            _needs(thing),
        )
        for thing in things_of(pack)
    ]


def plain_of_part(kind: str, part: Any, drafts: Collection[str]) -> Plain:
    if kind == "item":
        return {**_nameless(plain(part)), "is_ready": part.slug not in drafts and not gaps_of(part)}
    if kind == "quiz":
        return _nameless(HEADER.dump_python(part, mode="json", exclude_none=True))
    return _nameless(part.model_dump(mode="json"))


def plain_of_row(kind: str, row: Any) -> Plain:
    if kind == "item":
        return {**_nameless(plain(candidate_of(row))), "is_ready": not row.is_draft}
    if kind == "quiz":
        return _nameless(HEADER.dump_python(header_of(row), mode="json", exclude_none=True))
    return _nameless(KINDS[kind].read(row))


def known_of(pack: Pack) -> dict[Name, Known]:
    """All that the album of a file has, and what goes by the name of something in the file."""
    album = db.session.scalar(select(Album).where(Album.slug == pack.album.album.slug))
    rows = [*_shared(pack, album), *_tracks_and_chapters(pack, album), *_quizzes(pack, album)]
    known = {name: _known(name[0], row, is_elsewhere) for name, row, is_elsewhere in rows}
    return known | ({("album", album.slug): _known("album", album, False)} if album else {})


def is_retired(row: Any) -> bool:
    is_state = getattr(row, "state", State.LIVE) == State.RETIRED
    return is_state or getattr(row, "retired_at", None) is not None


def is_used(kind: str, row_id: int) -> bool:
    """Whether a track or a question that is in use has this artist or theme."""
    if kind == "artist":
        tracks = select(Track.id).join(TrackArtist).where(TrackArtist.artist_id == row_id)
        return db.session.scalar(tracks.where(Track.retired_at.is_(None)).limit(1)) is not None
    items = select(Item.id).join(ItemTheme).where(ItemTheme.theme_tag_id == row_id)
    return db.session.scalar(items.where(Item.retired_at.is_(None)).limit(1)) is not None


def _nameless(values: Plain) -> Plain:
    return {name: value for name, value in values.items() if name != "slug"}


def _needs(thing: Thing) -> frozenset[Name]:
    part, parent = thing.part, [thing.parent] if thing.parent else []
    if thing.kind == "track":
        artists = [("artist", slug) for slug in part.artists]
        return frozenset([*parent, *artists, *(("theme", slug) for slug in part.profile)])
    if thing.kind == "item":
        weighed = [slug for option in part.options for slug in option.weights]
        return frozenset([*parent, *(("theme", slug) for slug in (*part.themes, *weighed))])
    return frozenset(parent)


def _known(kind: str, row: Any, is_elsewhere: bool) -> Known:
    return Known(row.id, plain_of_row(kind, row), row.revision, is_retired(row), is_elsewhere)


Found = Iterator[tuple[Name, Any, bool]]


def _shared(pack: Pack, album: Album | None) -> Found:
    album_id = album.id if album else 0
    artists = _all(Artist, [artist.slug for artist in pack.album.artists])
    themes = _all(ThemeTag, [theme.slug for theme in pack.album.themes])
    used = set(db.session.scalars(_artists_elsewhere(album_id)))
    yield from ((("artist", row.slug), row, row.id in used) for row in artists)
    used = {row for query in _themes_elsewhere(album_id) for row in db.session.scalars(query)}
    yield from ((("theme", row.slug), row, row.id in used) for row in themes)


def _all(model: Any, slugs: Collection[str]) -> list[Any]:
    return [*db.session.scalars(select(model).where(model.slug.in_(slugs)))]


def _artists_elsewhere(album_id: int) -> Select[int]:
    return select(TrackArtist.artist_id).join(Track).where(Track.album_id != album_id).distinct()


def _themes_elsewhere(album_id: int) -> Iterator[Select[int]]:
    yield select(TrackWeight.theme_tag_id).join(Track).where(Track.album_id != album_id).distinct()
    other = Quiz.album_id != album_id
    items = select(ItemTheme.theme_tag_id).join(Item).join(Quiz)
    yield items.where(other).distinct()
    options = select(OptionWeight.theme_tag_id).join(Option).join(Item).join(Quiz)
    yield options.where(other).distinct()


def _tracks_and_chapters(pack: Pack, album: Album | None) -> Found:
    album_id = album.id if album else 0
    models: tuple[tuple[str, Any, Any], ...] = (
        ("track", Track, pack.album.tracks),
        ("chapter", Chapter, pack.album.chapters),
    )
    for kind, model, parts in models:
        named = model.slug.in_([part.slug for part in parts])
        rows = select(model).where((model.album_id == album_id) | named).order_by(model.position)
        for row in db.session.scalars(rows):
            yield (kind, row.slug), row, row.album_id != album_id


def _quizzes(pack: Pack, album: Album | None) -> Found:
    for file in filter(None, (pack.mood, pack.trivia)):
        quiz = find_quiz(album.id, file.quiz.kind) if album else None
        quiz_id = quiz.id if quiz else 0
        if quiz:
            yield ("quiz", file.quiz.slug), quiz, False
        named = Item.slug.in_([item.slug for item in file.items])
        rows = select(Item).where((Item.quiz_id == quiz_id) | named).order_by(Item.position)
        for row in db.session.scalars(rows):
            yield ("item", row.slug), row, row.quiz_id != quiz_id

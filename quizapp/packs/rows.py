"""The parts of a pack between their two forms: rows of the database, and parts of a file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from quizapp.catalog.limits import USUAL_EPISODE_COUNT
from quizapp.catalog.models import Album, Artist, Chapter, ThemeTag, Track, TrackWeight
from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import db
from quizapp.quizzes.candidate import CandidateItem, QuizHeader
from quizapp.quizzes.mapping import candidate_of, header_of, reweigh, write
from quizapp.quizzes.models import Item, Quiz
from quizapp.texts import Localized

from . import schemas

Plain = dict[str, Any]
TRACK_TEXTS = ("title", "title_note", "performance", "credits", "story", "tagline")


@dataclass(frozen=True)
class Kind:
    """How one kind of thing is read from its row, and how a part of a file is written to it."""

    model: type[Any]
    read: Callable[[Any], Plain]
    write: Callable[[Any, Any, datetime], None]


@dataclass(frozen=True)
class Thing:
    """One part of a pack that has a row of its own; ``parent`` is what its row hangs on."""

    kind: str
    position: int
    part: Any
    parent: tuple[str, str] | None = None

    @property
    def slug(self) -> str:
        slug: str = self.part.slug
        return slug

    @property
    def name(self) -> tuple[str, str]:
        return (self.kind, self.slug)


def things_of(pack: schemas.Pack) -> list[Thing]:
    """Every thing of a pack, in an order in which each comes after what it refers to."""
    file = pack.album
    album = ("album", file.album.slug)
    things = [
        *_things("theme", file.themes),
        *_things("artist", file.artists),
        *_things("album", [file.album]),
        *_things("track", file.tracks, album),
        *_things("chapter", file.chapters, album),
    ]
    for quiz in filter(None, (pack.mood, pack.trivia)):
        things += _things("quiz", [quiz.quiz], album)
        things += _things("item", quiz.items, ("quiz", quiz.quiz.slug))
    return things


def _things(
    kind: str, parts: Iterable[Any], parent: tuple[str, str] | None = None
) -> Iterable[Thing]:
    return (Thing(kind, number, part, parent) for number, part in enumerate(parts, 1))


def plain_part(part: Any) -> Plain:
    """A part of a file as `Kind.read` gives a row with the same content."""
    return part.model_dump(mode="json") if isinstance(part, BaseModel) else asdict(part)


# Reading rows


def read_album(album: Album) -> Plain:
    return {
        "slug": album.slug,
        "title": _plain(album.title),
        "drama": _plain(album.drama),
        "intro": _plain(album.intro),
        "episode_count": _unusual(album.episode_count, USUAL_EPISODE_COUNT),
        "categories": album.categories,
        "sources": album.sources,
    }


def _unusual(count: int, usual: int) -> int | None:
    return None if count == usual else count


def read_theme(theme: ThemeTag) -> Plain:
    return {
        "slug": theme.slug,
        "label": _plain(theme.label),
        "phrase": _plain(theme.phrase),
        "glyph": theme.glyph,
    }


def read_artist(artist: Artist) -> Plain:
    return {
        "slug": artist.slug,
        "name": _plain(artist.name),
        "about": _plain(artist.about),
        "sources": artist.sources,
    }


def read_track(track: Track) -> Plain:
    original = {"text": track.original_title, "language": track.original_language}
    return {
        "slug": track.slug,
        "kind": track.kind,
        **{name: _plain(getattr(track, name)) for name in TRACK_TEXTS},
        "original_title": original if track.original_title else None,
        "artists": [artist.slug for artist in track.artists],
        "scene": _read_scene(track),
        "part": track.part,
        "released_on": track.released_on.isoformat() if track.released_on else None,
        "profile": track.profile,
        "sources": track.sources,
    }


def _read_scene(track: Track) -> Plain | None:
    if track.scene == Localized():
        return None
    return {
        "text": _plain(track.scene),
        "spoiler_episode": track.spoiler_episode,
        "source": track.scene_source,
    }


def read_chapter(chapter: Chapter) -> Plain:
    return {
        "slug": chapter.slug,
        "title": _plain(chapter.title),
        "body": _plain(chapter.body),
        "sources": chapter.sources,
    }


def _read_quiz(quiz: Quiz) -> Plain:
    return asdict(header_of(quiz))


def _read_item(item: Item) -> Plain:
    return asdict(candidate_of(item))


def _plain(text: Localized) -> Plain:
    return {"en": text.en, "ko": text.ko}


# Writing rows


def _write_album(album: Album, part: schemas.Album, _now: datetime) -> None:
    _write_texts(album, part, ("title", "drama", "intro"))
    count = part.episode_count
    album.episode_count = USUAL_EPISODE_COUNT if count is None else count
    album.categories = [category.model_dump() for category in part.categories]
    album.sources = _sources(part.sources)


def _write_theme(theme: ThemeTag, part: schemas.Theme, _now: datetime) -> None:
    _write_texts(theme, part, ("label", "phrase"))
    theme.glyph = part.glyph


def _write_artist(artist: Artist, part: schemas.Artist, _now: datetime) -> None:
    _write_texts(artist, part, ("name", "about"))
    artist.sources = _sources(part.sources)


def _write_track(track: Track, part: schemas.Track, _now: datetime) -> None:
    _write_texts(track, part, TRACK_TEXTS)
    original = part.original_title
    track.original_title = original.text if original else ""
    track.original_language = original.language if original else ""
    scene = part.scene
    track.scene = Localized(scene.text.en, scene.text.ko) if scene else Localized()
    track.scene_source = scene.source if scene else ""
    track.spoiler_episode = scene.spoiler_episode if scene else 0
    for name in ("kind", "part", "released_on"):
        setattr(track, name, getattr(part, name))
    track.sources = _sources(part.sources)
    wanted = select(Artist).where(Artist.slug.in_(part.artists)).order_by(Artist.id)
    track.artists = list(db.session.scalars(wanted))
    themes = themes_by_slug()
    track.weights += [
        TrackWeight(theme_tag=themes[slug], weight=weight)
        for slug, weight in reweigh(track.weights, part.profile).items()
    ]


def _write_chapter(chapter: Chapter, part: schemas.Chapter, _now: datetime) -> None:
    _write_texts(chapter, part, ("title", "body"))
    chapter.sources = _sources(part.sources)


def _write_quiz(quiz: Quiz, header: QuizHeader, _now: datetime) -> None:
    quiz.kind, quiz.title, quiz.intro = header.kind, header.title, header.intro
    for name, count in header.counts.items():
        setattr(quiz, name, count)


def _write_item(item: Item, candidate: CandidateItem, now: datetime) -> None:
    """Options that read the same in one language stay the rows they are, with their tallies."""
    left = {option.id: option.text for option in item.options_in_use}
    ids = [_take_same(option.text, left) for option in candidate.options] if left else []
    write(item, candidate, themes=themes_by_slug(), now=now, option_ids=ids)


def _take_same(text: Localized, left: dict[int, Localized]) -> int:
    """Take the option with this text out of those left, and give its id; 0 if there is none."""
    same = [row for row, was in left.items() if was.en == text.en or was.ko == text.ko]
    for row in same[:1]:
        del left[row]
    return same[0] if same else 0


def _write_texts(row: Any, part: Any, names: Iterable[str]) -> None:
    for name in names:
        text = getattr(part, name)
        setattr(row, name, Localized(text.en, text.ko))


def _sources(sources: Iterable[schemas.Source]) -> list[Plain]:
    return [source.model_dump(mode="json") for source in sources]


KINDS: Mapping[str, Kind] = {
    "album": Kind(Album, read_album, _write_album),
    "theme": Kind(ThemeTag, read_theme, _write_theme),
    "artist": Kind(Artist, read_artist, _write_artist),
    "track": Kind(Track, read_track, _write_track),
    "chapter": Kind(Chapter, read_chapter, _write_chapter),
    "quiz": Kind(Quiz, _read_quiz, _write_quiz),
    "item": Kind(Item, _read_item, _write_item),
}

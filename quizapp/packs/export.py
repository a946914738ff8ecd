"""Write what the database holds as a content pack again."""

from typing import Any

from sqlalchemy import select

from quizapp.catalog.models import Album, Artist, Track
from quizapp.catalog.queries import album_by_slug, artists_of, theme_tags, tracks_of
from quizapp.database.db import db
from quizapp.quizzes.mapping import candidate_of, header_of
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import items_in_use
from quizapp.texts import Localized

from .schemas import AlbumFile, Pack, QuizFile


def pack_of(*, album_slug: str) -> Pack:
    """An album as a content pack; retired and draft parts stay out.

    :raises AlbumMissing: when there is no such album.
    """
    album = album_by_slug(album_slug)
    quizzes = db.session.scalars(select(Quiz).where(Quiz.album_id == album.id))
    files = {quiz.kind: _quiz_file(quiz) for quiz in quizzes}
    return Pack(AlbumFile.model_validate(_album_file(album)), **files)


def _album_file(album: Album) -> dict[str, Any]:
    return {
        "format": 1,
        "album": {
            "slug": album.slug,
            "title": _text(album.title),
            "drama": _text(album.drama),
            "intro": _text(album.intro),
            "sources": album.sources,
        },
        "themes": [
            {
                "slug": theme.slug,
                "label": _text(theme.label),
                "phrase": _text(theme.phrase),
                "glyph": theme.glyph,
            }
            for theme in theme_tags()
        ],
        "artists": [_artist(artist) for artist in artists_of(album.id)],
        "tracks": [_track(track) for track in tracks_of(album.id)],
        "chapters": [
            {
                "slug": chapter.slug,
                "title": _text(chapter.title),
                "body": _text(chapter.body),
                "sources": chapter.sources,
            }
            for chapter in album.chapters
        ],
    }


def _artist(artist: Artist) -> dict[str, Any]:
    return {
        "slug": artist.slug,
        "name": _text(artist.name),
        "about": _text(artist.about),
        "sources": artist.sources,
    }


def _track(track: Track) -> dict[str, Any]:
    original = {"text": track.original_title, "language": track.original_language}
    return {
        "slug": track.slug,
        "kind": track.kind,
        "title": _text(track.title),
        "original_title": original if track.original_title else None,
        "title_note": _text(track.title_note),
        "artists": [artist.slug for artist in track.artists],
        "performance": _text(track.performance),
        "part": track.part,
        "released_on": track.released_on,
        "credits": _text(track.credits),
        "story": _text(track.story),
        "tagline": _text(track.tagline),
        "profile": track.profile,
        "sources": track.sources,
    }


def _quiz_file(quiz: Quiz) -> QuizFile:
    items = tuple(candidate_of(item) for item in items_in_use(quiz.id))
    return QuizFile(header_of(quiz), items)


def _text(text: Localized) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}

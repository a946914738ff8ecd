"""Export an album from the database as a content pack."""

from typing import Any

from sqlalchemy import select

from quizapp.catalog.models import Album
from quizapp.catalog.queries import any_album_by_slug, artists_in_use, theme_tags, tracks_in_use
from quizapp.database.db import db
from quizapp.quizzes.mapping import candidate_of, header_of
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import items_in_use

from .rows import read_album, read_artist, read_chapter, read_theme, read_track
from .schemas import AlbumFile, Pack, QuizFile


def pack_of(*, album_slug: str) -> Pack:
    """An album as a content pack; retired and draft parts stay out.

    :raises AlbumMissing: when there is no such album.
    """
    album = any_album_by_slug(album_slug)
    quizzes = db.session.scalars(select(Quiz).where(Quiz.album_id == album.id))
    files = {quiz.kind: _quiz_file(quiz) for quiz in quizzes}
    return Pack(AlbumFile.model_validate(_album_file(album)), **files)


def _album_file(album: Album) -> dict[str, Any]:
    return {
        "format": 1,
        "album": read_album(album),
        "themes": [read_theme(theme) for theme in theme_tags()],
        "artists": [read_artist(artist) for artist in artists_in_use(album.id)],
        "tracks": [read_track(track) for track in tracks_in_use(album.id)],
        "chapters": [read_chapter(chapter) for chapter in album.chapters],
    }


def _quiz_file(quiz: Quiz) -> QuizFile:
    items = tuple(candidate_of(item) for item in items_in_use(quiz.id))
    return QuizFile(header_of(quiz), items)

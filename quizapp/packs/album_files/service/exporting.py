"""Write an album of the database as one file, finished or not."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from quizapp.catalog.models import Album, Artist, Chapter, State, ThemeTag, Track
from quizapp.catalog.queries import any_album_by_slug
from quizapp.database.db import db
from quizapp.packs.album_files.writing import album_text
from quizapp.packs.rows import read_album, read_artist, read_chapter, read_theme, read_track
from quizapp.packs.schemas import UNFINISHED, AlbumFile, Pack, QuizFile
from quizapp.quizzes.mapping import candidate_of, header_of
from quizapp.quizzes.models import Item, Quiz
from quizapp.quizzes.queries import items_and_drafts
from quizapp.web.doors import IMPORTS


@IMPORTS.entered()
def text_of_album(*, slug: str) -> str:
    """The file of an album with its drafts, and the artists and themes that it uses.

    :raises AlbumMissing: when there is no such album.
    """
    album = any_album_by_slug(slug)
    quizzes = db.session.scalars(select(Quiz).where(Quiz.album_id == album.id).order_by(Quiz.id))
    items = {quiz.kind: (quiz, items_and_drafts(quiz.id)) for quiz in quizzes}
    files = {kind: _quiz_file(quiz, rows) for kind, (quiz, rows) in items.items()}
    all_items = [item for _quiz, rows in items.values() for item in rows]
    catalog = AlbumFile.model_validate(_catalog(album, all_items), context=UNFINISHED)
    return album_text(Pack(catalog, **files), {item.slug for item in all_items if item.is_draft})


def _catalog(album: Album, items: Iterable[Item]) -> dict[str, Any]:
    tracks = _in_use(Track, album)
    return {
        "album": read_album(album),
        "themes": [read_theme(theme) for theme in _themes_of(tracks, items)],
        "artists": [read_artist(artist) for artist in _artists_of(tracks)],
        "tracks": [read_track(track) for track in tracks],
        "chapters": [read_chapter(chapter) for chapter in _in_use(Chapter, album)],
    }


def _in_use(model: Any, album: Album) -> Sequence[Any]:
    rows = select(model).where(model.album_id == album.id, model.state != State.RETIRED)
    if hasattr(model, "retired_at"):
        rows = rows.where(model.retired_at.is_(None))
    return db.session.scalars(rows.order_by(model.position, model.id)).all()


def _artists_of(tracks: Iterable[Track]) -> list[Artist]:
    artists = {artist.id: artist for track in tracks for artist in track.artists}
    return [artists[number] for number in sorted(artists)]


def _themes_of(tracks: Iterable[Track], items: Iterable[Item]) -> list[ThemeTag]:
    used = [weight.theme_tag for track in tracks for weight in track.weights]
    for item in items:
        used += item.theme_tags
        used += [weight.theme_tag for option in item.options_in_use for weight in option.weights]
    themes = {theme.id: theme for theme in used}
    return sorted(themes.values(), key=lambda theme: (theme.position, theme.id))


def _quiz_file(quiz: Quiz, items: Iterable[Item]) -> QuizFile:
    return QuizFile(header_of(quiz), tuple(candidate_of(item) for item in items))

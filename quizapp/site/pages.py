"""Load the shelf of all live albums."""

from collections.abc import Mapping

from quizapp.catalog import queries as catalog
from quizapp.catalog.models import Album
from quizapp.quizzes.queries import listed_quizzes

from .shelf import ShelfAlbum, emblem_count


def shelf(language: str) -> list[ShelfAlbum]:
    """The live albums in the editors' order, in a constant number of statements."""
    albums = catalog.live_albums()
    emblems = emblem_count(len(albums))
    tracks = catalog.first_tracks(emblems) if emblems else {}
    quizzes = {(quiz.album_id, quiz.kind): quiz.slug for quiz in reversed(listed_quizzes())}
    return [
        _on_shelf(album, [track.profile for track in tracks.get(album.id, [])], quizzes, language)
        for album in albums
    ]


def _on_shelf(
    album: Album,
    profiles: list[Mapping[str, int]],
    quizzes: Mapping[tuple[int, str], str],
    language: str,
) -> ShelfAlbum:
    return ShelfAlbum(
        slug=album.slug,
        title=album.title.in_language(language),
        drama=album.drama.in_language(language),
        intro=album.intro.in_language(language),
        profiles=profiles,
        mood=quizzes.get((album.id, "mood"), ""),
        trivia=quizzes.get((album.id, "trivia"), ""),
    )

"""Write what the database holds as a content pack again."""

from typing import Any

from sqlalchemy import select

from quizapp.catalog.models import Album, Artist, Track
from quizapp.catalog.queries import album_by_slug, artists_of, theme_tags, tracks_of
from quizapp.database.db import db
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Item, Quiz
from quizapp.quizzes.queries import items_in_use
from quizapp.texts import Localized

from .schemas import Pack


def pack_of(*, album_slug: str) -> Pack:
    """An album as a content pack; retired and draft parts stay out.

    :raises AlbumMissing: when there is no such album.
    """
    album = album_by_slug(album_slug)
    quizzes = {
        quiz.kind: quiz
        for quiz in db.session.scalars(select(Quiz).where(Quiz.album_id == album.id))
    }
    mood, trivia = quizzes.get(QuizKind.MOOD), quizzes.get(QuizKind.TRIVIA)
    pack = {
        "album": _album_file(album),
        "mood": _mood_file(mood) if mood else None,
        "trivia": _trivia_file(trivia) if trivia else None,
    }
    return Pack.model_validate(pack)


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


def _mood_file(quiz: Quiz) -> dict[str, Any]:
    counts = ("core_count", "decider_count", "decider_lead")
    return {
        "format": 1,
        "quiz": _quiz(quiz) | {name: getattr(quiz, name) for name in counts},
        "items": [
            _stem(item)
            | {
                "options": [
                    {"text": _text(option.text), "weights": option.profile}
                    for option in item.options
                ]
            }
            for item in items_in_use(quiz.id)
        ],
    }


def _trivia_file(quiz: Quiz) -> dict[str, Any]:
    return {
        "format": 1,
        "quiz": _quiz(quiz),
        "items": [_trivia_item(item) for item in items_in_use(quiz.id)],
    }


def _trivia_item(item: Item) -> dict[str, Any]:
    return _stem(item) | {
        "category": item.category,
        "stars": item.stars,
        "spoiler_episode": item.spoiler_episode,
        "options": [
            {"text": _text(option.text), "is_key": option.is_key} for option in item.options
        ],
        "explanation": _text(item.explanation),
        "themes": [theme.slug for theme in item.theme_tags],
        "sources": item.sources,
    }


def _quiz(quiz: Quiz) -> dict[str, Any]:
    return {
        "slug": quiz.slug,
        "kind": quiz.kind,
        "title": _text(quiz.title),
        "intro": _text(quiz.intro),
    }


def _stem(item: Item) -> dict[str, Any]:
    return {"slug": item.slug, "stem": _text(item.stem)}


def _text(text: Localized) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}

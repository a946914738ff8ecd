"""Albums, and the settings of their quizzes, as content."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quizapp.catalog.limits import TITLE_LIMIT, USUAL_EPISODE_COUNT
from quizapp.catalog.models import Album, State
from quizapp.database.db import db
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz

from .parts import free_slug, localized, next_position, plain, set_state

Content = Mapping[str, Any]
COUNTS = ("core_count", "decider_count", "decider_lead")
TITLES = {
    QuizKind.MOOD: {
        "en": "Which track of {title} is your mood?",
        "ko": "지금 내 마음, {title} 중에선 어떤 곡?",
    },
    QuizKind.TRIVIA: {
        "en": "How well do you know {drama}?",
        "ko": "「{drama}」, 얼마나 알고 있나요?",
    },
}
"""Titles of the quizzes that a new album comes with."""


def read_album(album: Album) -> dict[str, Any]:
    return {
        "title": plain(album.title),
        "drama": plain(album.drama),
        "intro": plain(album.intro),
        "episode_count": album.episode_count,
        "categories": album.categories,
        "sources": album.sources,
        "state": album.state,
    }


def write_album(album: Album, content: Content, _now: datetime) -> None:
    album.title = localized(content["title"])
    album.drama = localized(content["drama"])
    album.intro = localized(content["intro"])
    album.episode_count = content.get("episode_count", USUAL_EPISODE_COUNT)
    album.categories = content.get("categories", [])
    album.sources = content["sources"]
    set_state(album, content)


def start_album(_parent: int, content: Content) -> Album:
    """A new album is a draft and comes with its two quizzes, empty; they are hidden with it."""
    album = Album(
        slug=free_slug(Album, content["title"]["en"], "album"),
        position=next_position(Album),
        state=State.DRAFT,
    )
    for kind in TITLES:
        db.session.add(start_empty_quiz(album, kind, content))
    return album


def start_empty_quiz(album: Album, kind: QuizKind, names: Content) -> Quiz:
    """A quiz that is called after its album, found as soon as the album is and has an edition.

    :param names: ``title`` and ``drama`` of the album, each in both languages.
    """
    slug = free_slug(Quiz, f"{album.slug} {kind}", "quiz")
    title = {code: _named(text, names, code) for code, text in TITLES[kind].items()}
    place = list(TITLES).index(kind) + 1
    words = localized(title)
    return Quiz(album=album, kind=kind, slug=slug, title=words, position=place, state=State.LIVE)


def _named(text: str, content: Content, language: str) -> str:
    """A title with the album's names in it; those of the other language where one lacks."""
    names = {name: content[name][language] or _any(content[name]) for name in ("title", "drama")}
    return text.format(**names)[:TITLE_LIMIT]


def _any(text: Mapping[str, str]) -> str:
    return text["en"] or text["ko"]


def read_quiz(quiz: Quiz) -> dict[str, Any]:
    counts = COUNTS if quiz.kind == QuizKind.MOOD else ()
    return {
        "title": plain(quiz.title),
        "intro": plain(quiz.intro),
        **{name: getattr(quiz, name) for name in counts},
        "state": quiz.state,
    }


def write_quiz(quiz: Quiz, content: Content, _now: datetime) -> None:
    quiz.title = localized(content["title"])
    quiz.intro = localized(content["intro"])
    for name in COUNTS:
        if name in content:
            setattr(quiz, name, content[name])
    set_state(quiz, content)


def start_quiz(_parent: int, _content: Content) -> Quiz:
    raise NotImplementedError("quizzes come with their album")

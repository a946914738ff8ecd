"""Albums, and the settings of their quizzes, as content."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quizapp.catalog.models import Album, State
from quizapp.database.db import db
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz

from .parts import free_slug, localized, next_position, plain, set_state

Content = Mapping[str, Any]
COUNTS = ("core_count", "decider_count", "decider_lead")
TITLES = {
    QuizKind.MOOD: {"en": "Which track is your mood?", "ko": "지금 내 마음은 어떤 곡?"},
    QuizKind.TRIVIA: {"en": "How well do you know it?", "ko": "얼마나 알고 있나요?"},
}


def read_album(album: Album) -> dict[str, Any]:
    return {
        "title": plain(album.title),
        "drama": plain(album.drama),
        "intro": plain(album.intro),
        "sources": album.sources,
        "state": album.state,
    }


def write_album(album: Album, content: Content, _now: datetime) -> None:
    album.title = localized(content["title"])
    album.drama = localized(content["drama"])
    album.intro = localized(content["intro"])
    album.sources = content["sources"]
    set_state(album, content)


def start_album(_parent: int, content: Content) -> Album:
    """A new album is a draft and comes with its two quizzes, empty; they are hidden with it."""
    album = Album(
        slug=free_slug(Album, content["title"]["en"], "album"),
        position=next_position(Album),
        state=State.DRAFT,
    )
    for place, (kind, title) in enumerate(TITLES.items(), start=1):
        slug = free_slug(Quiz, f"{album.slug} {kind}", "quiz")
        db.session.add(_new_quiz(album, kind, slug, title, place))
    return album


def _new_quiz(album: Album, kind: str, slug: str, title: Content, place: int) -> Quiz:
    words = localized(title)
    return Quiz(album=album, kind=kind, slug=slug, title=words, position=place, state=State.LIVE)


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

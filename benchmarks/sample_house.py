"""Fill a game with sample albums of twelve tracks, each with a mood quiz and a trivia quiz."""

import random
from dataclasses import asdict, replace

from sqlalchemy import func, select

from quizapp import clock
from quizapp.catalog.models import Album
from quizapp.database.db import db, transaction
from quizapp.mood.publishing import PlayableEdition, playable, table_of
from quizapp.quizzes import content as contents
from quizapp.quizzes.content import ItemContent, QuizContent, TrackContent
from quizapp.quizzes.editions import add_edition
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Edition, Quiz
from quizapp.quizzes.queries import live_edition
from quizapp.texts import Localized
from tests.sample_albums import add_sample_album

TRACKS = 12
TRIVIA_ITEMS = 40


def fill(albums: int) -> None:
    """Add sample albums until there are so many; each time the same ones."""
    have = db.session.scalar(select(func.count()).select_from(Album)) or 0
    mood = playable(live_edition("mood", QuizKind.MOOD).id)
    trivia = live_edition("trivia", QuizKind.TRIVIA).content
    for number in range(have + 1, albums + 1):
        album = add_sample_album(number, tracks=TRACKS)
        with transaction():
            _add_mood(album, mood)
            _add_trivia(album, trivia)


def _add_mood(album: Album, mood: PlayableEdition) -> None:
    """The shipped questions about the sample's tracks, with the shipped constants."""
    content = _content(album, mood.content)
    tracks = tuple(_track(content.tracks[0], album, at) for at in range(len(album.tracks)))
    content = replace(content, tracks=tracks)
    table = table_of(content).to_plain()
    _publish(album, content, table=table, calibration=asdict(mood.calibration))


def _add_trivia(album: Album, trivia: QuizContent) -> None:
    items = tuple(_sample_item(item) for item in trivia.items[:TRIVIA_ITEMS])
    _publish(album, replace(_content(album, trivia), items=items))


def _content(album: Album, content: QuizContent) -> QuizContent:
    slug = f"{album.slug}-{content.kind}"
    return replace(content, slug=slug, album_slug=album.slug, album_title=album.title)


def _track(like: TrackContent, album: Album, at: int) -> TrackContent:
    row = album.tracks[at]
    return replace(like, slug=row.slug, title=row.title, profile=row.profile, artists=())


def _sample_item(item: ItemContent) -> ItemContent:
    words = random.Random(item.id).sample(
        ("one", "two", "three", "four", "five", "six", "seven"), 5
    )
    text = " ".join(["Sample question", *words] * 3)
    return replace(item, stem=Localized(text, text), explanation=Localized(text, text))


def _publish(album: Album, content: QuizContent, **parts: object) -> None:
    quiz = Quiz(slug=content.slug, kind=content.kind, album_id=album.id, title=content.title)
    db.session.add(quiz)
    db.session.flush()
    plain = contents.to_json(content)
    add_edition(Edition(quiz_id=quiz.id, content=plain, published_at=clock.now(), **parts))

"""Sample albums beside the shipped one: invented, neutral names, clearly marked as samples.

Their tracks and questions borrow weights and keys from the shipped rows, so that their quizzes can
be published and played; their texts are their own.
"""

from collections.abc import Sequence

from sqlalchemy import select

from quizapp import clock
from quizapp.catalog.models import Album, Artist, Chapter, Site, Track, TrackWeight
from quizapp.database.db import db, transaction
from quizapp.mood.publishing import publish as publish_mood
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Item, Option, OptionWeight, Quiz
from quizapp.texts import Localized
from quizapp.trivia.publishing import publish as publish_trivia

WORDS = {2: ("Two", "둘"), 3: ("Three", "셋")}
MOOD_ITEMS = 4
TRIVIA_ITEMS = 12
TRACKS = 5


def add_playable_album(number: int) -> str:
    """Add and publish a whole album, ``sample-2`` or ``sample-3``, and return its slug.

    The first track is by an artist of the shipped album too, the others by one of its own.
    """
    slug = f"sample-{number}"
    with transaction(), db.session.no_autoflush:
        album = Album(
            slug=slug,
            position=number,
            title=_text(number, "Sample Album", "견본 앨범"),
            drama=_text(number, "Sample Drama", "견본 드라마"),
            intro=_text(number, "A sample for tests", "시험용 견본"),
        )
        db.session.add(album)
        _add_tracks(album, number)
        for position in (1, 2):
            db.session.add(
                Chapter(
                    album=album,
                    slug=f"{slug}-chapter-{position}",
                    position=position,
                    title=_text(number, f"Sample chapter {position} of", f"견본 {position}장"),
                    body=_text(number, "Nothing but a sample", "견본일 뿐이에요"),
                )
            )
        for kind, count in ((QuizKind.MOOD, MOOD_ITEMS), (QuizKind.TRIVIA, TRIVIA_ITEMS)):
            _add_quiz(album, number, kind, count)
    publish_mood(quiz_slug=f"{slug}-mood", now=clock.now())
    publish_trivia(quiz_slug=f"{slug}-trivia", now=clock.now())
    return slug


def make_main(album_slug: str) -> None:
    """Let the site name an album as its main one."""
    with transaction():
        album = db.session.scalars(select(Album).where(Album.slug == album_slug)).one()
        site = db.session.scalar(select(Site)) or Site()
        site.main_album_id = album.id
        db.session.add(site)


def _text(number: int, english: str, korean: str) -> Localized:
    in_english, in_korean = WORDS[number]
    return Localized(f"{english} {in_english}", f"{korean} {in_korean}")


def _add_tracks(album: Album, number: int) -> None:
    own = Artist(slug=f"{album.slug}-artist", name=_text(number, "Sample Voice", "견본 목소리"))
    shared = db.session.scalars(select(Artist).order_by(Artist.id)).first()
    assert shared
    for position, model in enumerate(_shipped(Track, TRACKS), 1):
        track = Track(
            album=album,
            slug=f"{album.slug}-track-{position}",
            position=position,
            kind=model.kind,
            title=_text(number, f"Sample Song {position} of", f"견본 노래 {position}"),
            tagline=_text(number, "A sample line", "견본 한 줄"),
            story=_text(number, "A sample story", "견본 이야기"),
            artists=[shared if position == 1 else own],
        )
        track.weights = [
            TrackWeight(theme_tag=each.theme_tag, weight=each.weight) for each in model.weights
        ]
        db.session.add(track)


def _add_quiz(album: Album, number: int, kind: str, count: int) -> None:
    quiz = Quiz(
        album=album,
        slug=f"{album.slug}-{kind}",
        kind=kind,
        title=_text(number, f"Sample {kind} quiz", f"견본 {kind} 퀴즈"),
        core_count=MOOD_ITEMS,
        decider_count=0,
    )
    db.session.add(quiz)
    models = select(Item).join(Item.quiz).where(Quiz.slug == kind, ~Item.is_draft)
    items = db.session.scalars(models.order_by(Item.position).limit(count)).all()
    for position, model in enumerate(items, 1):
        _add_item(quiz, number, position, model)


def _add_item(quiz: Quiz, number: int, position: int, model: Item) -> None:
    item = Item(
        quiz=quiz,
        slug=f"{quiz.slug}-{position}",
        position=position,
        stem=_text(number, f"Sample question {position} of", f"견본 문제 {position}"),
        explanation=_text(number, "A sample explanation", "견본 설명"),
        category=model.category,
        sources=model.sources,
    )
    for place, option in enumerate(model.options_in_use, 1):
        weights = [
            OptionWeight(theme_tag=each.theme_tag, weight=each.weight) for each in option.weights
        ]
        item.options.append(
            Option(
                position=place,
                text=_text(number, f"Sample answer {place} of", f"견본 답 {place}"),
                is_key=option.is_key,
                weights=weights,
            )
        )
    item.theme_tags = list(model.theme_tags)
    db.session.add(item)


def _shipped(model: type[Track], count: int) -> Sequence[Track]:
    return db.session.scalars(select(model).order_by(model.id).limit(count)).all()

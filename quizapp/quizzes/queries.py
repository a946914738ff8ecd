"""Query quizzes and their editions. An edition never changes: each is read once per process."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from quizapp.catalog.models import Album, ThemeTag, Track
from quizapp.catalog.queries import theme_tags, tracks_of
from quizapp.database.db import db
from quizapp.errors import Missing

from . import content
from .content import (
    ArtistContent,
    QuizContent,
    SceneContent,
    SourceContent,
    ThemeContent,
    TrackContent,
)
from .kinds import QuizKind
from .mapping import content_of
from .models import Edition, Flag, Item, KeyCorrection, Option, OptionWeight, Quiz
from .rules import USUAL, AlbumRules

EDITIONS_KEPT = 64
FLAGS_SHOWN = 200


class QuizMissing(Missing):
    pass


@dataclass(frozen=True)
class PublishedEdition:
    """An edition as played: the frozen content beside the identity of its row."""

    id: int
    quiz_id: int
    number: int
    content: QuizContent


def quiz_by_slug(slug: str) -> Quiz:
    quiz = db.session.scalar(select(Quiz).where(Quiz.slug == slug))
    if quiz is None:
        raise QuizMissing
    return quiz


def quizzes_of_kind(kind: str) -> Sequence[Quiz]:
    return db.session.scalars(select(Quiz).where(Quiz.kind == kind).order_by(Quiz.id)).all()


def live_edition(slug: str, kind: str) -> PublishedEdition:
    """The newest edition of a quiz.

    :raises QuizMissing: when there is no such quiz, or nothing of it is published yet.
    """
    newest = (
        select(Edition.id)
        .join(Quiz, Quiz.id == Edition.quiz_id)
        .where(Quiz.slug == slug, Quiz.kind == kind)
        .order_by(Edition.number.desc())
        .limit(1)
    )
    edition_id = db.session.scalar(newest)
    if edition_id is None:
        raise QuizMissing
    return edition_by_id(edition_id)


@lru_cache(maxsize=EDITIONS_KEPT)
def edition_by_id(edition_id: int) -> PublishedEdition:
    edition = edition_row(edition_id)
    frozen = content.from_json(edition.content)
    return PublishedEdition(edition.id, edition.quiz_id, edition.number, frozen)


def edition_row(edition_id: int) -> Edition:
    edition = db.session.get(Edition, edition_id)
    if edition is None:
        raise QuizMissing
    return edition


def album_rules(album: Album) -> AlbumRules:
    """What an album says of its questions."""
    own = tuple(category["slug"] for category in album.categories)
    return AlbumRules(own or USUAL.categories, album.episode_count)


def items_in_use(quiz_id: int) -> Sequence[Item]:
    """The items that the next edition takes, whole, in a constant number of statements."""
    return db.session.scalars(_whole_items(quiz_id).where(~Item.is_draft)).all()


def items_and_drafts(quiz_id: int) -> Sequence[Item]:
    """Every item that is not retired, whole, in a constant number of statements."""
    return db.session.scalars(_whole_items(quiz_id)).all()


def _whole_items(quiz_id: int) -> Select[Item]:
    return (
        select(Item)
        .where(Item.quiz_id == quiz_id, Item.retired_at.is_(None))
        .order_by(Item.position, Item.id)
        .options(
            selectinload(Item.theme_tags),
            selectinload(Item.options)
            .selectinload(Option.weights)
            .joinedload(OptionWeight.theme_tag),
        )
    )


def content_now(quiz: Quiz) -> QuizContent:
    """The content of a quiz as its rows are now, which is what publishing would freeze."""
    return QuizContent(
        slug=quiz.slug,
        kind=quiz.kind,
        album_slug=quiz.album.slug,
        album_title=quiz.album.title,
        drama=quiz.album.drama,
        title=quiz.title,
        intro=quiz.intro,
        core_count=quiz.core_count,
        decider_count=quiz.decider_count,
        decider_lead=quiz.decider_lead,
        themes=tuple(map(_theme_content, theme_tags())),
        tracks=tuple(map(_track_content, tracks_of(quiz.album_id))),
        items=tuple(map(content_of, items_in_use(quiz.id))),
    )


def _theme_content(theme: ThemeTag) -> ThemeContent:
    return ThemeContent(theme.slug, theme.glyph, theme.label, theme.phrase)


def _track_content(track: Track) -> TrackContent:
    return TrackContent(
        slug=track.slug,
        kind=track.kind,
        title=track.title,
        original_title=track.original_title,
        original_language=track.original_language,
        tagline=track.tagline,
        story=track.story,
        artists=tuple(ArtistContent(artist.slug, artist.name) for artist in track.artists),
        profile=track.profile,
        scene=_scene_content(track),
        title_note=track.title_note,
    )


def _scene_content(track: Track) -> SceneContent | None:
    source = track.source_of_scene
    if source is None:
        return None
    frozen = SourceContent(source["label"], source["url"], source.get("label_ko", ""))
    return SceneContent(track.scene, track.spoiler_episode, frozen)


def published_quizzes() -> list[Quiz]:
    """Every quiz that can be played."""
    return list(db.session.scalars(select(Quiz).where(Quiz.editions.any()).order_by(Quiz.id)))


def quiz_by_id(quiz_id: int) -> Quiz:
    quiz = db.session.get(Quiz, quiz_id)
    if quiz is None:
        raise QuizMissing
    return quiz


def find_item(item_id: int) -> Item | None:
    """An item with its options, retired or not."""
    return db.session.get(Item, item_id, options=[selectinload(Item.options)])


def find_mood_quiz(album_id: int) -> Quiz | None:
    """The mood quiz of an album, if it has one."""
    wanted = select(Quiz).where(Quiz.album_id == album_id, Quiz.kind == QuizKind.MOOD)
    return db.session.scalars(wanted.order_by(Quiz.id)).first()


def all_quizzes() -> Sequence[Quiz]:
    return db.session.scalars(select(Quiz).order_by(Quiz.id)).all()


def corrections_of(item_id: int) -> Sequence[KeyCorrection]:
    """What was corrected of a published item, the newest first."""
    rows = select(KeyCorrection).where(KeyCorrection.item_id == item_id)
    return db.session.scalars(rows.order_by(KeyCorrection.id.desc())).all()


def lock_quizzes() -> None:
    """Within a transaction, let nobody else who calls this go on before it ends.

    Rows that refer to a quiz can be written meanwhile: those are what players write.
    """
    in_order = select(Quiz.id).order_by(Quiz.id)
    db.session.execute(in_order.with_for_update(key_share=True)).all()


def open_flags(item_id: int) -> Sequence[Flag]:
    """The flags on one item that nobody has dealt with."""
    open_ones = select(Flag).where(Flag.item_id == item_id, Flag.resolved_at.is_(None))
    return db.session.scalars(open_ones.order_by(Flag.id).limit(FLAGS_SHOWN)).all()

"""Query quizzes and their editions. An edition never changes: each is read once per process."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from quizapp.catalog.models import Album, State, ThemeTag, Track, strictest
from quizapp.catalog.queries import IN_ORDER as ALBUMS_IN_ORDER
from quizapp.catalog.queries import theme_tags, tracks_for_edition
from quizapp.database.db import db
from quizapp.errors import Gone, Missing

from . import content
from .content import (
    ArtistContent,
    QuizContent,
    SceneContent,
    SourceContent,
    ThemeContent,
    TrackContent,
)
from .mapping import content_of
from .models import Edition, Flag, Item, KeyCorrection, Option, OptionWeight, Quiz
from .rules import USUAL, AlbumRules

EDITIONS_KEPT = 48
FLAGS_SHOWN = 200
DRAFT_EDITIONS = (
    select(Edition.id)
    .join(Quiz, Quiz.id == Edition.quiz_id)
    .join(Album, Album.id == Quiz.album_id)
    .where((Quiz.state == State.DRAFT.value) | (Album.state == State.DRAFT.value))
)
IN_ORDER = (*ALBUMS_IN_ORDER, Quiz.position, Quiz.id)
PLACE = (Item.position, Item.id)
WHOLE_ITEM = (
    selectinload(Item.theme_tags),
    selectinload(Item.options).selectinload(Option.weights).joinedload(OptionWeight.theme_tag),
)


class QuizMissing(Missing):
    pass


class QuizRetired(Gone):
    """What was made with it stays; nothing new begins."""


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
    """The newest edition of a quiz that players may begin: live or hidden, as its album is.

    :raises QuizMissing: when there is no such quiz, nothing of it is published yet, or it is a
        draft.
    :raises QuizRetired:
    """
    edition, state = _newest(slug, kind)
    if state == State.RETIRED:
        raise QuizRetired("quiz-retired")
    return edition


def is_open(slug: str, kind: str) -> bool:
    """Whether players may begin the quiz now; it is no draft."""
    return _newest(slug, kind)[1] != State.RETIRED


def readable_edition(slug: str, kind: str) -> PublishedEdition:
    """The newest edition of a quiz whose boards and archive may be read: retired ones too.

    :raises QuizMissing: as `live_edition`.
    """
    return _newest(slug, kind)[0]


def newest_edition(slug: str, kind: str) -> PublishedEdition:
    """The newest edition of a quiz, whatever its state, for editors.

    :raises QuizMissing: when there is no such quiz, or nothing of it is published yet.
    """
    row = db.session.execute(_newest_first(slug, kind)).first()
    if row is None:
        raise QuizMissing
    return edition_by_id(row.id)


def _newest(slug: str, kind: str) -> tuple[PublishedEdition, State]:
    row = db.session.execute(_newest_first(slug, kind)).first()
    if row is None or (state := strictest(row.state, row.album_state)) == State.DRAFT:
        raise QuizMissing
    return edition_by_id(row.id), state


def _newest_first(slug: str, kind: str) -> Select[int, str, str]:
    return (
        select(Edition.id, Quiz.state, Album.state.label("album_state"))
        .join(Quiz, Quiz.id == Edition.quiz_id)
        .join(Album, Album.id == Quiz.album_id)
        .where(Quiz.slug == slug, Quiz.kind == kind)
        .order_by(Edition.number.desc())
        .limit(1)
    )


def is_of_draft(edition_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """A condition: the edition is of a quiz that is a draft, or whose album is."""
    return (
        DRAFT_EDITIONS.where(Edition.id == edition_id)
        .correlate_except(Edition, Quiz, Album)
        .exists()
    )


def newest_editions(kind: str) -> Sequence[Row[Any]]:
    """``quiz_id``, ``slug`` and ``edition_id`` of the live quizzes of live albums."""
    newest = select(Edition.quiz_id, func.max(Edition.id).label("edition_id"))
    of_quiz = newest.group_by(Edition.quiz_id).subquery()
    live = (
        select(Quiz.id.label("quiz_id"), Quiz.slug, of_quiz.c.edition_id)
        .join(of_quiz, of_quiz.c.quiz_id == Quiz.id)
        .join(Album, Album.id == Quiz.album_id)
        .where(Quiz.kind == kind, Quiz.state == State.LIVE, Album.state == State.LIVE)
    )
    return db.session.execute(live.order_by(Quiz.id)).all()


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


def items_of(item_ids: Collection[int]) -> Sequence[Item]:
    """Items by their ids, retired or not, whole, in a constant number of statements."""
    wanted = select(Item).where(Item.id.in_(item_ids)).order_by(Item.quiz_id, *PLACE)
    return db.session.scalars(wanted.options(*WHOLE_ITEM, joinedload(Item.quiz))).all()


def _whole_items(quiz_id: int) -> Select[Item]:
    in_use = select(Item).where(Item.quiz_id == quiz_id, Item.retired_at.is_(None))
    return in_use.order_by(*PLACE).options(*WHOLE_ITEM)


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
        tracks=tuple(map(_track_content, tracks_for_edition(quiz.album_id))),
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
    """Every quiz that has an edition, whatever its state."""
    return list(db.session.scalars(select(Quiz).where(Quiz.editions.any()).order_by(Quiz.id)))


def listed_quizzes() -> list[Quiz]:
    """Every quiz that everybody finds and can play, by album, in the editors' order."""
    published = select(Quiz).join(Quiz.album).where(Quiz.editions.any())
    live = published.where(Quiz.state == State.LIVE, Album.state == State.LIVE)
    return list(db.session.scalars(live.order_by(*IN_ORDER)))


def quiz_by_id(quiz_id: int) -> Quiz:
    quiz = db.session.get(Quiz, quiz_id)
    if quiz is None:
        raise QuizMissing
    return quiz


def find_item(item_id: int) -> Item | None:
    """An item with its options, retired or not."""
    return db.session.get(Item, item_id, options=[selectinload(Item.options)])


def find_quiz(album_id: int, kind: str) -> Quiz | None:
    """The quiz of an album of a kind, if it has one."""
    return db.session.scalar(select(Quiz).where(Quiz.album_id == album_id, Quiz.kind == kind))


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

"""Load content packs into the database.

Loading adds what is not there yet and never touches what is: editors may have changed it since.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from quizapp.catalog.models import Album, Artist, Chapter, ThemeTag, Track, TrackWeight
from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import Base, db, transaction
from quizapp.mood.publishing import publish as publish_mood
from quizapp.quizzes.candidate import CandidateItem, QuizHeader
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.mapping import write
from quizapp.quizzes.models import Item, Quiz
from quizapp.texts import Localized
from quizapp.trivia.difficulty import EXPECTED_RIGHT_SHARES
from quizapp.trivia.publishing import publish as publish_trivia
from quizapp.trivia.schedule import BankItem, Wording, with_tells

from . import schemas
from .files import read_pack

PACKS = Path(__file__).parent / "data"
PUBLISH = {QuizKind.MOOD: publish_mood, QuizKind.TRIVIA: publish_trivia}


def shipped_packs() -> list[Path]:
    return sorted(path.parent for path in PACKS.glob("*/album.yaml"))


def shipped_trivia_bank() -> list[BankItem]:
    """What the daily sets of the shipped packs are drawn from, as hard as its stars say."""
    items = [
        item
        for directory in shipped_packs()
        for item in _trivia_items(read_pack(directory))
        if item.spoiler_episode == 0
    ]
    bank = [BankItem(each.slug, each.category, EXPECTED_RIGHT_SHARES[each.stars]) for each in items]
    return with_tells(bank, {item.slug: _wording(item) for item in items})


def _wording(item: CandidateItem) -> Wording:
    key = next(option.text for option in item.options if option.is_key)
    return Wording(said=f"{item.stem.en} {item.explanation.en}", key=key.en)


def _trivia_items(pack: schemas.Pack) -> Sequence[CandidateItem]:
    return pack.trivia.items if pack.trivia else []


def load_missing_packs(*, now: datetime) -> None:
    """Load every shipped pack whose album is not in the database yet."""
    known = set(db.session.scalars(select(Album.slug)))
    for directory in shipped_packs():
        if directory.name not in known:
            load(directory=directory, now=now)


def load(*, directory: Path, now: datetime) -> None:
    """Add what the pack has and the database has not, and publish quizzes never published.

    :raises PackRefused: when the pack breaks its rules; nothing is loaded then.
    """
    pack = read_pack(directory)
    with transaction():
        _add_themes(pack.album.themes)
        album = _add_album(pack.album)
        _add_artists(pack.album.artists)
        _add_tracks(album, pack.album.tracks)
        for file in filter(None, (pack.mood, pack.trivia)):
            _add_quiz(album, file, now)
    _publish_first_editions(now)


def _publish_first_editions(now: datetime) -> None:
    unpublished = select(Quiz.slug, Quiz.kind).where(~Quiz.editions.any())
    for slug, kind in db.session.execute(unpublished).all():
        PUBLISH[QuizKind(kind)](quiz_slug=slug, now=now)


def _add_themes(themes: Sequence[schemas.Theme]) -> None:
    known = _slugs(ThemeTag)
    for position, theme in enumerate(themes, 1):
        if theme.slug not in known:
            db.session.add(
                ThemeTag(
                    slug=theme.slug,
                    position=position,
                    glyph=theme.glyph,
                    label=_text(theme.label),
                    phrase=_text(theme.phrase),
                )
            )


def _add_album(file: schemas.AlbumFile) -> Album:
    album = db.session.scalar(select(Album).where(Album.slug == file.album.slug))
    if album is None:
        album = Album(
            slug=file.album.slug,
            title=_text(file.album.title),
            drama=_text(file.album.drama),
            intro=_text(file.album.intro),
            sources=_plain(file.album.sources),
        )
        db.session.add(album)
    known = _slugs(Chapter)
    for position, chapter in enumerate(file.chapters, 1):
        if chapter.slug not in known:
            album.chapters.append(
                Chapter(
                    slug=chapter.slug,
                    position=position,
                    title=_text(chapter.title),
                    body=_text(chapter.body),
                    sources=_plain(chapter.sources),
                )
            )
    return album


def _add_artists(artists: Sequence[schemas.Artist]) -> None:
    known = _slugs(Artist)
    for artist in artists:
        if artist.slug not in known:
            db.session.add(
                Artist(
                    slug=artist.slug,
                    name=_text(artist.name),
                    about=_text(artist.about),
                    sources=_plain(artist.sources),
                )
            )


def _add_tracks(album: Album, tracks: Sequence[schemas.Track]) -> None:
    known = _slugs(Track)
    artists = {artist.slug: artist for artist in db.session.scalars(select(Artist))}
    themes = themes_by_slug()
    for position, track in enumerate(tracks, 1):
        if track.slug not in known:
            album.tracks.append(_track(track, position, artists, themes))


def _track(
    track: schemas.Track, position: int, artists: dict[str, Artist], themes: dict[str, ThemeTag]
) -> Track:
    original = track.original_title
    return Track(
        slug=track.slug,
        position=position,
        kind=track.kind,
        title=_text(track.title),
        original_title=original.text if original else "",
        original_language=original.language if original else "",
        title_note=_text(track.title_note),
        performance=_text(track.performance),
        part=track.part,
        released_on=track.released_on,
        credits=_text(track.credits),
        story=_text(track.story),
        tagline=_text(track.tagline),
        sources=_plain(track.sources),
        artists=[artists[slug] for slug in track.artists],
        weights=[
            TrackWeight(theme_tag=themes[slug], weight=weight)
            for slug, weight in track.profile.items()
        ],
    )


def _add_quiz(album: Album, file: schemas.QuizFile, now: datetime) -> None:
    quiz = _quiz(album, file.quiz)
    known, themes = _slugs(Item), themes_by_slug()
    for position, candidate in enumerate(file.items, 1):
        if candidate.slug not in known:
            item = Item(slug=candidate.slug, position=position)
            write(item, candidate, themes=themes, now=now)
            quiz.items.append(item)


def _quiz(album: Album, header: QuizHeader) -> Quiz:
    quiz = db.session.scalar(select(Quiz).where(Quiz.slug == header.slug))
    if quiz is None:
        quiz = Quiz(
            album=album,
            slug=header.slug,
            kind=header.kind,
            title=header.title,
            intro=header.intro,
            **header.counts,
        )
        db.session.add(quiz)
    return quiz


def _slugs(model: type[Base]) -> set[str]:
    return set(db.session.scalars(select(model.__table__.c.slug)))


def _text(text: Any) -> Localized:
    return Localized(text.en, text.ko)


def _plain(sources: Iterable[schemas.Source]) -> list[dict[str, Any]]:
    return [source.model_dump(mode="json") for source in sources]

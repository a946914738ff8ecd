"""Collect all entries that can be found: the catalog, and the questions of past days.

Questions still to be answered stay out: see ``docs/decisions/0011-search-past-questions-only.md``.
The catalog is read once per content, and what is made of a row is made again only when the row has
changed: thousands of texts take longer to prepare for searching than to search.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from quizapp.catalog.models import (
    Album,
    Artist,
    Chapter,
    State,
    ThemeTag,
    Track,
    TrackArtist,
    TrackWeight,
)
from quizapp.catalog.queries import IN_ORDER
from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import db
from quizapp.database.prepared import driver_rows
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import edition_by_id, newest_editions
from quizapp.texts import Localized
from quizapp.trivia.daily import DAYS_REMEMBERED
from quizapp.trivia.queries import days_before, items_of_day
from quizapp.web.kept import kept, memory

from .matching import Entry, EntryKind

OPENING = 160
"""Characters of a chapter that are shown."""
TRACK_TEXTS = (
    *("title_en", "title_ko", "tagline_en", "tagline_ko"),
    *("story_en", "story_ko", "original_title"),
)
Make = Callable[[tuple[Any, ...]], Entry]


def entries(today: date) -> Iterator[Entry]:
    yield from _catalog()
    yield from _questions(today)


@kept(CONTENT)
def _catalog() -> tuple[Entry, ...]:
    """Everything of live albums; each artist once, on however many albums."""
    names = _names_by_track()
    tracks = ((*row, *names[row[0]]) for row in _rows(_TRACKS))
    return (
        *_made("track", _track_entry, tracks),
        *_made("artist", _artist_entry, _rows(_ARTISTS)),
        *_made("theme", _theme_entry, _rows(_THEMES)),
        *_made("chapter", _chapter_entry, _rows(_CHAPTERS)),
    )


def _made(kind: str, make: Make, rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    """The entries of rows: those of before, folded texts and all, where a row has not changed."""
    before = memory(f"search {kind}")
    now = {key: before.get(key) or make(key) for key in rows}
    before.clear()
    before.update(now)
    return list(now.values())


def _rows(statement: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    return driver_rows(db.session.connection(), statement)


def _names_by_track() -> dict[int, list[str]]:
    """The names of artists and themes by the id of a track."""
    names: dict[int, list[str]] = defaultdict(list)
    for query in (_NAMES, _LABELS):
        for track_id, english, korean in _rows(query):
            names[track_id] += [english, korean]
    return names


def _columns(table: Any, *names: str) -> Select[Any]:
    return select(*(table.__table__.c[name] for name in names))


_OF_LIVE_TRACKS = (Track.state == State.LIVE, Track.retired_at.is_(None), Album.state == State.LIVE)
_TRACKS = (
    _columns(Track, "id", "slug")
    .add_columns(Album.__table__.c.slug)
    .add_columns(*(Track.__table__.c[name] for name in TRACK_TEXTS))
    .join(Album, Album.id == Track.album_id)
    .where(*_OF_LIVE_TRACKS)
    .order_by(*IN_ORDER, Track.position, Track.id)
)
_NAMES = (
    select(TrackArtist.track_id, *(Artist.__table__.c[name] for name in ("name_en", "name_ko")))
    .join(Artist, Artist.id == TrackArtist.artist_id)
    .order_by(Artist.id)
)
_LABELS = (
    select(TrackWeight.track_id, *(ThemeTag.__table__.c[n] for n in ("label_en", "label_ko")))
    .join(ThemeTag, ThemeTag.id == TrackWeight.theme_tag_id)
    .order_by(ThemeTag.position)
)
_ARTISTS = (
    _columns(Artist, "slug", "name_en", "name_ko", "about_en", "about_ko")
    .where(
        Artist.retired_at.is_(None),
        Artist.tracks.any((Track.state == State.LIVE) & Track.album.has(state=State.LIVE)),
    )
    .order_by(Artist.id)
)
_THEMES = (
    _columns(ThemeTag, "slug", "label_en", "label_ko", "phrase_en", "phrase_ko")
    .where(ThemeTag.retired_at.is_(None))
    .order_by(ThemeTag.position, ThemeTag.id)
)
_CHAPTERS = (
    _columns(Chapter, "slug", "title_en", "title_ko", "body_en", "body_ko")
    .add_columns(Album.__table__.c.slug)
    .join(Album, Album.id == Chapter.album_id)
    .where(Album.state == State.LIVE, Chapter.state == State.LIVE)
    .order_by(*IN_ORDER, Chapter.position)
)


def _track_entry(row: tuple[Any, ...]) -> Entry:
    _, slug, album, *pairs = row
    title, tagline = Localized(*pairs[:2]), Localized(*pairs[2:4])
    story, original, names = pairs[4:6], pairs[6], pairs[7:]
    texts = (*names, *story)
    return Entry(EntryKind.TRACK, {"slug": slug}, title, tagline, texts, album, (original,))


def _artist_entry(row: tuple[Any, ...]) -> Entry:
    slug, *texts = row
    return Entry(EntryKind.ARTIST, {"slug": slug}, Localized(*texts[:2]), Localized(*texts[2:]))


def _theme_entry(row: tuple[Any, ...]) -> Entry:
    slug, *texts = row
    return Entry(EntryKind.THEME, {"slug": slug}, Localized(*texts[:2]), Localized(*texts[2:]))


def _chapter_entry(row: tuple[Any, ...]) -> Entry:
    slug, *title, english, korean, album = row
    opening = Localized(en=english[:OPENING], ko=korean[:OPENING])
    texts = (english, korean)
    return Entry(EntryKind.CHAPTER, {"slug": slug}, Localized(*title), opening, texts, album)


def _questions(today: date) -> Iterator[Entry]:
    """The items that were asked on past days, of each quiz.

    Nothing of a quiz while it is not settled what today asks. Past days never change, so they are
    looked at again only on another day, or when another edition or other items are today's.
    """
    before = memory("search questions")
    quizzes = _live_trivia()
    asked = items_of_day([quiz.quiz_id for quiz in quizzes], today)
    for quiz in quizzes:
        if quiz.quiz_id not in asked:
            continue
        key = (quiz.edition_id, today, tuple(asked[quiz.quiz_id]))
        if before.get(quiz.quiz_id, (None,))[0] != key:
            before[quiz.quiz_id] = (key, _question_entries(quiz, today, asked[quiz.quiz_id]))
        yield from before[quiz.quiz_id][1]


@kept(CONTENT)
def _live_trivia() -> Sequence[Any]:
    return newest_editions(QuizKind.TRIVIA)


def _question_entries(quiz: Any, today: date, asked: Iterable[int]) -> list[Entry]:
    """Each item where the archive offers its latest day, those of today left out."""
    past = reversed(days_before(quiz.quiz_id, today, DAYS_REMEMBERED))
    latest = {item_id: row.day for row in past for item_id in row.item_ids}
    known = latest.keys() - set(asked)
    content = edition_by_id(quiz.edition_id).content
    return [
        Entry(
            EntryKind.QUESTION,
            {"slug": quiz.slug, "older_than": str(latest[item.id] + timedelta(days=1))},
            item.stem,
            item.explanation,
            album=content.album_slug,
        )
        for item in content.items
        if item.id in known
    ]

"""Collect all entries that can be found: the catalog, and the questions of past days.

Questions still to be answered stay out: see ``docs/decisions/0011-search-past-questions-only.md``.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from quizapp.catalog import queries
from quizapp.catalog.models import Album, Artist, Chapter, ThemeTag, Track
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition, published_quizzes
from quizapp.texts import Localized
from quizapp.trivia.daily import DAYS_REMEMBERED
from quizapp.trivia.queries import days_before, scheduled_day

from .matching import Entry, EntryKind

OPENING = 160
"""Characters of a chapter that are shown."""


def entries(today: date) -> Iterator[Entry]:
    albums = queries.albums()
    for album in albums:
        yield from map(_track_entry, queries.tracks_of(album.id))
    yield from map(_artist_entry, _artists(albums))
    yield from map(_theme_entry, queries.theme_tags())
    for album in albums:
        yield from map(_chapter_entry, album.chapters)
    for quiz in published_quizzes():
        if quiz.kind == QuizKind.TRIVIA:
            yield from _question_entries(quiz.slug, today)


def _artists(albums: Sequence[Album]) -> list[Artist]:
    """Each artist once, on however many albums."""
    return list(dict.fromkeys(a for album in albums for a in queries.artists_of(album.id)))


def _track_entry(track: Track) -> Entry:
    names = [name for artist in track.artists for name in (artist.name.en, artist.name.ko)]
    labels = [weight.theme_tag.label for weight in track.weights]
    themes = [text for label in labels for text in (label.en, label.ko)]
    return Entry(
        EntryKind.TRACK,
        {"slug": track.slug},
        track.title,
        track.tagline,
        texts=(*names, *themes, track.story.en, track.story.ko),
        aliases=(track.original_title,),
    )


def _artist_entry(artist: Artist) -> Entry:
    return Entry(EntryKind.ARTIST, {"slug": artist.slug}, artist.name, artist.about)


def _theme_entry(theme: ThemeTag) -> Entry:
    return Entry(EntryKind.THEME, {"slug": theme.slug}, theme.label, theme.phrase)


def _chapter_entry(chapter: Chapter) -> Entry:
    opening = Localized(en=chapter.body.en[:OPENING], ko=chapter.body.ko[:OPENING])
    texts = (chapter.body.en, chapter.body.ko)
    return Entry(EntryKind.CHAPTER, {"slug": chapter.slug}, chapter.title, opening, texts)


def _question_entries(slug: str, today: date) -> Iterator[Entry]:
    """The items that were asked on past days, each where the archive offers its latest day.

    Nothing while it is not settled what today asks.
    """
    edition = live_edition(slug, QuizKind.TRIVIA)
    asked_today = scheduled_day(edition.quiz_id, today)
    if asked_today is None:
        return
    past = reversed(days_before(edition.quiz_id, today, DAYS_REMEMBERED))
    latest = {item_id: row.day for row in past for item_id in row.item_ids}
    for item in edition.content.items:
        if item.id in latest and item.id not in asked_today.item_ids:
            place = {"slug": slug, "older_than": str(latest[item.id] + timedelta(days=1))}
            yield Entry(EntryKind.QUESTION, place, item.stem, item.explanation)

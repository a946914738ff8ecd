"""Everything of the catalog that can be found.

Trivia explanations are left out on purpose: see ``docs/decisions/0011-search-the-catalog-only.md``.
"""

from collections.abc import Iterator, Sequence

from quizapp.catalog import queries
from quizapp.catalog.models import Album, Artist, Chapter, ThemeTag, Track
from quizapp.texts import Localized

from .matching import Entry

OPENING = 160
"""Characters of a chapter that are shown."""


def entries() -> Iterator[Entry]:
    albums = queries.albums()
    for album in albums:
        yield from map(_track_entry, queries.tracks_of(album.id))
    yield from map(_artist_entry, _artists(albums))
    yield from map(_theme_entry, queries.theme_tags())
    for album in albums:
        yield from map(_chapter_entry, album.chapters)


def _artists(albums: Sequence[Album]) -> list[Artist]:
    """Each artist once, on however many albums."""
    return list(dict.fromkeys(a for album in albums for a in queries.artists_of(album.id)))


def _track_entry(track: Track) -> Entry:
    names = [name for artist in track.artists for name in (artist.name.en, artist.name.ko)]
    story = (track.story.en, track.story.ko, track.original_title or "")
    return Entry("track", track.slug, track.title, track.tagline, (*names, *story))


def _artist_entry(artist: Artist) -> Entry:
    return Entry("artist", artist.slug, artist.name, artist.about)


def _theme_entry(theme: ThemeTag) -> Entry:
    return Entry("theme", theme.slug, theme.label, theme.phrase)


def _chapter_entry(chapter: Chapter) -> Entry:
    opening = Localized(en=chapter.body.en[:OPENING], ko=chapter.body.ko[:OPENING])
    texts = (chapter.body.en, chapter.body.ko)
    return Entry("chapter", chapter.slug, chapter.title, opening, texts)

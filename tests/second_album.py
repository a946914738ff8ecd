"""A second, live album beside the shipped one, with everything that hangs on an album.

All its texts contain `MARK`, by which its traces are found on other pages. Its quizzes ask the
shipped questions.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.catalog.models import Album, Artist, Chapter, Track, TrackWeight
from quizapp.catalog.queries import theme_tags
from quizapp.database.db import db, transaction
from quizapp.quizzes import content as contents
from quizapp.quizzes.editions import add_edition
from quizapp.quizzes.models import Edition, Quiz
from quizapp.quizzes.queries import PublishedEdition, edition_by_id, edition_row, live_edition
from quizapp.texts import Localized

MARK = "Zzyzx"
WORD = "Quuxland"
"""Another word of all its texts: what is searched for stands on the page of the search anyway."""
TEXT = Localized(f"{MARK} of {WORD}", f"{WORD}의 {MARK}")
THEME = "romance"


@dataclass(frozen=True)
class SecondAlbum:
    """Slugs of its parts (``artist`` has no other track), and the editions of its quizzes."""

    album_id: int
    album: str
    chapter: str
    track: str
    artist: str
    mood: PublishedEdition
    trivia: PublishedEdition


def add_second_album(now: datetime) -> SecondAlbum:
    with transaction():
        album = Album(slug="second", title=TEXT, drama=TEXT, intro=TEXT, position=2)
        db.session.add(album)
        db.session.add(
            Chapter(album=album, slug="second-chapter", position=1, title=TEXT, body=TEXT)
        )
        theme = next(tag for tag in theme_tags() if tag.slug == THEME)
        track = Track(album=album, slug="second-track", position=1, kind="release", title=TEXT)
        track.artists = [Artist(slug="second-artist", name=TEXT)]
        track.weights = [TrackWeight(theme_tag=theme, weight=5)]
        db.session.add(track)
        mood, trivia = (_published(album, kind, now) for kind in ("mood", "trivia"))
        db.session.flush()
        return SecondAlbum(
            album.id, "second", "second-chapter", "second-track", "second-artist", mood, trivia
        )


def _published(album: Album, kind: str, now: datetime) -> PublishedEdition:
    """An edition with the content of the shipped quiz of a kind under another name."""
    shipped = live_edition(kind, kind)
    row = edition_row(shipped.id)
    slug = f"second-{kind}"
    quiz = Quiz(album=album, kind=kind, slug=slug, title=TEXT, intro=TEXT)
    db.session.add(quiz)
    db.session.flush()
    content = replace(
        shipped.content,
        slug=slug,
        title=TEXT,
        intro=TEXT,
        album_slug=album.slug,
        album_title=TEXT,
        drama=TEXT,
    )
    edition = Edition(
        quiz_id=quiz.id,
        content=contents.to_json(content),
        table=row.table,
        calibration=row.calibration,
        published_at=now,
    )
    return edition_by_id(add_edition(edition))

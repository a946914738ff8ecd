"""Read everything that can be edited as plain content, and write it back to its rows.

The content of a kind has the shape of its form, so that one way of saving, history, comparing and
restoring serves all kinds. What a form does not show (``retired``) stays as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.catalog.models import Album, Artist, Chapter, Site, ThemeTag, Track
from quizapp.errors import Missing
from quizapp.quizzes.models import Item, Quiz

from . import catalog, items, quizzes, sites

Content = dict[str, Any]


class DocumentMissing(Missing):
    pass


@dataclass(frozen=True)
class Kind:
    """How one kind of content is read, written and started.

    ``start(parent_id, content)`` makes the row that ``write`` then fills.
    """

    read: Callable[[Any], Content]
    write: Callable[[Any, Content, datetime], None]
    start: Callable[[int, Content], Any]
    model: type[Any]


KINDS = {
    "item": Kind(items.read, items.write, items.start, Item),
    "track": Kind(catalog.read_track, catalog.write_track, catalog.start_track, Track),
    "artist": Kind(catalog.read_artist, catalog.write_artist, catalog.start_artist, Artist),
    "theme": Kind(catalog.read_theme, catalog.write_theme, catalog.start_theme, ThemeTag),
    "chapter": Kind(catalog.read_chapter, catalog.write_chapter, catalog.start_chapter, Chapter),
    "album": Kind(quizzes.read_album, quizzes.write_album, quizzes.start_album, Album),
    "quiz": Kind(quizzes.read_quiz, quizzes.write_quiz, quizzes.start_quiz, Quiz),
    "site": Kind(sites.read_site, sites.write_site, sites.start_site, Site),
}

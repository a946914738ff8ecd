"""Add an artist or a theme from the form of a track, and put it into what was typed there."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from quizapp.auth.models import Author
from quizapp.catalog.models import Artist, ThemeTag
from quizapp.database.db import db, transaction

from .documents import Content
from .rows import Fields, taken
from .saving import insert

ARTISTS, PROFILE = "artists", "profile"
"""The fields of a track that hold artists, and pairs of a theme and its points."""


def with_new_artist(
    fields: Iterable[tuple[str, str]], name: Content, *, author: Author, now: datetime
) -> Fields:
    """The fields with an artist ticked: the one of this name, or else a new one.

    :param name: in both languages; nothing is added where it is empty.
    """
    if not any(name.values()):
        return [*fields]
    with transaction():
        slug = _artist_named(name) or _new_artist(name, author, now)
    left = [pair for pair in taken(fields, [], "new_artist") if pair != (ARTISTS, slug)]
    return [*left, (ARTISTS, slug)]


def with_new_theme(
    fields: Iterable[tuple[str, str]], theme: Content, *, author: Author, now: datetime
) -> Fields:
    """The fields with a new theme in the first free row of the mood profile, without points.

    :param theme: its checked content.
    """
    with transaction():
        number = insert(kind="theme", parent_id=0, content=theme, author=author, now=now)
        slug = db.session.get_one(ThemeTag, number).slug
    rest = taken(taken(fields, [], "new_theme"), [], PROFILE)
    values = [value for name, value in fields if name == PROFILE]
    pairs = [(t, p) for t, p in zip(values[::2], values[1::2], strict=False) if t or p]
    typed = [value for pair in [*pairs, (slug, "")] for value in pair]
    return [*rest, *((PROFILE, value) for value in typed)]


def _artist_named(name: Content) -> str:
    """The slug of an artist who is called so in either language; "" if nobody is."""
    wanted = {text.casefold() for text in name.values() if text}
    for artist in db.session.scalars(select(Artist).order_by(Artist.id)):
        if wanted & {artist.name.en.casefold(), artist.name.ko.casefold()}:
            return artist.slug
    return ""


def _new_artist(name: Content, author: Author, now: datetime) -> str:
    content: Content = {"name": name, "about": {"en": "", "ko": ""}, "sources": []}
    number = insert(kind="artist", parent_id=0, content=content, author=author, now=now)
    return db.session.get_one(Artist, number).slug

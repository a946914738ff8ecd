"""Cached pages of the shipped content, and what changes them."""

from flask import current_app
from sqlalchemy import select

from quizapp.catalog.models import Track
from quizapp.database.db import db, transaction

TRACK = "/en/tracks/not-over"
FOR_EVERYBODY = [
    "/en/",
    "/en/album/",
    TRACK,
    "/en/artists/gaho",
    "/en/themes/revenge",
    "/en/chapters/why-it-matters",
    "/en/diary",
]
PER_VISIT = ["/en/mood/", "/en/trivia/"]


def rename(title: str) -> None:
    with transaction():
        track = db.session.scalars(select(Track).where(Track.slug == "not-over")).one()
        track.title = type(track.title)(title, track.title.ko)


def expire_versions() -> None:
    """Let the next request read the cache versions again."""
    current_app.extensions["page_cache"].checked_at = float("-inf")

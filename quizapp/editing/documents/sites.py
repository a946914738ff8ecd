"""The settings of the whole site as content."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.catalog.models import Album, Site
from quizapp.database.cache_versions import bump_all_versions
from quizapp.database.db import db
from quizapp.errors import Conflict

from .parts import localized, plain

ONLY = 1
"""The id of the only row."""


class SetMeanwhile(Conflict):
    """Somebody made the first settings after this editor had opened the empty form."""


def read_site(site: Site) -> dict[str, Any]:
    main = db.session.get(Album, site.main_album_id) if site.main_album_id else None
    return {
        "main_album": main.slug if main else "",
        "front": site.front,
        "title": plain(site.title),
        "tagline": plain(site.tagline),
    }


def write_site(site: Site, content: Mapping[str, Any], _now: datetime) -> None:
    """Its title stands on every page, so that all of them are rendered anew."""
    wanted = select(Album.id).where(Album.slug == content["main_album"])
    site.main_album_id = db.session.scalar(wanted)
    site.front = content["front"]
    site.title = localized(content["title"])
    site.tagline = localized(content["tagline"])
    bump_all_versions()


def start_site(_parent: int, _content: Mapping[str, Any]) -> Site:
    """:raises SetMeanwhile: when there is a row already."""
    if db.session.get(Site, ONLY):
        raise SetMeanwhile("edited-meanwhile")
    return Site(id=ONLY)

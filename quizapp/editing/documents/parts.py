"""Helpers for the content of several kinds: texts, retirement, positions, slugs."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import chain, count
from typing import Any

from sqlalchemy import func, select

from quizapp.catalog.limits import SLUG_LIMIT
from quizapp.database.db import Base, db
from quizapp.texts import Localized


def plain(text: Localized) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}


def localized(text: Mapping[str, str]) -> Localized:
    return Localized(text["en"], text["ko"])


def retirement(was: datetime | None, content: Mapping[str, Any], now: datetime) -> datetime | None:
    return (was or now) if content.get("retired") else None


def next_position(model: type[Base], **where: int) -> int:
    columns = model.__table__.c
    last = select(func.max(columns.position)).where(
        *(columns[name] == value for name, value in where.items())
    )
    return (db.session.scalar(last) or 0) + 1


def free_slug(model: type[Base], text: str, otherwise: str) -> str:
    """A slug made from English words; with a number where those are taken."""
    base, slugs = slug_base(text, otherwise), model.__table__.c.slug
    taken = db.session.scalars(select(slugs).where(slugs.startswith(base, autoescape=True)))
    return first_free(base, set(taken))


def slug_base(text: str, otherwise: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[: SLUG_LIMIT - 5].strip("-")
    return words or otherwise


def first_free(base: str, taken: Collection[str]) -> str:
    return next(free_slugs(base, taken))


def free_slugs(base: str, taken: Collection[str]) -> Iterator[str]:
    """Slugs made from one text that are not taken while they are asked for, each once.

    Going on costs nothing for those that were given or found taken before.
    """
    slugs = chain([base], (f"{base}-{number}" for number in count(2)))
    return (slug for slug in slugs if slug not in taken)

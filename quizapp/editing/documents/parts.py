"""What the contents of several kinds are made of."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select

from quizapp.catalog.models import SLUG_LIMIT, ThemeTag, TrackWeight
from quizapp.database.db import Base, db
from quizapp.quizzes.models import OptionWeight
from quizapp.texts import Localized

Weight = TypeVar("Weight", bound=TrackWeight | OptionWeight)


def plain(text: Localized) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}


def localized(text: Mapping[str, str]) -> Localized:
    return Localized(text["en"], text["ko"])


def themes_by_slug() -> dict[str, ThemeTag]:
    """Retired ones too: what already carries a theme keeps it."""
    return {theme.slug: theme for theme in db.session.scalars(select(ThemeTag))}


def weigh(weights: list[Weight], wanted: Mapping[str, int]) -> dict[str, int]:
    """Change the rows that are there, and give the weights that still need a row."""
    for row in [*weights]:
        if row.theme_tag.slug in wanted:
            row.weight = wanted[row.theme_tag.slug]
        else:
            weights.remove(row)
    known = {row.theme_tag.slug for row in weights}
    return {slug: weight for slug, weight in wanted.items() if slug not in known}


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
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)

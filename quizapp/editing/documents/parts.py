"""Helpers for the content of several kinds: texts, retirement, positions, slugs."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from quizapp.catalog.limits import SLUG_LIMIT
from quizapp.catalog.models import Album, State
from quizapp.database.cache_versions import bump_all_versions
from quizapp.database.db import Base, db
from quizapp.texts import Localized


def plain(text: Localized) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}


def localized(text: Mapping[str, str]) -> Localized:
    return Localized(text["en"], text["ko"])


def retirement(was: datetime | None, content: Mapping[str, Any], now: datetime) -> datetime | None:
    return (was or now) if content.get("retired") else None


def set_state(row: Any, content: Mapping[str, Any]) -> None:
    """Let a row have the state that its content says, if it says one.

    Results, rounds and boards are cached by what players do, and depend on states all the same.
    """
    state = content.get("state", row.state)
    if state != row.state:
        row.state = state
        bump_all_versions()


def first_state(album_id: int) -> State:
    """The state of a new part of an album: a draft, unless the album is one and hides it anyway."""
    is_draft = db.session.get_one(Album, album_id).state == State.DRAFT
    return State.LIVE if is_draft else State.DRAFT


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
    return FreeSlugs(taken).take(base)


def slug_base(text: str, otherwise: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[: SLUG_LIMIT - 5].strip("-")
    return words or otherwise


class FreeSlugs:
    """Gives out slugs, each once; of a base it goes on from the number it gave last."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def have(self, slug: str) -> bool:
        return slug not in self._taken

    def take(self, base: str) -> str:
        """The base itself, or where that is taken with the first free number from 2 on."""
        number = self._numbers.get(base, 1)
        while (slug := f"{base}-{number}" if number > 1 else base) in self._taken:
            number += 1
        self._numbers[base] = number
        self._taken.add(slug)
        return slug

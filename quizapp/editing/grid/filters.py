"""What the question grid is asked for: search words, filters, order and page."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any


class Showing(StrEnum):
    """Which questions by their state; those in use are all but the retired ones."""

    USED = ""
    READY = "ready"
    DRAFT = "draft"
    RETIRED = "retired"
    ALL = "all"


class Missing(StrEnum):
    """What a question may lack."""

    NOTHING = ""
    ENGLISH = "en"
    KOREAN = "ko"
    ENGLISH_EXPLANATION = "explanation-en"
    KOREAN_EXPLANATION = "explanation-ko"
    SOURCE = "source"
    CATEGORY = "category"


class Sort(StrEnum):
    """What the rows are ordered by; the place in the quiz where nothing else decides."""

    PLACE = ""
    STEM = "stem"
    STARS = "stars"
    RIGHT = "right"
    ASKED = "asked"
    LAST = "last"
    FLAGS = "flags"


@dataclass(frozen=True)
class Filter:
    """A filter of the grid; each field at its default asks for nothing.

    ``quiz`` and ``theme`` are slugs, ``flags`` is the least number of open flags, ``action`` the id
    of a bulk action whose questions are wanted.
    """

    q: str = ""
    quiz: str = ""
    state: str = Showing.USED
    category: str = ""
    stars: int = 0
    theme: str = ""
    missing: str = Missing.NOTHING
    flags: int = 0
    is_suggested: bool = False
    needs_hand: bool = False
    action: int = 0
    sort: str = Sort.PLACE
    page: int = 1

    @property
    def words(self) -> list[str]:
        """The search words, in lower case; a question has all of them, wherever."""
        return self.q.lower().split()

    def query(self, **changed: Any) -> dict[str, Any]:
        """The parameters of its address, without those that ask for nothing."""
        wanted = replace(self, **changed)
        values = {field.name: getattr(wanted, field.name) for field in fields(self)}
        asked = {name: value for name, value in values.items() if value != DEFAULTS[name]}
        return {name: "y" if value is True else str(value) for name, value in asked.items()}


DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Filter)}

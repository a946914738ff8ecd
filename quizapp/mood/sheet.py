"""A sheet of answers: which ones are valid, and the short text that a result row stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quizapp.quizzes.content import QuizContent

from .scoring import Answers

SKIPPED = "-"
DECIDERS = "deciders"
SINGLE_FIELDS = ("attempt", "friend", DECIDERS)
"""Fields of a sheet that are no items; each may be sent once."""
EDITIONS_CACHED = 16

SentFields = Mapping[str, Sequence[str]]
"""All values that were sent, by the name of their field."""


class SheetProblem(StrEnum):
    """What is wrong with one field of a sheet."""

    UNKNOWN = "unknown"
    REPEATED = "repeated"


@dataclass(frozen=True)
class Sheet:
    """The answers of one player, as indexes.

    ``answers[item]`` is an option index or None; ``deciders`` are the items asked on top.

    Items count as in the edition, from 0. A skipped decider stands in ``deciders`` alone.
    """

    answers: Answers
    deciders: tuple[int, ...] = ()

    def encode(self) -> str:
        marks = "".join(SKIPPED if a is None else str(a) for a in self.answers)
        return ".".join([marks, *map(str, self.deciders)])

    @classmethod
    def decode(cls, text: str) -> "Sheet":
        marks, *deciders = text.split(".")
        answers = tuple(None if mark == SKIPPED else int(mark) for mark in marks)
        return cls(answers, tuple(map(int, deciders)))


def item_field(item_id: int) -> str:
    """The name of the field that holds the answer to an item."""
    return f"item-{item_id}"


def parse_sheet(content: QuizContent, sent: SentFields) -> Sheet | None:
    """The sheet that was sent for an edition; None when `sheet_problems` finds any."""
    if sheet_problems(content, sent):
        return None
    known = _known(content)
    answers = tuple(options.get(_first(sent, name)) for name, options in known.options.items())
    return Sheet(answers, tuple(map(known.ids.index, _first(sent, DECIDERS).split())))


def sheet_problems(content: QuizContent, sent: SentFields) -> dict[str, list[SheetProblem]]:
    """What is wrong with a sheet by the names of its fields; empty for a valid one.

    Every field may be left out. An item takes the id of one of its options, or an empty text for
    a skip; ``deciders`` takes ids of items after the core, separated by spaces.
    """
    known = _known(content)
    found = {name: _item_problems(sent, name, options) for name, options in known.options.items()}
    found |= {name: _repeated(sent, name) for name in SINGLE_FIELDS}
    if not known.decider_ids.issuperset(_first(sent, DECIDERS).split()):
        found[DECIDERS].append(SheetProblem.UNKNOWN)
    return {name: problems for name, problems in found.items() if problems}


@dataclass(frozen=True)
class _Known:
    """What an edition has, as it is sent: item ids in order, and option indexes by field and id."""

    ids: list[str]
    decider_ids: frozenset[str]
    options: dict[str, dict[str, int]]


@lru_cache(maxsize=EDITIONS_CACHED)
def _known(content: QuizContent) -> _Known:
    ids = [str(item.id) for item in content.items]
    options = {
        item_field(item.id): {str(option.id): place for place, option in enumerate(item.options)}
        for item in content.items
    }
    return _Known(ids, frozenset(ids[content.core_count :]), options)


def _item_problems(sent: SentFields, name: str, options: Mapping[str, int]) -> list[SheetProblem]:
    """An empty first value skips the item, whatever follows it."""
    first = _first(sent, name)
    if not first:
        return []
    unknown = [] if first in options else [SheetProblem.UNKNOWN]
    return unknown + _repeated(sent, name)


def _repeated(sent: SentFields, name: str) -> list[SheetProblem]:
    return [SheetProblem.REPEATED] if len(sent.get(name, ())) > 1 else []


def _first(sent: SentFields, name: str) -> str:
    values = sent.get(name, ())
    return values[0] if values else ""

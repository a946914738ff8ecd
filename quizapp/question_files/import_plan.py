"""What would become of every row of a file: imported, left out because it is there, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from quizapp.quizzes.candidate import ItemDraft
from quizapp.quizzes.problems import Code, Problem

from .formats.results import ReadResult, Row


class Fate(StrEnum):
    NEW = "new"
    THERE = "there"
    BAD = "bad"


@dataclass(frozen=True)
class Bank:
    """The questions of one quiz: its id, and the stems that no new item may repeat."""

    quiz_id: int
    stems: frozenset[str]

    def holds(self, draft: ItemDraft) -> bool:
        return not self.stems.isdisjoint(stems_of(draft.stem.en, draft.stem.ko))


@dataclass(frozen=True)
class PlannedRow:
    row: Row
    fate: Fate


@dataclass(frozen=True)
class Plan:
    """``problems`` concern the file as a whole; ``digest`` names exactly what would be done."""

    result: ReadResult
    rows: tuple[PlannedRow, ...]
    digest: str

    @property
    def new(self) -> tuple[PlannedRow, ...]:
        return self.of_fate(Fate.NEW)

    def of_fate(self, fate: Fate) -> tuple[PlannedRow, ...]:
        return tuple(planned for planned in self.rows if planned.fate == fate)


def stems_of(*texts: str) -> set[str]:
    """A question as compared: one that is known in a language is known."""
    return {text.casefold() for text in texts if text}


def planned(result: ReadResult, banks: Mapping[str, Bank], slugs: frozenset[str]) -> Plan:
    """The plan for a file.

    :param banks: the quizzes to import into, by kind.
    :param slugs: those of all items there are.
    """
    rows = tuple(_planned_row(row, banks, slugs) for row in result.rows)
    what = [(p.row.number, p.row.draft) for p in rows if p.fate == Fate.NEW]
    homes = sorted((kind, bank.quiz_id) for kind, bank in banks.items())
    return Plan(result, rows, sha256(repr((homes, what)).encode()).hexdigest())


def _planned_row(row: Row, banks: Mapping[str, Bank], slugs: frozenset[str]) -> PlannedRow:
    if row.draft is None or row.problems:
        return PlannedRow(row, Fate.BAD)
    bank = banks.get(row.draft.kind)
    if bank is None:
        return PlannedRow(
            row.with_problems([Problem(Code.NO_QUIZ, "kind", row.draft.kind)]), Fate.BAD
        )
    if bank.holds(row.draft):
        return PlannedRow(row, Fate.THERE)
    if row.draft.slug in slugs:
        return _bad(row, Problem(Code.SLUG_IN_USE, "slug"))
    return PlannedRow(row, Fate.NEW)


def _bad(row: Row, problem: Problem) -> PlannedRow:
    return PlannedRow(row.with_problems([problem]), Fate.BAD)

"""Plan an import: each row of a file is new, known already, or bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .formats.results import ReadResult, Row


class RowStatus(StrEnum):
    NEW = "new"
    THERE = "there"
    BAD = "bad"


@dataclass(frozen=True)
class Bank:
    """The questions of one quiz: its id, and the stems that no new item may repeat."""

    quiz_id: int
    stems: frozenset[str]

    def holds(self, item: CandidateItem) -> bool:
        return not self.stems.isdisjoint(stems_of(item.stem.en, item.stem.ko))


@dataclass(frozen=True)
class PlannedRow:
    row: Row
    status: RowStatus


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    ``problems`` concern the file as a whole; ``digest`` names exactly what would be done.
    """

    result: ReadResult
    rows: tuple[PlannedRow, ...]
    digest: str

    @property
    def new(self) -> tuple[PlannedRow, ...]:
        return self.with_status(RowStatus.NEW)

    def with_status(self, status: RowStatus) -> tuple[PlannedRow, ...]:
        return tuple(planned for planned in self.rows if planned.status == status)


def stems_of(*texts: str) -> set[str]:
    """A question as compared: one that is known in a language is known."""
    return {text.casefold() for text in texts if text}


def planned(result: ReadResult, banks: Mapping[str, Bank], slugs: frozenset[str]) -> Plan:
    """The plan for a file.

    :param banks: the quizzes to import into, by kind.
    :param slugs: those of all items there are.
    """
    rows = tuple(_planned_row(row, banks, slugs) for row in result.rows)
    what = [(p.row.number, p.row.item) for p in rows if p.status == RowStatus.NEW]
    homes = sorted((kind, bank.quiz_id) for kind, bank in banks.items())
    return Plan(result, rows, sha256(repr((homes, what)).encode()).hexdigest())


def _planned_row(row: Row, banks: Mapping[str, Bank], slugs: frozenset[str]) -> PlannedRow:
    if row.item is None or row.problems:
        return PlannedRow(row, RowStatus.BAD)
    bank = banks.get(row.item.kind)
    if bank is None:
        return PlannedRow(
            row.with_problems([ItemProblem(ProblemCode.NO_QUIZ, "kind", row.item.kind)]),
            RowStatus.BAD,
        )
    if bank.holds(row.item):
        return PlannedRow(row, RowStatus.THERE)
    if row.item.slug in slugs:
        return _bad(row, ItemProblem(ProblemCode.SLUG_IN_USE, "slug", shown(row.item.slug)))
    return PlannedRow(row, RowStatus.NEW)


def _bad(row: Row, problem: ItemProblem) -> PlannedRow:
    return PlannedRow(row.with_problems([problem]), RowStatus.BAD)

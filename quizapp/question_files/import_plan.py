"""Plan an import: each row of a file is new, changes a question, says the same, or is bad."""

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from quizapp.editing.differences import Difference, differences
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .formats.results import ReadResult, Row
from .matching import Bank, Content, Known, merged

Check = Callable[[str, Content], list[ItemProblem]]
"""What is wrong with a content of a kind."""


Load = Callable[[Collection[int]], Mapping[int, Known]]


class RowStatus(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"
    SAME = "same"
    BAD = "bad"


@dataclass(frozen=True)
class Change:
    """Differences that are taken over together: one field, or which option is right."""

    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class PlannedRow:
    """A row with the question of the bank that it means, and what it would change there."""

    row: Row
    status: RowStatus
    known: Known | None = None
    changes: tuple[Change, ...] = ()

    def with_taken(self, places: Collection[int]) -> Content:
        """The content of the known question after some of the changes, by their places from 0."""
        assert self.known
        content = deepcopy(self.known.content)
        for place, change in enumerate(self.changes):
            for difference in change.differences if place in places else ():
                _set(content, difference.path, difference.after)
        return content


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

    @property
    def changed(self) -> tuple[PlannedRow, ...]:
        return self.with_status(RowStatus.CHANGED)

    def with_status(self, status: RowStatus) -> tuple[PlannedRow, ...]:
        return tuple(planned for planned in self.rows if planned.status == status)


def line_ranges(lines: Iterable[int]) -> str:
    """Lines as a log has them: "2-40,45"."""
    ranges: list[list[int]] = []
    for line in sorted(set(lines)):
        if ranges and line == ranges[-1][-1] + 1:
            ranges[-1][1:] = [line]
        else:
            ranges.append([line])
    return ",".join("-".join(map(str, ends)) for ends in ranges)


def planned(
    result: ReadResult, bank: Bank, load: Load, other_slugs: Collection[str], check: Check
) -> Plan:
    """The plan for a file.

    :param bank: the questions of the album to import into.
    :param load: gives those of some ids.
    :param other_slugs: those of all items there are.
    """
    matches = {row.number: bank.match(row.item) for row in result.good if row.item}
    known = load({match for match in matches.values() if match})
    taken: dict[int, int] = {}
    rows = tuple(
        _planned_row(row, bank, known.get(matches.get(row.number) or 0), other_slugs, check, taken)
        for row in result.rows
    )
    what = [
        (p.row.number, p.row.item, p.known and (p.known.id, p.known.revision), p.changes)
        for p in rows
        if p.status not in (RowStatus.SAME, RowStatus.BAD)
    ]
    homes = sorted(bank.quizzes.items())
    return Plan(result, rows, sha256(repr((homes, what)).encode()).hexdigest())


def _planned_row(
    row: Row,
    bank: Bank,
    known: Known | None,
    slugs: Collection[str],
    check: Check,
    taken: dict[int, int],
) -> PlannedRow:
    if row.item is None or row.problems:
        return PlannedRow(row, RowStatus.BAD)
    if row.item.kind not in bank.quizzes:
        return _bad(row, [ItemProblem(ProblemCode.NO_QUIZ, "kind", row.item.kind)])
    if known is None:
        return PlannedRow(_with_free_slug(row, slugs), RowStatus.NEW)
    if known.id in taken:
        return _bad(row, [ItemProblem(ProblemCode.STEM_TAKEN, "stem", str(taken[known.id]))])
    taken[known.id] = row.number
    return _compared(row, known, check)


def _compared(row: Row, known: Known, check: Check) -> PlannedRow:
    assert row.item
    content = {**merged(known.content, row.item, row.given), "retired": False}
    changes = _grouped(differences(known.content, content))
    if not changes:
        return PlannedRow(row, RowStatus.SAME, known)
    if problems := check(known.kind, content):
        return _bad(row, problems)
    status = RowStatus.RETIRED if known.is_retired else RowStatus.CHANGED
    return PlannedRow(row, status, known, changes)


def _grouped(found: list[Difference]) -> tuple[Change, ...]:
    """Each difference alone, but which option is right as one."""
    keys = tuple(difference for difference in found if difference.path[-1] == "is_key")
    others = [Change((difference,)) for difference in found if difference not in keys]
    return (*others, Change(keys)) if keys else tuple(others)


def _with_free_slug(row: Row, slugs: Collection[str]) -> Row:
    if row.item is None or row.item.slug not in slugs:
        return row
    remark = ItemProblem(ProblemCode.SLUG_IN_USE, "slug", shown(row.item.slug))
    return replace(row, item=replace(row.item, slug="")).with_remarks([remark])


def _bad(row: Row, problems: list[ItemProblem]) -> PlannedRow:
    return PlannedRow(row.with_problems(problems), RowStatus.BAD)


def _set(content: Any, path: tuple[str, ...], value: Any) -> None:
    *steps, last = path
    for step in steps:
        content = content[int(step)] if isinstance(content, list) else content[step]
    content[int(last) if isinstance(content, list) else last] = deepcopy(value)

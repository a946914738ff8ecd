"""What readers return, and the limits of all of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from quizapp.quizzes.candidate import CandidateItem, QuizHeader
from quizapp.quizzes.plain import MAX_PROBLEMS
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

MAX_BYTES = 1_000_000
MAX_ROWS = 5_000
MAX_DEPTH = 20


@dataclass(frozen=True)
class Row:
    """One item of a file: its place, its source, and the candidate or the problems it gave.

    `source` is the row as it stood, in the shape that the format's own `rejected` writes back.
    `remarks` name what of it was not taken over; they refuse nothing.
    `tags` are those of another tool, of which some may be themes here; `given` the fields with a
    usual value that the file has a value for.
    """

    number: int
    line: int
    source: Any
    item: CandidateItem | None = None
    problems: tuple[ItemProblem, ...] = ()
    remarks: tuple[ItemProblem, ...] = ()
    tags: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    sheet: str = ""

    def with_problems(self, problems: Iterable[ItemProblem]) -> "Row":
        """This row with further `problems`, each with row and line; `MAX_PROBLEMS` at most."""
        return replace(self, problems=(*self.problems, *self._placed(problems))[:MAX_PROBLEMS])

    def with_remarks(self, remarks: Iterable[ItemProblem]) -> "Row":
        """This row with further `remarks`, each with row and line."""
        return replace(self, remarks=(*self.remarks, *self._placed(remarks)))

    def _placed(self, problems: Iterable[ItemProblem]) -> Iterator[ItemProblem]:
        return (replace(p, row=self.number, line=p.line or self.line) for p in problems)


@dataclass(frozen=True)
class ReadResult:
    """What was read of a file.

    `problems` concern the file as a whole: with rows they are remarks, without, the refusal.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[ItemProblem, ...] = ()
    header: QuizHeader | None = None
    format: str = ""
    encoding: str = ""

    @property
    def good(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.problems)

    @property
    def bad(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.problems)

    @property
    def items(self) -> tuple[CandidateItem, ...]:
        """The items of the good rows, in the order of the file."""
        return tuple(row.item for row in self.good if row.item)


class Unreadable(Exception):
    """A file that no row can be taken from."""

    def __init__(self, code: ProblemCode, detail: str = "", line: int = 0) -> None:
        super().__init__(code)
        self.problem = ItemProblem(code, detail=detail, line=line)


def refusing(read: Callable[[str], ReadResult]) -> Callable[[str], ReadResult]:
    """Turn `Unreadable` into a result without rows; limit the number of rows."""

    @wraps(read)
    def reading(text: str) -> ReadResult:
        try:
            result = read(text)
        except Unreadable as unreadable:
            return ReadResult(problems=(unreadable.problem,))
        if not result.rows and not result.problems:
            return ReadResult(problems=(ItemProblem(ProblemCode.NO_ITEMS),))
        return result

    return reading


def character_shown(text: str, place: int, column: int) -> str:
    """The number of a character in its line, and what stands there, as a problem tells it."""
    found = text[place : place + 12].split("\n")[0].strip()
    return f"{column} (“{shown(found)}”)" if found else str(column)


def at_most_max_rows(rows: Iterator[Row]) -> tuple[Row, ...]:
    """:raises Unreadable: as soon as there is one row too many."""
    taken: list[Row] = []
    for row in rows:
        if len(taken) == MAX_ROWS:
            raise Unreadable(ProblemCode.TOO_MANY_ROWS, str(MAX_ROWS), row.line)
        taken.append(row)
    return tuple(taken)

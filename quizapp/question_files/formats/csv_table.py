"""CSV: one item to a row, columns named in English or Korean.

A spreadsheet runs a cell that begins like a formula, so `write` puts a ' before it and `read`
takes that one ' off again: https://owasp.org/www-community/attacks/CSV_Injection. One that takes
another separator, a semicolon in Germany or France, finds cells within ours: they too get the '.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quizapp.quizzes.candidate import CandidateItem, cleaned
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .cells import COLUMNS, CellReader, cells_of, guarded, unguarded
from .columns import PROBLEMS, column_named
from .results import ReadResult, Row, Unreadable, at_most_max_rows, refusing

EXTENSION = ".csv"
DELIMITERS = ",;\t"
MAX_RESTARTS = 50
SEPARATOR_LINE = re.compile(r"\s*sep=.\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """The cells of a row and the line it begins on; a broken row is one cell, its first line."""

    line: int
    cells: tuple[str, ...]
    is_broken: bool = False


@dataclass(frozen=True)
class Source:
    """A row as it stood, below the headings of its file."""

    headings: tuple[str, ...]
    cells: tuple[str, ...]


@refusing
def read(text: str) -> ReadResult:
    """Comma, semicolon or tab, whichever makes sense of the headings; blank lines are skipped."""
    lines = text.split("\n")
    delimiter = best_delimiter(text)
    records = _records(lines, delimiter)
    head = next(records)
    columns = [column_named(heading) for heading in head.cells]
    remarks = _checked_head(head, columns)
    rows = (_row(number, r, head, columns) for number, r in enumerate(records, start=1))
    return ReadResult(at_most_max_rows(rows), tuple(remarks))


def write(items: Iterable[CandidateItem]) -> str:
    """A table of every column. Spreadsheets want it encoded as utf-8-sig."""
    rows = [cells_of(item) for item in items]
    return table([COLUMNS, *([row.get(column, "") for column in COLUMNS] for row in rows)])


def table(rows: Iterable[Iterable[str]]) -> str:
    """CSV of any cells, every one of them guarded against being run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """Refused rows as a file to mend, the reasons in a first column that `read` skips."""
    if not rows:
        return ""
    headings = rows[0].source.headings
    kept = [n for n, heading in enumerate(headings) if column_named(heading) != PROBLEMS]
    body = ([_reasons(row, reason), *_kept_cells(row, kept)] for row in rows)
    return table([[PROBLEMS, *(headings[n] for n in kept)], *body])


def _reasons(row: Row, reason: Callable[[ItemProblem], str]) -> str:
    return "; ".join(reason(problem) for problem in row.problems)


def _kept_cells(row: Row, kept: Sequence[int]) -> list[str]:
    cells = row.source.cells
    surplus = cells[len(row.source.headings) :]
    return [unguarded(cell) for cell in (*(cells[n] for n in kept if n < len(cells)), *surplus)]


def best_delimiter(text: str) -> str:
    """The delimiter under which the headings make most sense.

    :raises Unreadable: no delimiter gives two headings that we know.
    """
    known = {delimiter: headings_known(text, delimiter) for delimiter in DELIMITERS}
    best = max(known, key=known.__getitem__)
    if known[best] < 2:
        raise Unreadable(ProblemCode.HEADER_MISSING, line=1)
    return best


def headings_known(text: str, delimiter: str) -> int:
    """How many cells of the first row name a column that we know."""
    head = next(_records(text.split("\n"), delimiter), None)
    return sum(column_named(heading) is not None for heading in head.cells) if head else 0


def _records(lines: Sequence[str], delimiter: str) -> Iterator[Record]:
    """Rows with something in them. After a broken quotation mark it goes on one line below.

    :raises Unreadable: so many marks are broken that this is no table.
    """
    begin = 1 if SEPARATOR_LINE.fullmatch(lines[0]) else 0
    for _ in range(MAX_RESTARTS):
        start = begin
        rest = (f"{line}\n" for line in islice(lines, start, None))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield Record(begin + 1, tuple(cells))
                begin = start + reader.line_num
            return
        except csv.Error:
            yield Record(begin + 1, (lines[begin],), is_broken=True)
            begin += 1
    raise Unreadable(ProblemCode.QUOTE_BROKEN, line=begin + 1)


def _checked_head(head: Record, columns: Sequence[str | None]) -> list[ItemProblem]:
    """:raises Unreadable: a column appears twice, or there is nothing to ask."""
    named = [column for column in columns if column]
    repeated = next((c for n, c in enumerate(named) if c in named[:n]), None)
    if repeated:
        raise Unreadable(ProblemCode.COLUMN_REPEATED, repeated, head.line)
    for needed in ("stem", "option_1", "option_2"):
        if not any(column in (needed, f"{needed}_en", f"{needed}_ko") for column in named):
            raise Unreadable(ProblemCode.COLUMN_MISSING, needed, head.line)
    return [
        ItemProblem(ProblemCode.COLUMN_UNKNOWN, detail=shown(heading), line=head.line)
        for heading, column in zip(head.cells, columns, strict=True)
        if heading.strip() and column is None
    ]


def _row(number: int, record: Record, head: Record, columns: Sequence[str | None]) -> Row:
    row = Row(number, record.line, Source(head.cells, record.cells))
    if record.is_broken:
        return row.with_problems([ItemProblem(ProblemCode.QUOTE_BROKEN)])
    if any(cell.strip() for cell in record.cells[len(columns) :]):
        return row.with_problems([ItemProblem(ProblemCode.CELLS_TOO_MANY)])
    values = zip(columns, record.cells, strict=False)
    reader = CellReader({name: cleaned(unguarded(cell)) for name, cell in values if name})
    item = reader.item()
    return Row(number, record.line, row.source, item).with_problems(reader.problems)

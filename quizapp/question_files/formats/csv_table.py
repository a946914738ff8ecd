"""CSV: one item to a row, columns named in English or Korean.

A spreadsheet runs a cell that begins like a formula, so `write` puts a ' before it and `read`
takes that one ' off again: https://owasp.org/www-community/attacks/CSV_Injection. One that takes
another separator, a semicolon in Germany or France, finds cells within ours: they too get the '.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.problems import ItemProblem, ProblemCode

from .cells import COLUMNS, cells_of, guarded, unguarded
from .columns import PROBLEMS, column_named
from .results import ReadResult, Row, Unreadable, at_most_max_rows, refusing
from .table import LEAST_KNOWN, LINES_ABOVE, Record, found_head, known_count, table_of

EXTENSION = ".csv"
DELIMITERS = ",;\t"
MAX_RESTARTS = 50
SEPARATOR_LINE = re.compile(r"[ \"]*sep=(?P<sign>[^\n\"])[ \"]*(?:\n|\Z)", re.IGNORECASE)
DIRECTIVE = re.compile(r"#(?:columns:(?P<columns>.*)|[a-z][a-z ]{2,30}:.*)", re.IGNORECASE)


@refusing
def read(text: str) -> ReadResult:
    """Comma, semicolon or tab, whichever makes sense of the headings; blank lines are skipped."""
    text = _without_directives(text.replace("_x000D_\n", "\n").replace("_x000D_", "\n"))
    table = table_of(_records(text.split("\n"), best_delimiter(text)))
    return ReadResult(at_most_max_rows(table.rows()), table.remarks)


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
    told = SEPARATOR_LINE.match(text)
    known = {sign: headings_known(text, sign) for sign in (told["sign"] if told else DELIMITERS)}
    best = max(known, key=known.__getitem__)
    if known[best] < LEAST_KNOWN:
        raise Unreadable(ProblemCode.HEADER_MISSING, line=1)
    return best


def is_table(text: str) -> bool:
    """Whether there are headings that we know."""
    try:
        return bool(best_delimiter(text))
    except Unreadable:
        return False


def headings_known(text: str, delimiter: str) -> int:
    """How many cells name a column that we know, in the row of the headings."""
    lines = _without_directives(text).split("\n")
    try:
        first = [*islice(_records(lines, delimiter), LINES_ABOVE)]
    except Unreadable:
        return 0
    place = found_head(first)
    return 0 if place is None else known_count(first[place].cells)


def _without_directives(text: str) -> str:
    """A text without the lines in which Anki tells its settings; its `#columns:` are headings."""
    lines = text.split("\n")
    for position, line in enumerate(lines):
        if not (found := DIRECTIVE.fullmatch(line)):
            break
        lines[position] = found["columns"] or ""
    return "\n".join(lines)


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

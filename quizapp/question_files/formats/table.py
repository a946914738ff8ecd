"""Read the records of a table, wherever they come from: its headings, then an item to a row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from quizapp.quizzes.candidate import cleaned
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .cell_reader import CellReader
from .cells import unguarded
from .columns import columns_of
from .results import Row, Unreadable
from .truths import truth_of

LINES_ABOVE = 12
"""Records that may stand above the headings: titles, notes, instructions."""
LEAST_KNOWN = 2
LONGEST_DETAIL = 120


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


@dataclass(frozen=True)
class Table:
    """The records below the headings, and remarks on what was left out above and beside them."""

    head: Record
    columns: tuple[str | None, ...]
    repeated: Mapping[int, str]
    """Columns by their position that mean the same as one before."""
    records: Iterator[Record]
    remarks: tuple[ItemProblem, ...]

    def rows(self, first: int = 1, sheet: str = "") -> Iterator[Row]:
        return (
            _row(number, record, self, sheet) for number, record in enumerate(self.records, first)
        )


def known_count(cells: Sequence[str]) -> int:
    """How many cells name a column that we know."""
    return sum(column is not None for column in columns_of(cells))


def found_head(records: Sequence[Record]) -> int | None:
    """The position of the first record that names a question and something else, or else of the
    first that names two columns."""
    known = [
        (n, columns_of(record.cells)) for n, record in enumerate(records) if not record.is_broken
    ]
    enough = [(n, columns) for n, columns in known if len(set(columns) - {None}) >= LEAST_KNOWN]
    best = (n for n, columns in enough if any((c or "").startswith("stem") for c in columns))
    return next(best, enough[0][0] if enough else None)


def table_of(records: Iterable[Record]) -> Table:
    """:raises Unreadable: no headings, or a column is missing that every question needs."""
    records = iter(records)
    first = [*islice(records, LINES_ABOVE)]
    place = found_head(first)
    if place is None:
        raise Unreadable(ProblemCode.HEADER_MISSING, line=first[0].line if first else 1)
    head = first[place]
    columns, repeated = _without_repeats(columns_of(head.cells))
    below = first[place + 1 :]
    _check_columns(head, columns, has_truths=_are_truths(columns, below))
    above = [
        ItemProblem(ProblemCode.LEFT_LINES, detail=_shown_cells(record), line=record.line)
        for record in first[:place]
    ]
    remarks = (*above, *_left_columns(head, columns, repeated))
    return Table(head, columns, repeated, chain(below, records), remarks)


def _without_repeats(
    columns: Sequence[str | None],
) -> tuple[tuple[str | None, ...], dict[int, str]]:
    """Of columns that mean the same the first, and the others by their positions."""
    seen: set[str] = set()
    repeated: dict[int, str] = {}
    for position, column in enumerate(columns):
        if column in seen:
            repeated[position] = str(column)
        elif column:
            seen.add(column)
    kept = (None if n in repeated else column for n, column in enumerate(columns))
    return tuple(kept), repeated


def _are_truths(columns: Sequence[str | None], records: Sequence[Record]) -> bool:
    """Whether the answers of some records are all true or false, so that none needs options."""
    if "key" not in columns:
        return False
    place = columns.index("key")
    told = [record.cells[place] for record in records if len(record.cells) > place]
    return bool(told) and all(truth_of(cell) is not None for cell in told)


def _check_columns(head: Record, columns: Sequence[str | None], *, has_truths: bool) -> None:
    named = {column for column in columns if column}
    has_wrong = any(column.startswith("wrong") for column in named)
    options = {column.split("_")[1] for column in named if column.startswith("option_")}
    has_key = any(column == "key" or "right" in column for column in named)
    if not named & {"stem", "stem_en", "stem_ko"}:
        raise _missing(ProblemCode.STEM_COLUMN_MISSING, head)
    if len(options) < 2 and not (has_wrong or has_truths or "options" in named):
        raise _missing(ProblemCode.OPTION_COLUMNS_MISSING, head)
    if not has_key and not any(column.endswith("_weights") for column in named):
        raise _missing(ProblemCode.KEY_COLUMN_MISSING, head)


def _missing(code: ProblemCode, head: Record) -> Unreadable:
    return Unreadable(code, _shown_cells(head), head.line)


def _shown_cells(record: Record) -> str:
    filled = (shown(" ".join(cell.split())) for cell in record.cells if cell.strip())
    return shown(", ".join(islice(filled, 20)), LONGEST_DETAIL)


def _left_columns(
    head: Record, columns: Sequence[str | None], repeated: Mapping[int, str]
) -> Iterator[ItemProblem]:
    for position, (heading, column) in enumerate(zip(head.cells, columns, strict=True)):
        if heading.strip() and column is None:
            is_repeated = position in repeated
            code = ProblemCode.COLUMN_REPEATED if is_repeated else ProblemCode.COLUMN_UNKNOWN
            yield ItemProblem(code, detail=shown(" ".join(heading.split())), line=head.line)


def _row(number: int, record: Record, table: Table, sheet: str) -> Row:
    row = Row(number, record.line, Source(table.head.cells, record.cells), sheet=sheet)
    if record.is_broken:
        return row.with_problems([ItemProblem(ProblemCode.QUOTE_BROKEN)])
    if any(cell.strip() for cell in record.cells[len(table.columns) :]):
        return row.with_problems([ItemProblem(ProblemCode.CELLS_TOO_MANY)])
    cells = [cleaned(unguarded(cell)) for cell in record.cells]
    values = {name: cell for name, cell in zip(table.columns, cells, strict=False) if name}
    left = [*_left_cells(table, cells, values)]
    reader = CellReader(values)
    item = reader.item()
    read = Row(
        number, record.line, row.source, item, tags=reader.tags, given=reader.given, sheet=sheet
    )
    return read.with_problems(reader.problems).with_remarks([*reader.remarks, *left])


def _left_cells(
    table: Table, cells: Sequence[str], values: dict[str, str]
) -> Iterator[ItemProblem]:
    """Name what stands below no heading, or in a column that repeats another and differs.

    Where the other column is empty, the repeated one fills it.
    """
    for position, cell in enumerate(cells[: len(table.columns)]):
        column = table.repeated.get(position)
        if column and cell and not values[column]:
            values[column] = cell
        has_no_heading = not table.head.cells[position].strip() and not table.columns[position]
        if cell and (has_no_heading or (column and values[column] != cell)):
            yield ItemProblem(ProblemCode.LEFT_TEXT, detail=shown(cell, LONGEST_DETAIL))

"""Workbooks of Excel and LibreOffice: every sheet that has headings is a table of questions.

A small archive may unpack to anything, and two cells in opposite corners span a sheet of 17
thousand million. So nothing is read before its true size is known: the parts are unpacked one by
one up to a limit and packed anew without compression, and the addresses of cells are looked at
before a library sees them.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .open_document import ods_sheets
from .results import MAX_BYTES, ReadResult, Row, Unreadable, at_most_max_rows
from .table import Record, Table, table_of
from .workbook_limits import MAX_COLUMNS, MAX_LINES, MAX_SHEETS, MAX_UNPACKED, Sheet, too_large
from .xlsx import xlsx_sheets
from .xml_depth import check_depth

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    EOFError,
    SyntaxError,
)
"""What libraries raise for a damaged archive; an XML parser's errors are syntax errors."""
READERS: dict[str, Callable[[bytes], Iterator[Sheet]]] = {"xlsx": xlsx_sheets, "ods": ods_sheets}
CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*?(?<!/)>')
PICTURE = re.compile(r"(?:xl/media|Pictures)/[^/]+")


def read_workbook(data: bytes, kind: str) -> ReadResult:
    """All questions of a workbook. Rows are numbered through, lines are those of their sheet.

    :param kind: "xlsx" or "ods".
    """
    try:
        if len(data) > MAX_BYTES:
            raise Unreadable(ProblemCode.TOO_LARGE, f"{MAX_BYTES:,}")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pictures = [name for name in archive.namelist() if PICTURE.fullmatch(name)]
            bounded = _unpacked(archive)
        result = _read(READERS[kind](bounded))
    except Unreadable as unreadable:
        return ReadResult(problems=(unreadable.problem,), format=kind)
    except BROKEN:
        return ReadResult(problems=(ItemProblem(ProblemCode.WORKBOOK_BROKEN),), format=kind)
    left = tuple(
        ItemProblem(ProblemCode.LEFT_PICTURE, detail=shown(name.rpartition("/")[2]))
        for name in pictures[:20]
    )
    return replace(result, problems=(*result.problems, *left), format=kind)


def _read(sheets: Iterator[Sheet]) -> ReadResult:
    rows: list[Row] = []
    problems: list[ItemProblem] = []
    refusal: Unreadable | None = None
    for sheet in sheets:
        records = [*_records(sheet)]
        if not records:
            continue
        try:
            table = table_of(records)
        except Unreadable as unreadable:
            refusal = refusal or unreadable
            problems.append(ItemProblem(ProblemCode.LEFT_SHEET, detail=shown(sheet.name)))
            continue
        problems += table.remarks
        rows = [*at_most_max_rows(_rows(rows, table, sheet.name))]
    if not rows and refusal:
        raise refusal
    if not rows:
        raise Unreadable(ProblemCode.NO_ITEMS)
    return ReadResult(tuple(rows), tuple(problems))


def _rows(rows: list[Row], table: Table, name: str) -> Iterator[Row]:
    yield from rows
    yield from table.rows(first=len(rows) + 1, sheet=name)


def _records(sheet: Sheet) -> Iterator[Record]:
    for line, cells in sheet.lines:
        if any(cell.strip() for cell in cells):
            yield Record(line, tuple(cells))


def _unpacked(archive: zipfile.ZipFile) -> bytes:
    """The XML of an archive in one without compression.

    :raises Unreadable: too many sheets, lines, columns, levels or bytes.
    """
    left, sheet_count, out = MAX_UNPACKED, 0, io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bounded:
        for info in archive.infolist():
            if not info.filename.endswith((".xml", ".rels", "mimetype")):
                continue
            with archive.open(info) as member:
                part = member.read(left + 1)
            left -= len(part)
            if left < 0:
                raise too_large()
            check_depth(part)
            if info.filename.startswith("xl/worksheets/"):
                sheet_count += info.filename.count("/") == 2
                _check_addresses(part)
            if sheet_count > MAX_SHEETS:
                raise too_large()
            bounded.writestr(info.filename, part)
    return out.getvalue()


def _check_addresses(sheet: bytes) -> None:
    """:raises Unreadable: a cell with something in it stands too far away."""
    for letters, digits in CELL.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if int(digits) > MAX_LINES or column > MAX_COLUMNS:
            raise too_large()

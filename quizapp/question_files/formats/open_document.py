"""Read the sheets of an OpenDocument table, cell by cell as LibreOffice shows them.

https://docs.oasis-open.org/office/OpenDocument/v1.3/. See docs/decisions/0053 for why no library.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from .workbook_limits import MAX_CELLS, MAX_COLUMNS, MAX_LINES, MAX_SHEETS, Sheet, too_large

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE = (f"{OASIS}{name}:1.0}}" for name in ("table", "text", "office"))
BREAKS = {f"{TEXT}line-break": "\n", f"{TEXT}tab": "\t", f"{TEXT}s": " "}
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
NOTE = f"{OFFICE}annotation"


def ods_sheets(data: bytes) -> Iterator[Sheet]:
    """Sheets in the order of the workbook.

    :param data: of bounded size.
    :raises Unreadable: too many sheets, lines, columns or cells.
    :raises Exception: whatever the parser raises on a damaged file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = fromstring(archive.read("content.xml"))
    counted = _Counted()
    for number, table in enumerate(root.iter(f"{TABLE}table"), start=1):
        if number > MAX_SHEETS:
            raise too_large()
        yield Sheet(table.get(f"{TABLE}name", ""), counted.lines(table))


class _Counted:
    """Gives the lines of tables, and counts their cells."""

    def __init__(self) -> None:
        self.cells = 0

    def lines(self, table: Element) -> Iterator[tuple[int, Sequence[str]]]:
        number = 0
        for row in table.iter(f"{TABLE}table-row"):
            cells = self._cells(row)
            times = _repeated(row, "number-rows-repeated")
            for line in range(number + 1, number + 1 + (times if cells else 0)):
                if line > MAX_LINES:
                    raise too_large()
                self._count(len(cells))
                yield line, cells
            number += times

    def _cells(self, row: Element) -> list[str]:
        """The cells up to the last one with something in it."""
        cells: list[str] = []
        empty = 0
        for cell in row:
            if cell.tag not in CELLS:
                continue
            text, times = _text(cell), _repeated(cell, "number-columns-repeated")
            if not text:
                empty += times
                continue
            if len(cells) + empty + times > MAX_COLUMNS:
                raise too_large()
            cells += [""] * empty + [text] * times
            empty = 0
        return cells

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise too_large()


def _repeated(element: Element, name: str) -> int:
    """How often an element stands for itself; 1 where it does not say."""
    told = element.get(f"{TABLE}{name}", "1")
    return int(told) if told.isdecimal() and len(told) < 9 else 1


def _text(cell: Element) -> str:
    return "\n".join("".join(_pieces(part)) for part in cell if part.tag == f"{TEXT}p")


def _pieces(part: Element) -> Iterator[str]:
    """The text of a paragraph in order, without notes."""
    yield part.text or ""
    for inner in part:
        if inner.tag in BREAKS:
            yield BREAKS[inner.tag] * min(int(inner.get(f"{TEXT}c", "1")), 100)
        elif inner.tag != NOTE:
            yield from _pieces(inner)
        yield inner.tail or ""

"""Read the sheets of an Excel workbook, cell by cell as Excel shows them."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from .workbook_limits import MAX_COLUMNS, MAX_LINES, Sheet


def xlsx_sheets(data: bytes) -> Iterator[Sheet]:
    """Sheets in the order of the workbook; formulas as the values that were last computed.

    :param data: of bounded size.
    :raises Exception: whatever the library raises on a damaged file.
    """
    # openpyxl imports numpy wherever it is installed, which is not for players' workers
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except InvalidFileException as broken:
        raise ValueError("no workbook") from broken
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of them need not be true
            yield Sheet(sheet.title, _lines(sheet))
    finally:
        book.close()


def _lines(sheet: Any) -> Iterator[tuple[int, Sequence[str]]]:
    rows = sheet.iter_rows(max_row=MAX_LINES, max_col=MAX_COLUMNS)
    for number, row in enumerate(rows, start=1):
        yield number, [_shown(cell) for cell in row]


def _shown(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | float():
            return _number(value, cell.number_format or "")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
    return str(value).replace("_x000D_", "")


def _number(value: float, number_format: str) -> str:
    """As many digits as a cell holds, a percentage as one."""
    if "%" in number_format:
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"

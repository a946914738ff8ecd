"""Workbooks of Excel and LibreOffice, and those that were made to hurt."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from quizapp.question_files.formats import read_upload, rejected_rows
from quizapp.question_files.formats.results import ReadResult
from quizapp.quizzes.problems import ProblemCode

HEAD = ["문제", "보기1", "보기2", "정답"]
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    "<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def xlsx(*sheets: tuple[str, list[list[Any]]], percent: bool = False) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if percent:
            sheet["B2"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(table: str, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", mimetype)
        packed.writestr("content.xml", CONTENT.format(table))
    return out.getvalue()


def ods_row(*cells: str, repeated: int = 1) -> str:
    inner = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'


def read(data: bytes) -> ReadResult:
    return read_upload(data, known_themes=())


def texts(result: ReadResult) -> list[tuple[str, list[str], list[bool]]]:
    return [
        (
            item.stem.en or item.stem.ko,
            [option.text.en or option.text.ko for option in item.options],
            [option.is_key for option in item.options],
        )
        for item in result.items
    ]


class TestXlsx:
    def test_reads_every_sheet_with_headings_and_names_the_others(self) -> None:
        result = read(
            xlsx(
                ("첫째", [["우리 반 문제"], [], HEAD, ["누가 여나?", "문지기", "요리사", 2]]),
                ("메모", [["우유 사기"]]),
                ("둘째", [HEAD, ["Who?", "x", "y", "A"]]),
            )
        )
        assert texts(result) == [
            ("누가 여나?", ["문지기", "요리사"], [False, True]),
            ("Who?", ["x", "y"], [True, False]),
        ]
        assert [(row.number, row.sheet, row.line) for row in result.rows] == [
            (1, "첫째", 4),
            (2, "둘째", 2),
        ]
        assert [(p.code, p.detail, p.line) for p in result.problems] == [
            (ProblemCode.LEFT_LINES, "우리 반 문제", 1),
            (ProblemCode.LEFT_SHEET, "메모", 0),
        ]

    def test_takes_cells_as_they_are_shown(self) -> None:
        day = datetime(2018, 12, 5)  # noqa: DTZ001 - cells know no zone
        result = read(
            xlsx(("a", [HEAD, ["얼마?", 0.18, day, 1.0], ["몇?", 3.0, True, "①"]]), percent=True)
        )
        assert [options for _, options, _ in texts(result)] == [
            ["18%", "2018-12-05"],
            ["3", "True"],
        ]

    def test_gives_refused_rows_back_as_csv(self) -> None:
        mend = rejected_rows(read(xlsx(("a", [HEAD, ["누가?", "가", "나", 7]]))))
        assert '"문제","보기1","보기2","정답"' in mend
        assert read(mend.replace('"7"', '"2"').encode()).items[0].options[1].is_key

    @pytest.mark.parametrize("address", ["A1048576", "XFD2", "A10001"])
    def test_refuses_cells_far_away(self, address: str) -> None:
        data = xlsx(("a", [HEAD, ["누가?", "가", "나", 1]]))
        assert refusals(changed(data, b'r="A2"', f'r="{address}"'.encode())) == [
            ProblemCode.WORKBOOK_TOO_LARGE
        ]

    def test_refuses_what_unpacks_to_too_much(self) -> None:
        out = io.BytesIO(xlsx(("a", [HEAD])))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/filler.xml", b"0" * 9_000_000)
        assert len(out.getvalue()) < 100_000
        assert refusals(out.getvalue()) == [ProblemCode.WORKBOOK_TOO_LARGE]

    def test_refuses_deep_nesting(self) -> None:
        data = xlsx(("a", [HEAD, ["누가?", "가", "나", 1]]))
        assert refusals(changed(data, b"<sheetData>", b"<a>" * 200)) == [ProblemCode.TOO_DEEP]
        table = "<table:a>" * 200
        assert refusals(ods(f"<table:table>{table}</table:table>")) == [ProblemCode.TOO_DEEP]

    def test_refuses_too_many_sheets_and_damaged_files(self) -> None:
        many = xlsx(*((f"s{n}", [HEAD]) for n in range(21)))
        assert refusals(many) == [ProblemCode.WORKBOOK_TOO_LARGE]
        data = xlsx(("a", [HEAD, ["누가?", "가", "나", 1]]))
        assert refusals(changed(data, b"</row>", b"</raw>")) == [ProblemCode.WORKBOOK_BROKEN]
        assert refusals(data[:-40]) != []

    def test_refuses_entities(self) -> None:
        data = xlsx(("a", [HEAD, ["누가?", "가", "나", 1]]))
        bomb = b'<!DOCTYPE a [<!ENTITY b "bb">]><worksheet '
        assert refusals(changed(data, b"<worksheet ", bomb)) == [ProblemCode.WORKBOOK_BROKEN]


class TestOds:
    def test_reads_shown_text_and_repeated_cells(self) -> None:
        head = "".join(f"<table:table-cell><text:p>{h}</text:p></table:table-cell>" for h in HEAD)
        row = (
            "<table:table-row><table:table-cell><text:p>누가<text:s/>여나?</text:p>"
            "<office:annotation><text:p>메모</text:p></office:annotation></table:table-cell>"
            "<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
            "<table:table-cell office:value='0.18'><text:p>18%</text:p></table:table-cell>"
            "<table:table-cell><text:p>2</text:p></table:table-cell>"
            "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        )
        empty = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/>"
        rows = f"<table:table-row>{head}</table:table-row>{row}{empty}</table:table-row>"
        result = read(ods(f'<table:table table:name="표">{rows}</table:table>'))
        assert result.problems == ()
        assert texts(result) == [("누가 여나?", ["a\nb", "18%"], [False, True])]

    def test_refuses_what_is_repeated_without_end(self) -> None:
        rows = ods_row(*HEAD) + ods_row("a", "b", "c", "1", repeated=1_000_000)
        assert refusals(ods(f"<table:table>{rows}</table:table>")) == [
            ProblemCode.WORKBOOK_TOO_LARGE
        ]
        wide = ods_row("x").replace("cell>", "cell table:number-columns-repeated='9999'>", 1)
        assert refusals(ods(f"<table:table>{wide}</table:table>")) == [
            ProblemCode.WORKBOOK_TOO_LARGE
        ]


def refusals(data: bytes) -> list[ProblemCode]:
    result = read(data)
    assert result.rows == ()
    return [problem.code for problem in result.problems]


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with something else in its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old_file, zipfile.ZipFile(out, "w") as new_file:
        for info in old_file.infolist():
            part = old_file.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                assert old in part
                part = part.replace(old, new, 1)
            new_file.writestr(info.filename, part)
    return out.getvalue()

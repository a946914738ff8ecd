"""Cells that a spreadsheet would run, whatever separates the cells of its country's tables."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.question_files.formats import csv_table
from quizapp.question_files.formats.cells import guarded, unguarded

SIGNS = tuple("=+-@＝＋－＠﹦﹢﹣﹫")


class TestFormulas:
    @pytest.mark.parametrize("separator", [";", "\t", "|"])
    @pytest.mark.parametrize(
        "cell", ["x{}=1+1{}y", "x{}＝1+1", "x{} =1+1", 'x{}"=1+1', "x\n=1+1", "x\r\n\t＠A1", "{}-1"]
    )
    def test_are_found_by_no_spreadsheet_with_another_separator(
        self, separator: str, cell: str
    ) -> None:
        text = csv_table.table([["a", cell.format(separator, separator), "b"]])

        read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        assert [c for row in read for c in row if c.lstrip(' "').startswith(SIGNS)] == []

    @given(st.text(alphabet="'=+-@＝;|\t\r\n \"ax,"))
    def test_come_back_exactly(self, text: str) -> None:
        assert unguarded(guarded(text)) == text

    @pytest.mark.parametrize(
        "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
    )
    def test_are_never_the_beginning_of_a_written_cell(self, start: str) -> None:
        assert (
            csv_table.table([[f"{start}1+1", f"'{start}1"]]) == f'"\'{start}1+1","\'\'{start}1"\r\n'
        )

    def test_of_a_foreign_file_stay_guarded_in_the_rows_to_mend(self) -> None:
        result = csv_table.read('question,A,B,answer\n=HYPERLINK("x"),a,,\n')
        assert "\"'=HYPERLINK(" in csv_table.rejected(result.rows, lambda _: "why")

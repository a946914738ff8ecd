"""Every broken file tells where and why, keeps its good rows, and never raises."""

from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml

from quizapp.question_files.formats import read_upload, rejected_rows
from quizapp.question_files.formats.results import ReadResult
from quizapp.quizzes.problems import MESSAGES, ItemProblem, ProblemCode

BROKEN = Path(__file__).parent / "broken"
THEMES = ("love", "romance", "longing", "power")
SECONDS = 1

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "expected_problems.yaml").read_text("utf-8")
)


def read(name: str) -> ReadResult:
    return read_upload((BROKEN / name).read_bytes(), known_themes=THEMES, name=name)


def problems(result: ReadResult) -> list[ItemProblem]:
    return [*result.problems, *(problem for row in result.rows for problem in row.problems)]


class TestReadUpload:
    def test_is_tried_on_every_broken_file(self) -> None:
        assert sorted(path.name for path in BROKEN.iterdir()) == sorted(EXPECTED)
        assert len(EXPECTED) >= 40

    @pytest.mark.parametrize("name", EXPECTED)
    def test_tells_line_and_reason_and_keeps_the_good_rows(self, name: str) -> None:
        good, expected = EXPECTED[name]["good"], EXPECTED[name]["problems"]
        begun = process_time()
        result = read(name)
        assert process_time() - begun < SECONDS
        assert [[p.line, p.code, p.field] for p in problems(result)] == expected
        assert len(result.items) == len(result.good) == good

    @pytest.mark.parametrize("name", EXPECTED)
    def test_words_every_problem(self, name: str) -> None:
        for problem in problems(read(name)):
            assert problem.in_english().isprintable()
            assert "%" not in MESSAGES[problem.code].replace("%(detail)s", "")

    @pytest.mark.parametrize("name", EXPECTED)
    def test_numbers_the_problems_of_a_row_like_the_row(self, name: str) -> None:
        for row in read(name).rows:
            assert {problem.row for problem in row.problems} <= {row.number}


class TestRejectedRows:
    @pytest.mark.parametrize("name", EXPECTED)
    def test_gives_exactly_the_bad_rows_to_mend(self, name: str) -> None:
        result = read(name)
        mend = rejected_rows(result)
        again = read_upload(mend.encode(), known_themes=THEMES, format_name=result.format)
        assert len(again.rows) == len(result.bad)
        assert len(again.good) <= sum(
            problem.code
            in (
                ProblemCode.STEM_TAKEN,
                ProblemCode.SLUG_TAKEN,
                ProblemCode.FIELD_REPEATED,
                ProblemCode.TAG_REFUSED,
            )
            for problem in problems(result)
        )

    @pytest.mark.parametrize("name", EXPECTED)
    def test_says_why_beside_each_row(self, name: str) -> None:
        result = read(name)
        mend = rejected_rows(result).replace('""', '"').replace('\\"', '"')
        for row in result.bad:
            for problem in row.problems:
                assert problem.in_english().replace("\\", "") in mend.replace("\\", "")

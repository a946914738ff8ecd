from pathlib import Path

import pytest

import quizapp.packs
from quizapp.question_files.formats import csv_table, read_upload, yaml_pack
from quizapp.question_files.formats.results import ReadResult
from quizapp.quizzes.rules import gaps_of

DATA = Path(quizapp.packs.__file__).parent / "data" / "the-last-empress-ost"
THEMES = (
    *("love", "romance", "longing", "sacrifice", "tragedy", "betrayal", "revenge"),
    *("power", "grandeur", "suspense", "turbulence", "triumph", "mischief"),
)


@pytest.fixture(params=["mood.yaml", "trivia.yaml"])
def result(request: pytest.FixtureRequest) -> ReadResult:
    return read_upload((DATA / request.param).read_bytes(), known_themes=THEMES)


class TestShippedPack:
    def test_has_no_problems_and_no_gaps(self, result: ReadResult) -> None:
        assert (result.problems, result.bad) == ((), ())
        assert result.items
        assert [gaps_of(item) for item in result.items] == [[]] * len(result.items)

    def test_survives_yaml(self, result: ReadResult) -> None:
        text = yaml_pack.write(result.items, result.header)
        again = read_upload(text.encode(), known_themes=THEMES)
        assert (again.items, again.header) == (result.items, result.header)

    def test_survives_a_spreadsheet(self, result: ReadResult) -> None:
        data = csv_table.write(result.items).encode("utf-8-sig")
        assert read_upload(data, known_themes=THEMES).items == result.items

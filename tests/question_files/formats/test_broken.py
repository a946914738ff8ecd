"""Every broken file tells where and why, keeps its good rows, and never raises."""

from pathlib import Path
from time import process_time

import pytest

from quizapp.question_files.formats import read_upload, rejected_rows
from quizapp.question_files.formats.results import ReadResult
from quizapp.quizzes.problems import MESSAGES, ItemProblem, ProblemCode

BROKEN = Path(__file__).parent / "broken"
THEMES = ("love", "romance", "longing", "power")
SECONDS = 1

# file: good rows kept, then (line, code, field) of every problem; line 0 is the whole file
EXPECTED: dict[str, tuple[int, list[tuple[int, ProblemCode, str]]]] = {
    "alias-loop.yaml": (0, [(2, ProblemCode.ALIAS_BOMB, "")]),
    "alias-lost.yaml": (0, [(2, ProblemCode.ALIAS_BOMB, "")]),
    "bad-base64.json": (0, [(1, ProblemCode.ENTRY_ENCODING, "")]),
    "bad-category.csv": (1, [(2, ProblemCode.LEFT_CATEGORY, "category")]),
    "bad-source.csv": (
        0,
        [
            (2, ProblemCode.SOURCE_UNREADABLE, "sources"),
            (2, ProblemCode.MISSING, "sources.1.label"),
            (2, ProblemCode.URL_MALFORMED, "sources.1.url"),
            (3, ProblemCode.URL_MALFORMED, "sources.1.url"),
        ],
    ),
    "bad-theme.csv": (0, [(2, ProblemCode.THEME_UNKNOWN, "themes")]),
    "bad-weights.csv": (
        0,
        [
            (2, ProblemCode.WEIGHTS_UNREADABLE, "options.1.weights"),
            (2, ProblemCode.POINTS, "options.1.weights"),
            (3, ProblemCode.WEIGHTS_UNREADABLE, "options.1.weights"),
            (3, ProblemCode.POINTS, "options.1.weights"),
        ],
    ),
    "blank.csv": (0, [(0, ProblemCode.EMPTY, "")]),
    "brace-open.gift": (2, [(3, ProblemCode.GIFT_BRACES, "")]),
    "column-twice.csv": (
        1,
        [(1, ProblemCode.COLUMN_REPEATED, ""), (2, ProblemCode.LEFT_TEXT, "")],
    ),
    "column-unknown.csv": (1, [(1, ProblemCode.COLUMN_UNKNOWN, "")]),
    "cut-off.json": (0, [(3, ProblemCode.SYNTAX_AT, "")]),
    "field-twice.yaml": (1, [(3, ProblemCode.FIELD_REPEATED, "")]),
    "format-2.yaml": (0, [(1, ProblemCode.FORMAT_VERSION, "")]),
    "half-korean.csv": (0, [(2, ProblemCode.LANGUAGES_MIXED, "")]),
    "header-alone.csv": (0, [(0, ProblemCode.NO_ITEMS, "")]),
    "items-twice.yaml": (0, [(5, ProblemCode.FIELD_REPEATED, "")]),
    "key-nowhere.csv": (
        0,
        [
            (2, ProblemCode.KEY_UNKNOWN, "options"),
            (2, ProblemCode.KEY_COUNT, "options"),
            (3, ProblemCode.KEY_UNKNOWN, "options"),
            (3, ProblemCode.KEY_COUNT, "options"),
        ],
    ),
    "key-two-ways.csv": (
        0,
        [(2, ProblemCode.KEY_AMBIGUOUS, "options"), (2, ProblemCode.KEY_COUNT, "options")],
    ),
    "kind-unknown.csv": (0, [(2, ProblemCode.TYPE_OTHER, "kind")]),
    "letters.txt": (1, [(1, ProblemCode.AIKEN_LETTERS, "options")]),
    "mood-points.yaml": (
        0,
        [
            (3, ProblemCode.THEME_COUNT, "options.2.weights"),
            (8, ProblemCode.THEME_UNKNOWN, "options.1.weights"),
            (8, ProblemCode.NOT_FOR_KIND, "options.2.is_key"),
            (8, ProblemCode.OPTION_TWIN, "options.2.weights"),
        ],
    ),
    "moodle.xml": (0, [(2, ProblemCode.GIFT_NO_ANSWERS, "options")]),
    "no-answer.txt": (1, [(1, ProblemCode.AIKEN_NO_ANSWER, "options")]),
    "no-answers.gift": (1, [(3, ProblemCode.GIFT_NO_ANSWERS, "options")]),
    "no-header.csv": (0, [(1, ProblemCode.HEADER_MISSING, "")]),
    "no-items.yaml": (0, [(1, ProblemCode.NO_ITEMS, "")]),
    "no-key.csv": (0, [(2, ProblemCode.KEY_COUNT, "options")]),
    "no-key.gift": (
        0,
        [(1, ProblemCode.KEY_COUNT, "options"), (3, ProblemCode.KEY_COUNT, "options")],
    ),
    "no-options.txt": (1, [(1, ProblemCode.AIKEN_NO_OPTIONS, "options")]),
    "no-results.json": (0, [(0, ProblemCode.NO_ITEMS, "")]),
    "no-stem.txt": (0, [(1, ProblemCode.AIKEN_NO_STEM, "stem")]),
    "not-closed.yaml": (0, [(2, ProblemCode.SYNTAX_AT, "")]),
    "one-option.csv": (1, [(3, ProblemCode.OPTION_COUNT, "options")]),
    "one-option.txt": (0, [(1, ProblemCode.OPTION_COUNT, "options")]),
    "open-quote.csv": (2, [(3, ProblemCode.QUOTE_BROKEN, "")]),
    "other-kinds.gift": (
        0,
        [
            (1, ProblemCode.GIFT_NUMERICAL, "options"),
            (3, ProblemCode.GIFT_MATCHING, "options"),
            (5, ProblemCode.GIFT_SHORT_ANSWER, "options"),
            (7, ProblemCode.GIFT_NO_ANSWERS, "options"),
            (9, ProblemCode.GIFT_PARTIAL_CREDIT, "options"),
        ],
    ),
    "points-wrong.csv": (
        0,
        [
            (2, ProblemCode.POINTS, "options.1.weights"),
            (3, ProblemCode.OPTION_TWIN, "options.2.weights"),
        ],
    ),
    "prose.txt": (0, [(1, ProblemCode.FORMAT_UNKNOWN, "")]),
    "same-option.csv": (0, [(2, ProblemCode.OPTION_REPEATED, "options.2.text")]),
    "same-question.csv": (2, [(4, ProblemCode.STEM_TAKEN, "stem")]),
    "same-slug.csv": (
        3,
        [(3, ProblemCode.SLUG_IN_USE, "slug"), (4, ProblemCode.LEFT_SLUG, "slug")],
    ),
    "semicolon-long.csv": (
        0,
        [(2, ProblemCode.TOO_LONG, "stem.en"), (3, ProblemCode.TOO_LONG, "options.1.text.en")],
    ),
    "seven-options.json": (0, [(1, ProblemCode.OPTION_COUNT, "options")]),
    "stars-in-words.csv": (
        3,
        [(3, ProblemCode.LEFT_LEVEL, "stars"), (4, ProblemCode.LEFT_LEVEL, "stars")],
    ),
    "stem-only.csv": (0, [(1, ProblemCode.OPTION_COLUMNS_MISSING, "")]),
    "stray-quote.csv": (1, [(2, ProblemCode.QUOTE_BROKEN, "")]),
    "surrogate.json": (
        0,
        [
            (2, ProblemCode.CONTROL_CHARACTER, "stem.en"),
            (3, ProblemCode.CONTROL_CHARACTER, "stem.en"),
        ],
    ),
    "tab-indent.yaml": (0, [(3, ProblemCode.SYNTAX_AT, "")]),
    "tab.tsv": (
        0,
        [(2, ProblemCode.KEY_UNKNOWN, "options"), (2, ProblemCode.KEY_COUNT, "options")],
    ),
    "tag.yaml": (1, [(3, ProblemCode.TAG_REFUSED, ""), (3, ProblemCode.NOT_FIELDS, "stem")]),
    "third-language.yaml": (0, [(3, ProblemCode.FIELD_UNKNOWN, "stem.fr")]),
    "too-long.gift": (0, [(1, ProblemCode.TOO_LONG, "explanation.en")]),
    "too-many-cells.csv": (0, [(2, ProblemCode.CELLS_TOO_MANY, "")]),
    "unknown-field.yaml": (
        0,
        [
            (5, ProblemCode.FIELD_UNKNOWN, "points"),
            (6, ProblemCode.NOT_FIELDS, ""),
            (7, ProblemCode.NOT_FIELDS, ""),
        ],
    ),
    "wrong-letter.txt": (0, [(1, ProblemCode.KEY_UNKNOWN, "options")]),
    "wrong-shapes.json": (
        1,
        [
            (2, ProblemCode.NOT_TEXT, "correct_answer"),
            (2, ProblemCode.NOT_A_LIST, "incorrect_answers"),
            (3, ProblemCode.NOT_FIELDS, ""),
        ],
    ),
    "wrong-shapes.yaml": (
        0,
        [
            (3, ProblemCode.NOT_FIELDS, "stem"),
            (4, ProblemCode.NOT_A_NUMBER, "stars"),
            (7, ProblemCode.NOT_YES_OR_NO, "options.1.is_key"),
            (8, ProblemCode.NOT_TEXT, "options.2.text.en"),
            (9, ProblemCode.NOT_A_LIST, "themes"),
        ],
    ),
}


def read(name: str) -> ReadResult:
    return read_upload((BROKEN / name).read_bytes(), known_themes=THEMES, name=name)


def problems(result: ReadResult) -> list[ItemProblem]:
    """What is said about the file and its rows, remarks too."""
    rows = (said for row in result.rows for said in (*row.problems, *row.remarks))
    return [*result.problems, *rows]


class TestReadUpload:
    def test_is_tried_on_every_broken_file(self) -> None:
        assert sorted(path.name for path in BROKEN.iterdir()) == sorted(EXPECTED)
        assert len(EXPECTED) >= 40

    @pytest.mark.parametrize("name", EXPECTED)
    def test_tells_line_and_reason_and_keeps_the_good_rows(self, name: str) -> None:
        good, expected = EXPECTED[name]
        begun = process_time()
        result = read(name)
        assert process_time() - begun < SECONDS
        assert [(p.line, p.code, p.field) for p in problems(result)] == expected
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

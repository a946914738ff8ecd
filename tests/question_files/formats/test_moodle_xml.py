"""Moodle XML as Moodle writes it, and as we write it."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from quizapp.question_files.formats import moodle_xml, read_upload, rejected_rows
from quizapp.question_files.formats.results import ReadResult
from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.problems import ProblemCode
from tests.question_files.formats.strategies import THEMES, trivia, unique_items
from tests.question_files.formats.test_round_trip import as_english, in_english_only

QUIZ = (Path(__file__).parent / "moodle/quiz.xml").read_text("utf-8")


def read(text: str) -> ReadResult:
    return read_upload(text.encode(), known_themes=THEMES)


class TestRead:
    def test_takes_questions_with_options_and_names_the_rest(self) -> None:
        result = read(QUIZ)
        first, second, last = result.items
        assert (first.stem.en, first.slug, first.category) == ("Who swears it?", "oath-1", "tracks")
        assert [(o.text.en, o.is_key) for o in first.options] == [
            ("The captain", True),
            ("The cook", False),
        ]
        assert (first.explanation.en, first.themes) == ("Told twice.", ("power",))
        assert [(o.text.ko, o.is_key) for o in second.options] == [("참", False), ("거짓", True)]
        assert last.stem.en == "Last & least?"
        assert [(r.code, r.detail) for r in result.rows[0].remarks] == [
            (ProblemCode.LEFT_PICTURE, "o.png"),
            (ProblemCode.LEFT_WEIGHT, "-50 %"),
            (ProblemCode.LEFT_FEEDBACK, "No."),
            (ProblemCode.LEFT_FEEDBACK, "Yes."),
            (ProblemCode.LEFT_FEEDBACK, "Look again."),
            (ProblemCode.LEFT_FEEDBACK, "Think of the gate."),
            (ProblemCode.LEFT_TITLE, "The oath"),
            (ProblemCode.LEFT_TAG, "oath"),
        ]

    def test_loses_only_the_questions_that_are_not_ours_or_broken(self) -> None:
        result = read(QUIZ)
        assert [(row.line, [p.code for p in row.problems]) for row in result.bad] == [
            (19, [ProblemCode.TYPE_OTHER]),
            (20, [ProblemCode.GIFT_MATCHING]),
            (21, [ProblemCode.SYNTAX]),
            (22, [ProblemCode.GIFT_PARTIAL_CREDIT]),
        ]
        mended = rejected_rows(result).replace("Open <b>", "Open")
        assert len(read(mended).rows) == 4

    def test_loses_one_question_to_a_missing_end(self) -> None:
        result = read(
            QUIZ.replace(
                '</question>\n<question type="truefalse">', '\n<question type="truefalse">'
            )
        )
        assert [bool(row.problems) for row in result.rows][:2] == [True, False]

    def test_refuses_a_question_that_is_nested_deeply(self) -> None:
        deep = QUIZ.replace("Last &amp; least?", "<b>" * 200)
        assert [p.code for p in read(deep).rows[-1].problems] == [ProblemCode.TOO_DEEP]

    def test_expands_no_entity(self) -> None:
        bomb = QUIZ.replace("<quiz>", '<quiz><!DOCTYPE a [<!ENTITY b "bb">]>').replace(
            "least", "&b;"
        )
        assert [p.code for p in read(bomb).rows[-1].problems] == [ProblemCode.SYNTAX]


class TestWrite:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(unique_items(trivia()))
    def test_is_read_back_as_it_was(self, items: list[CandidateItem]) -> None:
        items = [replace(in_english_only(item), themes=item.themes) for item in items]
        result = read(moodle_xml.write(items))
        assert [row.problems for row in result.rows] == [()] * len(items)
        assert [as_english(item) for item in result.items] == items

    def test_leaves_out_what_is_not_complete_in_the_language(self) -> None:
        item = read(QUIZ).items[0]
        assert moodle_xml.write([item], "ko").count("<question ") == 0

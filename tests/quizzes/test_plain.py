"""Candidates in plain values and back."""

from hypothesis import HealthCheck, given, settings

from quizapp.quizzes.candidate import TRIVIA_FIELDS, CandidateItem
from quizapp.quizzes.plain import ITEM, plain, shaped
from quizapp.quizzes.problems import ItemProblem, ProblemCode
from tests.question_files.formats.strategies import mood, trivia

seldom = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


class TestPlain:
    @seldom
    @given(mood() | trivia())
    def test_reads_back_as_the_same_candidate(self, item: CandidateItem) -> None:
        assert shaped(ITEM, {**plain(item), "kind": item.kind}) == item

    @seldom
    @given(mood())
    def test_of_a_mood_item_has_no_fields_of_trivia(self, item: CandidateItem) -> None:
        values = plain(item)

        assert not TRIVIA_FIELDS & values.keys()
        assert all(option.keys() == {"text", "weights"} for option in values["options"])


class TestShaped:
    def test_tells_every_value_that_has_the_wrong_shape(self) -> None:
        value = {"kind": "trivia", "stem": "?", "options": [{"text": {"en": []}}], "points": 3}

        assert shaped(ITEM, value) == [
            ItemProblem(ProblemCode.NOT_FIELDS, "stem", "?"),
            ItemProblem(ProblemCode.NOT_TEXT, "options.1.text.en"),
            ItemProblem(ProblemCode.FIELD_UNKNOWN, "points", "points"),
        ]

from quizapp.editing import drafts
from quizapp.editing.drafts import cleaned
from quizapp.quizzes import models


class TestLimits:
    def test_are_those_of_the_database(self) -> None:
        assert drafts.STEM_LIMIT == models.STEM_LIMIT
        assert drafts.OPTION_LIMIT == models.OPTION_LIMIT
        assert drafts.EXPLANATION_LIMIT == models.EXPLANATION_LIMIT
        assert drafts.OPTION_BUDGET == models.OPTION_BUDGET
        assert (drafts.OPTION_COUNTS[0], drafts.OPTION_COUNTS[-1]) == models.OPTION_COUNT_RANGE
        assert set(drafts.CATEGORIES) == set(models.Category)
        assert set(drafts.KINDS) == set(models.QuizKind)


class TestCleaned:
    def test_composes_hangul_and_trims(self) -> None:
        assert cleaned(" \u1112\u1161\u11ab\r\nb\tc\r ") == "한\nb c"

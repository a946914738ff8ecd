from quizapp.quizzes import candidate, models
from quizapp.quizzes.candidate import cleaned


class TestLimits:
    def test_are_those_of_the_database(self) -> None:
        assert candidate.STEM_LIMIT == models.STEM_LIMIT
        assert candidate.OPTION_LIMIT == models.OPTION_LIMIT
        assert candidate.EXPLANATION_LIMIT == models.EXPLANATION_LIMIT
        assert candidate.OPTION_BUDGET == models.OPTION_BUDGET
        assert (
            candidate.OPTION_COUNTS[0],
            candidate.OPTION_COUNTS[-1],
        ) == models.OPTION_COUNT_RANGE
        assert set(candidate.CATEGORIES) == set(models.Category)
        assert set(candidate.KINDS) == set(models.QuizKind)


class TestCleaned:
    def test_composes_hangul_and_trims(self) -> None:
        assert cleaned(" \u1112\u1161\u11ab\r\nb\tc\r ") == "한\nb c"

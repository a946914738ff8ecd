import pytest

from quizapp.quizzes.problems import MESSAGES, ItemProblem, ProblemCode, shown


class TestMessages:
    def test_exist_for_every_code(self) -> None:
        assert set(MESSAGES) == set(ProblemCode)

    @pytest.mark.parametrize("code", ProblemCode)
    def test_take_any_detail(self, code: ProblemCode) -> None:
        assert ItemProblem(code, detail="100% %s").in_english()


class TestShown:
    def test_is_short_and_printable_whatever_came(self) -> None:
        assert shown("a\u202e\ud800\n" + "b" * 99).isprintable()
        assert len(shown("b" * 99)) == 40

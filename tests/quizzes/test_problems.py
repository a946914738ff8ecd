import pytest

from quizapp.quizzes.problems import MESSAGES, Code, Problem, shown


class TestMessages:
    def test_exist_for_every_code(self) -> None:
        assert set(MESSAGES) == set(Code)

    @pytest.mark.parametrize("code", Code)
    def test_take_any_detail(self, code: Code) -> None:
        assert Problem(code, detail="100% %s").in_english()


class TestShown:
    def test_is_short_and_printable_whatever_came(self) -> None:
        assert shown("a\u202e\ud800\n" + "b" * 99).isprintable()
        assert len(shown("b" * 99)) == 40

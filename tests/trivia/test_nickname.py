import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.nickname import NicknameProblem, nickname, nickname_problems

anything = st.one_of(
    st.text(max_size=40),
    st.text(
        st.characters(categories=["Cc", "Cf", "Cs", "Co", "Mn", "Me", "Lo", "Zs"]), max_size=40
    ),
)


class TestNickname:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("Sunny", "Sunny"),
            ("  gold \t\n train ", "gold train"),
            ("ㅋㅋㅋ 가호팬", "ㅋㅋㅋ 가호팬"),
            (unicodedata.normalize("NFD", "황후"), "황후"),
            ("👑 é", "👑 é"),
            ("\u202eevil\u202c", "evil"),
            ("a\u200b\u2060\ufeffb", "ab"),
            ("a\u0000b\ud800c\ue000d", "abcd"),
            ("\u3164\u115f\u2800", ""),
            ("z\u0301\u0302\u0303\u0304\u0305", "ź\u0302"),
            ("\u0301\u0301 \u0301a", "a"),
            ("gold \u0301 train", "gold train"),
        ],
    )
    def test_shows_what_can_be_shown(self, typed: str, name: str) -> None:
        assert nickname(typed).name == name

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Gaho", "gAHO"), ("Gaho", "ｇａｈｏ"), ("가호", "가\u200b호"), ("straße", "STRASSE")],
    )
    def test_gives_names_that_read_alike_one_key(self, one: str, other: str) -> None:
        assert nickname(one).key == nickname(other).key

    def test_tells_other_names_apart(self) -> None:
        assert nickname("가호").key != nickname("가호2").key

    @given(anything)
    def test_shows_nothing_hidden_however_it_was_typed(self, typed: str) -> None:
        name = nickname(typed).name

        assert not {unicodedata.category(char) for char in name} & {"Cc", "Cf", "Cs", "Co", "Cn"}
        assert name == " ".join(name.split())
        assert unicodedata.is_normalized("NFC", name)

    @given(anything)
    def test_leaves_at_most_two_marks_on_a_letter(self, typed: str) -> None:
        pattern = "".join(
            "m" if unicodedata.category(char).startswith("M") else "-"
            for char in unicodedata.normalize("NFD", nickname(typed).name)
        )

        assert "mmm" not in pattern
        assert not pattern.startswith("m")

    @given(anything)
    def test_finds_nothing_left_to_clean(self, typed: str) -> None:
        cleaned = nickname(typed)

        assert nickname(cleaned.name) == cleaned


class TestNicknameProblems:
    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "   ",
            "Sunny",
            "가호 팬",
            "ㅋㅋㅋ",
            "x" * 24,
            "Scunthorpe",
            "rabbit chair",
            "울보지만 괜찮아",
            "시발점",
            "Сережа",
            "さくら Kim",
            "👑❤️",
            "Nguyễn Thị",
            "\"<b>&'",
        ],
    )
    def test_lets_harmless_names_pass(self, typed: str) -> None:
        assert nickname_problems(typed, answers=["Gaho", "가호"]) == []

    @pytest.mark.parametrize(
        ("typed", "problem"),
        [
            ("\u200b", NicknameProblem.INVISIBLE),
            ("\u3164\u3164", NicknameProblem.INVISIBLE),
            ("\u0301", NicknameProblem.INVISIBLE),
            ("x" * 25, NicknameProblem.TOO_LONG),
            ("\ufdfa\ufdfa", NicknameProblem.TOO_LONG),
            ("g\u0430ho", NicknameProblem.MIXED_SCRIPTS),
            ("Fuck off", NicknameProblem.REFUSED_WORD),
            ("f.u.c.k", NicknameProblem.REFUSED_WORD),
            ("5h!t", NicknameProblem.REFUSED_WORD),
            ("ｆｕｃｋ", NicknameProblem.REFUSED_WORD),
            ("야 씨발아", NicknameProblem.REFUSED_WORD),
            ("ㅅㅂ", NicknameProblem.REFUSED_WORD),
            (unicodedata.normalize("NFD", "병신"), NicknameProblem.REFUSED_WORD),
        ],
    )
    def test_says_why(self, typed: str, problem: NicknameProblem) -> None:
        assert nickname_problems(typed) == [problem]

    @pytest.mark.parametrize(
        "typed", ["Jang Na-ra", "jangnara!", "JANG  NA RA", "Jáng\u200b Nara", "장나라", "장 나라"]
    )
    def test_refuses_an_answer_however_it_is_written(self, typed: str) -> None:
        problems = nickname_problems(typed, answers=["Jang Na-ra", "장나라"])

        assert problems == [NicknameProblem.ANSWER]

    def test_lets_a_name_pass_that_only_contains_an_answer(self) -> None:
        assert nickname_problems("Gaho fan", answers=["Gaho"]) == []

    def test_does_not_take_signs_for_an_answer_of_signs(self) -> None:
        assert nickname_problems("!!!", answers=["???"]) == []

    def test_gives_all_reasons_at_once(self) -> None:
        assert nickname_problems("fuck " * 6) == [
            NicknameProblem.TOO_LONG,
            NicknameProblem.REFUSED_WORD,
        ]

    def test_looks_at_no_word_of_what_nobody_types(self) -> None:
        assert nickname_problems("fuck " * 100) == [NicknameProblem.TOO_LONG]

    @given(anything, st.lists(st.text(max_size=10), max_size=3))
    def test_copes_with_anything(self, typed: str, answers: list[str]) -> None:
        problems = nickname_problems(typed, answers=answers)

        assert NicknameProblem.TOO_LONG in problems or len(nickname(typed).name) <= 24

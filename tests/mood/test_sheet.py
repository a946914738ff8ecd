"""The text that a result row keeps of its answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.mood.sheet import Sheet

ANSWERS = st.lists(st.none() | st.integers(0, 5), min_size=1, max_size=24).map(tuple)
DECIDERS = st.lists(st.integers(0, 23), max_size=4).map(tuple)


class TestEncode:
    def test_writes_answers_and_deciders_shortly(self) -> None:
        assert Sheet((0, None, 3), (11, 9)).encode() == "0-3.11.9"

    @given(ANSWERS, DECIDERS)
    def test_loses_nothing(
        self, answers: tuple[int | None, ...], deciders: tuple[int, ...]
    ) -> None:
        sheet = Sheet(answers, deciders)

        assert Sheet.decode(sheet.encode()) == sheet

    @given(ANSWERS, DECIDERS)
    def test_fits_its_column(
        self, answers: tuple[int | None, ...], deciders: tuple[int, ...]
    ) -> None:
        assert len(Sheet(answers, deciders).encode()) <= 200


class TestDecode:
    @pytest.mark.parametrize("text", ["x", "01.", "0.a"])
    def test_of_anything_else_fails(self, text: str) -> None:
        with pytest.raises(ValueError, match="invalid literal"):
            Sheet.decode(text)

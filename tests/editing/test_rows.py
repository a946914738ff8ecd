"""Rows of a form, moved as they were sent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.editing.rows import changed, place_of, taken

TWO = [("stem-en", "?"), ("options-0-id", "1"), ("options-0-text-en", "a"), ("options-7-id", "2")]

fields = st.lists(
    st.tuples(
        st.one_of(
            st.text(max_size=12),
            st.builds("options-{}-{}".format, st.integers(0, 20), st.sampled_from(["id", "text"])),
        ),
        st.text(max_size=5),
    )
)


def rows_of(pairs: list[tuple[str, str]]) -> list[str]:
    return [value for name, value in pairs if name.endswith("-id")]


class TestChanged:
    def test_adds_a_row_at_the_end(self) -> None:
        assert changed(TWO, "options add")[-1] == ("options-2-row", "")

    def test_removes_a_row_with_all_its_fields(self) -> None:
        assert changed(TWO, "options remove 0") == [("stem-en", "?"), ("options-0-id", "2")]

    def test_moves_a_row_up_with_all_its_fields(self) -> None:
        assert changed(TWO, "options up 1")[1:] == [
            ("options-0-id", "2"),
            ("options-1-id", "1"),
            ("options-1-text-en", "a"),
        ]

    def test_moves_a_row_down(self) -> None:
        assert rows_of(changed(TWO, "options down 0")) == ["2", "1"]

    @pytest.mark.parametrize(
        "command",
        ["options up 0", "options down 1", "options remove 2", "options remove -1", "options", ""],
    )
    def test_leaves_the_rows_as_they_are_when_the_command_makes_no_sense(
        self, command: str
    ) -> None:
        assert rows_of(changed(TWO, command)) == ["1", "2"]

    @given(fields, st.text(max_size=30))
    def test_never_fails_and_invents_nothing(
        self, pairs: list[tuple[str, str]], command: str
    ) -> None:
        values = [value for _name, value in pairs]

        assert all(value in [*values, ""] for _name, value in changed(pairs, command))

    @given(fields, st.integers(0, 5))
    def test_loses_nothing_by_moving(self, pairs: list[tuple[str, str]], at: int) -> None:
        moved = changed(pairs, f"options up {at}")

        assert sorted(value for _n, value in moved) == sorted(value for _n, value in pairs)


class TestTaken:
    def test_replaces_a_field_and_all_below_it(self) -> None:
        theirs = [("options-0-id", "9"), ("stem-en", "theirs")]

        assert taken(TWO, theirs, "options") == [("stem-en", "?"), ("options-0-id", "9")]

    def test_spares_fields_that_merely_begin_alike(self) -> None:
        assert taken([("title_note-en", "x")], [("title-en", "y")], "title") == [
            ("title_note-en", "x"),
            ("title-en", "y"),
        ]


class TestPlaceOf:
    def test_follows_a_row_that_moves(self) -> None:
        assert place_of("options up 3") == "options-2"

    def test_is_the_end_of_the_list_otherwise(self) -> None:
        assert place_of("options add") == "options-end"

    @pytest.mark.parametrize(
        "command",
        ["\r\nX: y", "options up " + "9" * 5000, "가 up ２"],
        ids=["a header", "a number without end", "a number of elsewhere"],
    )
    def test_of_nonsense_can_stand_in_an_address(self, command: str) -> None:
        assert re.fullmatch(r"[\w%-]*-end", place_of(command), re.ASCII)

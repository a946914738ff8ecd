"""What has changed between two states of a thing."""

from quizapp.editing.differences import Difference, differences, overlap


class TestDifferences:
    def test_name_each_text_by_its_language(self) -> None:
        found = differences({"stem": {"en": "a", "ko": "b"}}, {"stem": {"en": "a", "ko": "c"}})

        assert found == [Difference(("stem", "ko"), "b", "c")]

    def test_of_equal_things_are_none(self) -> None:
        assert differences({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}) == []

    def test_go_into_rows_that_are_the_same_ones(self) -> None:
        before = {"options": [{"id": 1, "text": {"en": "x", "ko": ""}}]}
        after = {"options": [{"id": 1, "text": {"en": "y", "ko": ""}}]}

        assert [found.name for found in differences(before, after)] == ["options-0-text-en"]

    def test_take_a_list_whole_when_its_rows_moved(self) -> None:
        before, after = {"options": [{"id": 1}, {"id": 2}]}, {"options": [{"id": 2}, {"id": 1}]}

        assert [found.name for found in differences(before, after)] == ["options"]

    def test_take_weights_whole(self) -> None:
        found = differences({"profile": {"love": 5}}, {"profile": {"love": 4, "power": 5}})

        assert found == [Difference(("profile",), {"love": 5}, {"love": 4, "power": 5})]


class TestOverlap:
    def test_of_a_part_and_its_whole(self) -> None:
        assert overlap(
            Difference(("options",), None, None), Difference(("options", "0"), None, None)
        )

    def test_of_neighbors_is_none(self) -> None:
        assert not overlap(
            Difference(("stem", "en"), None, None), Difference(("stem", "ko"), None, None)
        )

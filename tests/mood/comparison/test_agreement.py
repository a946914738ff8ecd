from quizapp.mood.comparison.agreement import agreement
from tests.mood.builders import sample_table


class TestAgreement:
    def test_counts_core_items_that_both_answered(self) -> None:
        table = sample_table()
        one = (0, 0, 0, 0, None, 1, 1, 1, 2, None, None, None)
        other = (0, 0, 1, None, 0, 1, 2, 1, 3, None, None, None)

        found = agreement(table, one, other)

        assert (found.agreed_count, found.item_count) == (4, 6)
        assert set(found.clashes) == {2, 6}

    def test_names_the_two_furthest_apart_first(self) -> None:
        table = sample_table()
        one, other = (0,) * 12, (1,) * 12

        def distance(item: int) -> int:
            first, second = table.leans[item][0], table.leans[item][1]
            return sum(abs(a - b) for a, b in zip(first, second, strict=True))

        found = agreement(table, one, other)

        assert found.agreed_count == 0
        assert [distance(item) for item in found.clashes] == sorted(
            map(distance, range(table.core_count)), reverse=True
        )[:2]

    def test_of_a_sheet_with_itself_has_no_clash(self) -> None:
        table = sample_table()

        found = agreement(table, (0,) * 12, (0,) * 12)

        assert (found.agreed_count, found.item_count, found.clashes) == (8, 8, ())

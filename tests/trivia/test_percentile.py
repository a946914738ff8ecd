import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.percentile import Standing, StandingKind, percentile, standing


def crowd(below: int, equal: int, above: int) -> list[int]:
    """A day's rounds seen from one with four right."""
    return [0, 0, below, 0, equal, 0, above, 0, 0]


class TestPercentile:
    def test_counts_equals_half(self) -> None:
        assert percentile(8, [0, 0, 0, 0, 0, 0, 0, 0, 10**9]) == 50

    @given(st.lists(st.integers(0, 1000), min_size=9, max_size=9).filter(any))
    def test_rises_with_each_right_answer_and_averages_50(self, played: list[int]) -> None:
        ranks = [percentile(right, played) for right in range(9)]

        assert ranks == sorted(ranks)
        assert ranks[0] >= 0
        assert ranks[8] <= 100
        mean = sum(n * rank for n, rank in zip(played, ranks, strict=True)) / sum(played)
        assert mean == pytest.approx(50)


class TestStanding:
    @pytest.mark.parametrize(("below", "total"), [(0, 1), (3, 7), (28, 29)])
    def test_is_a_plain_count_while_rounds_are_few(self, below: int, total: int) -> None:
        found = standing(4, crowd(below, 1, total - below - 1))

        assert found == Standing(StandingKind.COUNTED, 0, total, below)

    @pytest.mark.parametrize(
        ("played", "kind", "percent"),
        [
            (crowd(0, 1, 29), StandingKind.WARMING_UP, 0),
            (crowd(9, 1, 90), StandingKind.WARMING_UP, 0),
            (crowd(10, 1, 89), StandingKind.BETTER_THAN, 10),
            (crowd(68, 1, 31), StandingKind.BETTER_THAN, 70),
            (crowd(94, 1, 5), StandingKind.BETTER_THAN, 90),
            (crowd(95, 1, 4), StandingKind.AMONG_BEST, 5),
            (crowd(29, 1, 0), StandingKind.AMONG_BEST, 5),
        ],
    )
    def test_is_rounded_to_words_from_thirty_rounds_on(
        self, played: list[int], kind: StandingKind, percent: int
    ) -> None:
        found = standing(4, played)

        assert (found.kind, found.percent) == (kind, percent)
        assert (found.total, found.fewer) == (sum(played), played[2])

    @given(st.lists(st.integers(0, 50), min_size=9, max_size=9), st.integers(0, 8))
    def test_names_no_percentage_that_the_rounds_do_not_give(
        self, others: list[int], right: int
    ) -> None:
        played = [count + (place == right) for place, count in enumerate(others)]

        found = standing(right, played)

        assert (found.kind == StandingKind.COUNTED) == (sum(played) < 30)
        if found.kind == StandingKind.BETTER_THAN:
            assert abs(found.percent - percentile(right, played)) <= 5

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.percentile import Band, BandKind, band, forecast, percentile, right_counts

shares = st.floats(0.3, 0.95)


class TestRightCounts:
    def test_agrees_with_listing_all_outcomes(self) -> None:
        chances = [0.2, 0.5, 0.9]
        expected = [0.0] * 4
        for outcome in itertools.product((0, 1), repeat=3):
            factors = [p if hit else 1 - p for p, hit in zip(chances, outcome, strict=True)]
            expected[sum(outcome)] += math.prod(factors)

        assert right_counts(chances) == pytest.approx(expected)

    @given(st.lists(st.floats(0, 1), max_size=12))
    def test_is_a_distribution_with_the_mean_of_its_trials(self, chances: list[float]) -> None:
        counts = right_counts(chances)

        assert sum(counts) == pytest.approx(1)
        assert sum(k * share for k, share in enumerate(counts)) == pytest.approx(sum(chances))


class TestForecast:
    @given(st.lists(shares, min_size=1, max_size=10))
    def test_is_a_distribution_whose_mean_is_what_the_items_let_expect(
        self, ps: list[float]
    ) -> None:
        expected = forecast(ps)

        assert sum(expected) == pytest.approx(1)
        mean = sum(right * share for right, share in enumerate(expected))
        assert mean == pytest.approx(sum(ps), abs=0.01 * len(ps))

    def test_is_wider_than_players_of_one_ability_would_be(self) -> None:
        def variance(distribution: list[float]) -> float:
            mean = sum(k * share for k, share in enumerate(distribution))
            return sum((k - mean) ** 2 * share for k, share in enumerate(distribution))

        assert variance(forecast([0.6] * 8)) > 1.5 * variance(right_counts([0.6] * 8))


class TestPercentile:
    def test_counts_equals_half(self) -> None:
        played = [0, 0, 0, 0, 0, 0, 0, 0, 10**9]

        assert percentile(8, expected=forecast([0.6] * 8), played=played) == pytest.approx(50)

    def test_is_the_forecast_for_the_first_player(self) -> None:
        assert percentile(1, expected=[0.2, 0.3, 0.5], played=[0, 0, 0]) == pytest.approx(35)

    def test_weighs_25_players_like_the_forecast(self) -> None:
        expected, played = [0.2, 0.3, 0.5], [25, 0, 0]

        assert percentile(1, expected=expected, played=played) == pytest.approx((35 + 100) / 2)

    @given(
        st.lists(shares, min_size=8, max_size=8),
        st.lists(st.integers(0, 1000), min_size=9, max_size=9),
    )
    def test_rises_with_each_right_answer_and_averages_50(
        self, ps: list[float], played: list[int]
    ) -> None:
        expected = forecast(ps)
        ranks = [percentile(right, expected=expected, played=played) for right in range(9)]

        assert ranks == sorted(ranks)
        assert ranks[0] >= 0
        assert ranks[8] <= 100
        count = sum(played)
        crowd = [(25 * e + n) / (25 + count) for e, n in zip(expected, played, strict=True)]
        assert sum(c * r for c, r in zip(crowd, ranks, strict=True)) == pytest.approx(50)


class TestBand:
    @pytest.mark.parametrize(
        ("percent", "expected"),
        [
            (0, Band(BandKind.WARMING_UP, 0)),
            (9.9, Band(BandKind.WARMING_UP, 0)),
            (10, Band(BandKind.BETTER_THAN, 10)),
            (68, Band(BandKind.BETTER_THAN, 70)),
            (94.9, Band(BandKind.BETTER_THAN, 90)),
            (95, Band(BandKind.AMONG_BEST, 5)),
            (100, Band(BandKind.AMONG_BEST, 5)),
        ],
    )
    def test_rounds_to_words(self, percent: float, expected: Band) -> None:
        assert band(percent) == expected

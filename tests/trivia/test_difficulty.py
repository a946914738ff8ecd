import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.difficulty import (
    EXPECTED_RIGHT_SHARES,
    Verdict,
    dead_distractors,
    difficulty,
    logits,
    right_chance,
    verdict,
)

stars = st.integers(1, 5)


@st.composite
def tallies(draw: st.DrawFn) -> tuple[int, int]:
    count = draw(st.integers(0, 100_000))
    return draw(st.integers(0, count)), count


class TestDifficulty:
    def test_shrinks_the_proportion_right_to_the_stars(self) -> None:
        estimate = difficulty(right=3, count=10, stars=3)

        assert estimate.p == pytest.approx((3 + 15 * 0.62) / 25)

    def test_is_what_the_stars_say_before_any_response(self) -> None:
        assert difficulty(right=0, count=0, stars=2).p == EXPECTED_RIGHT_SHARES[2]

    @given(tallies(), stars)
    def test_ends_where_wilson_ends(self, tally: tuple[int, int], star_count: int) -> None:
        right, count = tally
        estimate = difficulty(right=right, count=count, stars=star_count)

        # Wilson's bounds are the shares that lie 1.96 of their own standard errors from p.
        for bound in (estimate.low, estimate.high):
            error = math.sqrt(bound * (1 - bound) / (count + 15))
            assert abs(bound - estimate.p) == pytest.approx(1.959964 * error, abs=1e-9)

    @given(tallies(), stars)
    def test_lies_inside_its_interval_and_between_stars_and_proportion(
        self, tally: tuple[int, int], star_count: int
    ) -> None:
        right, count = tally
        estimate = difficulty(right=right, count=count, stars=star_count)
        guess = EXPECTED_RIGHT_SHARES[star_count]
        proportion = right / count if count else guess

        assert 0 <= estimate.low <= estimate.p <= estimate.high <= 1
        assert min(guess, proportion) - 1e-9 <= estimate.p <= max(guess, proportion) + 1e-9

    def test_knows_more_from_more_responses(self) -> None:
        estimates = [difficulty(right=6 * n, count=10 * n, stars=3) for n in (0, 1, 10, 100)]
        widths = [estimate.high - estimate.low for estimate in estimates]

        assert widths == sorted(widths, reverse=True)

    def test_expects_less_of_more_stars(self) -> None:
        shares = [difficulty(right=5, count=9, stars=each).p for each in range(1, 6)]

        assert shares == sorted(shares, reverse=True)


class TestLogits:
    def test_is_zero_where_guessing_and_knowing_meet_in_the_middle(self) -> None:
        assert logits(0.625) == pytest.approx(0)

    @given(st.floats(0.28, 0.96), st.floats(0.28, 0.96))
    def test_grows_as_fewer_are_right(self, first: float, second: float) -> None:
        fewer, more = sorted((first, second))

        assert logits(fewer) >= logits(more)

    @given(st.floats(0, 1))
    def test_stays_finite(self, p: float) -> None:
        assert -4.1 < logits(p) < 4.1


class TestRightChance:
    def test_starts_at_guessing_and_ends_at_certainty(self) -> None:
        assert right_chance(-30, 0) == pytest.approx(0.25)
        assert right_chance(30, 0) == pytest.approx(1)
        assert right_chance(1.5, 1.5) == pytest.approx(0.625)


class TestVerdict:
    @pytest.mark.parametrize(
        ("option_counts", "advice"),
        [
            ([49, 0, 0, 0], Verdict.WAIT),
            ([40, 20, 20, 20], Verdict.KEEP),
            ([60, 30, 8, 2], Verdict.KEEP),
            ([30, 50, 10, 10], Verdict.REWORD),
            ([60, 36, 2, 2], Verdict.REWORD),
            ([400, 4, 3, 3], Verdict.RETIRE),
        ],
    )
    def test_advises(self, option_counts: list[int], advice: Verdict) -> None:
        assert verdict(option_counts, key=0, stars=3) is advice

    @given(st.lists(st.integers(0, 12), min_size=4, max_size=4), st.integers(0, 3), stars)
    def test_waits_below_fifty_responses(
        self, option_counts: list[int], key: int, star_count: int
    ) -> None:
        advice = verdict(option_counts, key=key, stars=star_count)

        assert (advice is Verdict.WAIT) == (sum(option_counts) < 50)


class TestDeadDistractors:
    def test_names_the_places_that_hardly_anybody_chooses(self) -> None:
        assert dead_distractors([2, 60, 36, 2], key=1) == [0, 3]

    def test_never_names_the_key(self) -> None:
        assert dead_distractors([1, 40, 40, 40], key=0) == []

    def test_spares_an_option_that_five_percent_choose(self) -> None:
        assert dead_distractors([60, 30, 5, 5], key=0) == []

    def test_says_nothing_below_fifty_responses(self) -> None:
        assert dead_distractors([49, 0, 0, 0], key=0) == []

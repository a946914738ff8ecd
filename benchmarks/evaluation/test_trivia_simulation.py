from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.evaluation.trivia_simulation import (
    daily_spread,
    difficulty_error,
    learning_spread,
    least_spread,
    percentile_error,
    random_world,
    reading_correlation,
    right_answers,
    right_chances,
)
from quizapp.trivia.difficulty import EXPECTED_RIGHT_SHARES, logits, right_chance
from quizapp.trivia.schedule import BankItem
from tests.trivia.rest import shortest_rest


class TestRandomWorld:
    def test_has_stars_that_go_with_the_truth_as_the_design_says(self) -> None:
        world = random_world(np.random.default_rng(1), 20_000)

        assert set(world.stars) == {1, 2, 3, 4, 5}
        assert np.corrcoef(world.difficulties, world.stars)[0, 1] == pytest.approx(0.81, abs=0.02)

    @pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
    def test_bears_out_what_the_stars_let_expect(self, stars: int) -> None:
        rng = np.random.default_rng(2)
        world = random_world(rng, 10_000)
        rated = world.difficulties[np.array(world.stars) == stars]

        share = right_answers(rng, 500, rated).mean()

        assert share == pytest.approx(EXPECTED_RIGHT_SHARES[stars], abs=0.015)


class TestRightChances:
    def test_agrees_with_the_rule_for_one_player(self) -> None:
        table = right_chances(np.array([-1.0, 0.5]), np.array([0.2, 1.7, -3.0]))

        assert table[1].tolist() == pytest.approx([right_chance(0.5, b) for b in (0.2, 1.7, -3.0)])

    @pytest.mark.parametrize("truth", [-1.5, 0.0, 1.5])
    def test_averages_to_the_share_that_logits_reads_back(self, truth: float) -> None:
        abilities = np.random.default_rng(3).normal(size=200_000)

        share = right_chances(abilities, np.array([truth])).mean()

        assert logits(float(share)) == pytest.approx(truth, abs=0.05)


class TestDifficultyError:
    def test_falls_with_responses_from_what_the_stars_alone_reach(self) -> None:
        errors = [difficulty_error(responses=responses, seed=1) for responses in (0, 20, 200)]

        assert errors[0] == pytest.approx(0.63, abs=0.03)
        assert errors == sorted(errors, reverse=True)


BANK = [
    BankItem(f"item-{number}", "drama", EXPECTED_RIGHT_SHARES[1 + number % 5])
    for number in range(64)
]


class TestDailySpread:
    def test_falls_with_responses(self) -> None:
        spreads = [daily_spread(BANK, responses=responses, seed=1) for responses in (0, 20, 200)]

        assert spreads == sorted(spreads, reverse=True)

    def test_comes_near_what_the_stars_miss_but_not_below(self) -> None:
        least = least_spread(BANK, seed=1)

        assert least < daily_spread(BANK, responses=0, seed=1) < 1.15 * least


class TestLearningSpread:
    def test_lies_between_knowing_the_stars_alone_and_knowing_all(self) -> None:
        unknown, known = (daily_spread(BANK, responses=n, seed=1) for n in (0, 2000))

        assert known < learning_spread(BANK, players=5, seed=1) < unknown

    def test_falls_with_players(self) -> None:
        spreads = [learning_spread(BANK, players=players, seed=1) for players in (1, 5, 50)]

        assert spreads == sorted(spreads, reverse=True)


class TestPercentileError:
    def test_falls_with_players(self) -> None:
        errors = [percentile_error(players=players, seed=1) for players in (1, 30, 1000)]

        assert errors == sorted(errors, reverse=True)


class TestReadingCorrelation:
    @pytest.mark.parametrize("speed_is_knowledge", [True, False])
    def test_finds_the_small_tax_on_slow_readers(self, speed_is_knowledge: bool) -> None:
        assert -0.06 < reading_correlation(speed_is_knowledge=speed_is_knowledge, seed=1) < -0.01


class TestShortestRest:
    def test_is_the_fewest_days_between_two_uses(self) -> None:
        first = date(2026, 1, 1)
        sets = [["a", "b"], ["c"], ["a"], ["b"]]

        assert shortest_rest({first + timedelta(n): slugs for n, slugs in enumerate(sets)}) == 2

    def test_is_all_days_if_nothing_came_back(self) -> None:
        assert shortest_rest({date(2026, 1, 1): ["a"], date(2026, 1, 2): ["b"]}) == 2

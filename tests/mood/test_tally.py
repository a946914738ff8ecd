from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quizapp.mood import simulation, tally
from tests.mood.builders import sample_table


class TestEvenedTally:
    def test_gives_every_option_one_track_and_no_track_more_than_its_seats(self) -> None:
        quiz = simulation.arrays(sample_table())
        owners = tally.evened_tally(quiz)
        assert owners.min() >= 0
        assert np.bincount(owners.ravel()).max() <= 5

    @given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=5))
    def test_assigns_at_least_cost(self, costs: list[list[int]]) -> None:
        found = tally._assignment(np.array(costs, dtype=float))
        rows = range(len(costs))
        least = min(
            sum(costs[r][c] for r, c in zip(rows, order, strict=False))
            for order in permutations(range(5))
        )
        assert sum(costs[r][c] for r, c in zip(rows, found, strict=True)) == least
        assert len(set(found.tolist())) == len(costs)


class TestTallyWinners:
    def test_counts_the_items_asked_alone(self) -> None:
        quiz = simulation.arrays(sample_table())
        owners = np.zeros(quiz.has_option.shape, dtype=int)
        owners[8:] = 1
        answers = np.zeros((1, 12), dtype=int)
        asked = np.arange(12)[None, :] >= 8
        rng = np.random.default_rng(1)

        everything = tally.tally_winners(quiz, owners, answers, np.ones_like(asked), rng)

        assert everything.tolist() == [0]
        assert tally.tally_winners(quiz, owners, answers, asked, rng).tolist() == [1]

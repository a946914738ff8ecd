from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from quizapp.mood import simulation
from quizapp.mood.balance import exact
from quizapp.mood.scoring import follows_deciders, score
from tests.mood.builders import quizzes, sample_table, table_like, with_points_of
from tests.mood.reference import Naive


class TestCount:
    @given(quizzes())
    @settings(max_examples=60)
    def test_equals_writing_out_every_sheet(self, naive: Naive) -> None:
        table = table_like(naive)
        tally = exact.count(simulation.arrays(table))
        shares = with_points_of(table, naive).random_shares()
        assert tally.shares == pytest.approx(list(shares.values()))

    @given(quizzes())
    @settings(max_examples=60)
    def test_equals_writing_out_every_sheet_without_deciders(self, naive: Naive) -> None:
        fixed = replace(naive, decider_count=0)
        table = table_like(fixed)
        tally = exact.count(simulation.arrays(table))
        shares = with_points_of(table, fixed).random_shares()
        assert tally.shares == pytest.approx(list(shares.values()))

    @given(quizzes())
    @settings(max_examples=60)
    def test_counts_the_items_asked_and_the_ties(self, naive: Naive) -> None:
        table = table_like(naive)
        tally, plain = exact.count(simulation.arrays(table)), with_points_of(table, naive)
        asked, tied = 0.0, 0.0
        for sheet, chance in plain.every_sheet():
            asked += chance * sum(answer is not None for answer in sheet)
            tied += chance * (plain.lead(sheet) == 0)
        assert (tally.asked, tally.tied) == pytest.approx((asked, tied))

    @given(quizzes())
    @settings(max_examples=60)
    def test_proves_each_winner_with_a_sheet_it_wins_alone(self, naive: Naive) -> None:
        table = table_like(naive)
        for track, sheet in exact.count(simulation.arrays(table)).sheets.items():
            outcome = score(table, sheet)
            asked = [q for q in range(table.core_count, len(sheet)) if sheet[q] is not None]
            assert (outcome.winner, outcome.tied_count) == (track, 1)
            assert any(follows_deciders(table, sheet, order) for order in (asked, asked[::-1]))

    def test_counts_the_halves_of_a_long_quiz_like_a_tree(self) -> None:
        table = sample_table(core_count=9, decider_count=0)
        quiz = simulation.arrays(table)
        tree = exact.Tally(np.zeros(len(table.tracks)))
        for block in exact._core_blocks(quiz):
            exact._grow(quiz, block, tree)
        halves = exact.count(quiz)
        assert halves.shares == pytest.approx(tree.shares)
        assert halves.tied == pytest.approx(tree.tied)

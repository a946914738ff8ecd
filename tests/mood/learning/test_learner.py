from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.evaluation.learning_report import (
    World,
    bets_before,
    permuted_share,
    players,
    taught,
    world_of,
)
from quizapp.mood import simulation
from quizapp.mood.learning import tables
from quizapp.mood.learning.learner import FOLDS, folds, learn
from tests.mood.builders import sample_table


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(sample_table(), wrong=0.35, rng=np.random.default_rng(7))


class TestFolds:
    def test_hold_out_players_of_every_turn(self) -> None:
        fold = folds(1_000, np.random.default_rng(1))
        assert np.bincount(fold).tolist() == [200] * FOLDS
        first_of_turn = np.bincount(fold[::FOLDS], minlength=FOLDS)
        assert first_of_turn.min() > 20


@pytest.mark.slow
class TestLearn:
    def test_wins_back_what_wrong_points_lose(self, world: World) -> None:
        lesson = taught(world, 1_000, np.random.default_rng(8))
        low, high = world.top_1(world.written), world.top_1(world.right)
        assert lesson.is_proven
        assert world.top_1(lesson.table) > low + 0.6 * (high - low)

    def test_proposes_what_publishing_takes(self, world: World) -> None:
        lesson = taught(world, 600, np.random.default_rng(9))
        assert lesson.proposals
        assert tables.errors(lesson.table) <= tables.errors(world.written)
        assert lesson.effect
        assert set(lesson.effect.reached_before) <= set(lesson.effect.reached_after)
        for proposal in lesson.proposals:
            assert proposal.before != proposal.after
            if proposal.item is not None:
                assert proposal.option is not None
                row = lesson.table.weights[proposal.item][proposal.option]
                assert proposal.after == row

    def test_gives_the_same_lesson_again(self, world: World) -> None:
        one, other = (taught(world, 400, np.random.default_rng(10)) for _ in range(2))
        assert one.proposals == other.proposals

    def test_reads_bets_on_pairs(self, world: World) -> None:
        rng = np.random.default_rng(11)
        bets = bets_before(world, players(simulation.arrays(world.right), 3_000, rng), rng)
        rows, tracks = np.arange(len(bets)), bets.shown.shape[1]
        shown = np.zeros_like(bets.shown)
        shown[rows, bets.chosen] = True
        shown[rows, (bets.chosen + rng.integers(1, tracks, len(bets))) % tracks] = True
        lesson = learn(world.written, replace(bets, shown=shown), rng)
        assert world.top_1(lesson.table) > world.top_1(world.written) + 0.05

    @settings(max_examples=8, deadline=None)
    @given(seed=st.integers(0, 2**32), count=st.integers(0, 400))
    def test_proposes_nothing_without_information(self, seed: int, count: int) -> None:
        rng = np.random.default_rng(seed)
        table = sample_table()
        everybody = players(simulation.arrays(table), count, rng)
        bets = bets_before(world_of(table, wrong=0, rng=rng), everybody, rng)
        alone = np.eye(len(table.tracks), dtype=bool)[bets.chosen]
        assert learn(table, replace(bets, shown=alone), rng).proposals == ()

    def test_hardly_ever_learns_from_permuted_bets(self, world: World) -> None:
        assert permuted_share(world, np.random.default_rng(12), runs=20) <= 0.05

from dataclasses import asdict, replace
from json import dumps

import numpy as np
import pytest

from quizapp.mood.balance.problems import BalanceCode
from quizapp.mood.balance.report import Balance, balance, changed_results, distribution
from quizapp.mood.calibration import calibrate
from quizapp.mood.confidence import Calibration
from quizapp.mood.scoring import compile_table, follows_deciders, score
from tests.mood.builders import random_sheets, sample_table, table_of
from tests.mood.sample import ITEMS, THEMES, TRACKS


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return calibrate(sample_table(), seed=1)


@pytest.fixture(scope="module")
def found(calibration: Calibration) -> Balance:
    return balance(sample_table(), calibration, seed=1)


class TestBalance:
    def test_is_content_with_the_sample_quiz(self, found: Balance) -> None:
        assert found.problems == ()
        assert found.is_publishable

    def test_proves_that_every_track_can_be_won(self, found: Balance) -> None:
        table = sample_table()
        for reach in found.reach:
            assert reach.answers is not None
            outcome = score(table, reach.answers)
            assert outcome.winner == table.tracks.index(reach.track)
            assert outcome.lead // 10 == reach.lead
            assert follows_deciders(table, reach.answers, ())

    def test_meets_the_figures_of_the_paper(self, found: Balance) -> None:
        assert found.is_exact
        assert found.random.entropy == pytest.approx(0.9956, abs=0.001)
        assert (found.random.lowest, found.random.highest) == pytest.approx((0.76, 1.28), abs=0.02)
        assert found.random_asked == pytest.approx(8.88, abs=0.01)
        assert found.among_fans.entropy >= 0.98
        assert found.texture.asked == pytest.approx(8.53, abs=0.05)

    def test_gives_each_tracks_fans_as_shares(self, found: Balance) -> None:
        for row in found.confusion:
            assert sum(row) == pytest.approx(1, abs=0.001)

    def test_hints_at_what_tells_the_worst_pair_apart(self, found: Balance) -> None:
        worst = found.confusions[0]
        assert {worst.track, worst.other} == {"t4", "t8"}
        assert (worst.theme, worst.shared) == ("betrayal", "suspense")

    def test_gives_the_same_report_for_the_same_seed(
        self, found: Balance, calibration: Calibration
    ) -> None:
        assert balance(sample_table(), calibration, seed=1) == found

    def test_can_be_stored_as_json(self, found: Balance) -> None:
        assert "among_fans" in dumps(asdict(found))

    def test_refuses_a_quiz_in_which_a_track_never_wins(self, calibration: Calibration) -> None:
        twin = compile_table(
            ITEMS, {"t0": {"power": 5}, **TRACKS, "t11": TRACKS["t1"]}, themes=THEMES, core_count=6
        )
        silent = replace(twin, parts=_without_track(twin.parts, 0))
        report = balance(silent, calibration, seed=1)
        assert BalanceCode.UNREACHABLE_TRACK in {p.code for p in report.problems if p.track == "t0"}
        assert not report.is_publishable

    def test_points_at_core_items_that_should_be_deciders(self, calibration: Calibration) -> None:
        weak_first = table_of(ITEMS[::-1], core_count=8)
        report = balance(weak_first, calibration, seed=1)
        moved = {p.item for p in report.problems if p.code is BalanceCode.WEAK_CORE}
        assert moved == {q for q in report.core_order[8:] if q < 8}
        assert moved

    def test_draws_clickers_where_there_are_too_many_sheets(self, calibration: Calibration) -> None:
        report = balance(sample_table(core_count=11), calibration, seed=1)
        assert not report.is_exact
        assert sum(report.random.shares) == pytest.approx(1, abs=0.001)
        assert all(reach.answers for reach in report.reach)


class TestDistribution:
    def test_measures_an_even_one(self) -> None:
        even = distribution(np.full(4, 0.25))
        assert (even.entropy, even.lowest, even.highest) == (1, 1, 1)


class TestChangedResults:
    def test_is_zero_without_a_change(self) -> None:
        table = sample_table()
        sheets = [(sheet, sheet) for sheet in random_sheets(table, 50, seed=1)]
        assert changed_results(table, table, sheets) == 0

    def test_counts_the_sheets_that_get_another_track(self) -> None:
        before = sample_table()
        after = replace(before, parts=_without_track(before.parts, 0))
        sheets = random_sheets(before, 200, seed=2)
        first = sum(score(before, sheet).winner == 0 for sheet in sheets)
        changed = changed_results(before, after, [(sheet, sheet) for sheet in sheets])
        assert changed == first > 0

    def test_leaves_out_sheets_without_evidence(self) -> None:
        table = sample_table()
        nothing = (None,) * 12
        assert changed_results(table, table, [(nothing, (0,) * 12)]) == 0


def _without_track(
    parts: tuple[tuple[tuple[tuple[int, ...], ...], ...], ...], track: int
) -> tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]:
    """The same parts with a track that every answer speaks against."""
    return tuple(
        tuple(tuple((*row[:track], -900, *row[track + 1 :]) for row in option) for option in item)
        for item in parts
    )

import numpy as np
import pytest

from quizapp.mood import simulation
from quizapp.mood.balance.fidelity import Fidelity, fidelities
from tests.mood.builders import sample_table


@pytest.fixture(scope="module")
def found() -> list[Fidelity]:
    return list(fidelities(simulation.arrays(sample_table()), np.random.default_rng(1)))


class TestFidelities:
    def test_has_one_for_each_rule(self, found: list[Fidelity]) -> None:
        assert [fidelity.rule for fidelity in found] == list(simulation.RULES)

    def test_finds_what_the_paper_measured(self, found: list[Fidelity]) -> None:
        """Sample content at medium noise: .720 as played, .984 of what Bayes gets."""
        own, best = (np.mean([getattr(f, name) for f in found]) for name in ("quiz", "bayes"))
        assert own == pytest.approx(0.720, abs=0.03)
        assert own / best == pytest.approx(0.984, abs=0.015)

    def test_lies_between_the_tally_and_bayes(self, found: list[Fidelity]) -> None:
        assert all(f.tally + 0.05 < f.quiz < f.bayes + 0.01 for f in found)

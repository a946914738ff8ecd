import pytest

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.trivia_report import trivia_report
from quizapp.trivia.difficulty import EXPECTED_RIGHT_SHARES
from quizapp.trivia.schedule import BankItem

CATEGORIES = ["tracks", "artists", "drama", "on-screen", "album"]
BANK = [
    BankItem(
        f"item-{number}", CATEGORIES[number % 5], EXPECTED_RIGHT_SHARES[1 + number * 3 // 7 % 5]
    )
    for number in range(72)
]


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return trivia_report(BANK, seed=2026)


class TestTriviaReport:
    def test_meets_every_goal(self, figures: list[Figure]) -> None:
        assert [figure.name for figure in figures if not figure.is_met] == []

    def test_names_each_figure_once(self, figures: list[Figure]) -> None:
        assert len({figure.name for figure in figures}) == len(figures) == 12

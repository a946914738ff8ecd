import pytest

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.mood_report import mood_report
from tests.mood.builders import sample_table


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {figure.name: figure for figure in mood_report(sample_table(), seed=1, worlds=3)}


class TestMoodReport:
    def test_meets_every_goal_on_the_sample_quiz(self, figures: dict[str, Figure]) -> None:
        assert [str(figure) for figure in figures.values() if not figure.is_met] == []

    def test_finds_what_the_paper_measured(self, figures: dict[str, Figure]) -> None:
        measured = {
            "top-1 / Bayes, medium noise, mean of the rules": 0.984,
            "top-1 / Bayes, high noise": 0.971,
            "top-3, medium noise": 0.934,
            "gain over the evened tally, all items, medium": 0.107,
        }
        for name, value in measured.items():
            assert figures[name].value == pytest.approx(value, abs=0.015)


class TestFigure:
    def test_says_whether_its_goal_is_met(self) -> None:
        assert str(Figure("ties", 0.9, is_floor=False, goal=0.5)).endswith("NOT MET")
        assert str(Figure("reach", 9, is_floor=True, goal=9)).endswith("≥ 9      met")

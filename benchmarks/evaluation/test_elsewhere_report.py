import pytest

from benchmarks.evaluation.elsewhere_report import elsewhere_report
from benchmarks.evaluation.figures import Figure
from tests.mood.builders import sample_table

LITERAL = {
    "top-3 of 45 tracks of 5 other albums",
    "top-3 of 45 tracks of 5 other albums, the Bayes decoder",
}
"""What no scorer can reach: the answers of 8 to 10 questions do not say that much."""


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {figure.name: figure for figure in elsewhere_report(sample_table(), seed=1, worlds=1)}


@pytest.mark.slow
class TestElsewhereReport:
    def test_meets_every_goal_that_can_be_met(self, figures: dict[str, Figure]) -> None:
        assert {figure.name for figure in figures.values() if not figure.is_met} == LITERAL

    def test_comes_close_to_what_the_answers_can_tell(self, figures: dict[str, Figure]) -> None:
        found, most = (figures[name].value for name in sorted(LITERAL))

        assert 0.4 < found < most < 0.7

from benchmarks.evaluation.flip_report import flip_report
from tests.mood.builders import sample_table


class TestFlipReport:
    def test_meets_every_goal_on_the_sample_quiz(self) -> None:
        figures = list(flip_report(sample_table(), seed=1, sheet_count=200))

        assert len(figures) == 4
        assert [str(figure) for figure in figures if not figure.is_met] == []

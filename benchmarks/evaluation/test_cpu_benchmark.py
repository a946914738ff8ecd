from itertools import count

from benchmarks.evaluation.cpu_benchmark import cpu_figures
from tests.mood.builders import sample_table


class TestCpuFigures:
    def test_name_each_work_with_its_most(self) -> None:
        ticks = count()
        found = list(cpu_figures(sample_table(), seed=1, cpu_time=lambda: next(ticks)))

        assert [figure.value for figure in found] == [1] * len(found)
        assert {figure.goal for figure in found} == {0.5, 1, 2, 10}

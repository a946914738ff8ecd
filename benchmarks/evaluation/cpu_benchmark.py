"""CPU benchmark: CPU seconds of scoring, counting and publishing, each beside its limit.

For developers and for the record, like the report (scoring paper, section 11).
"""

from collections.abc import Callable, Iterator
from random import Random

from benchmarks.evaluation.figures import Figure, at_most
from benchmarks.evaluation.mood_report import fixed_table
from quizapp.mood import simulation
from quizapp.mood.balance.exact import count
from quizapp.mood.balance.report import balance
from quizapp.mood.calibration import calibrate
from quizapp.mood.explanation import explain
from quizapp.mood.scoring import Profile, ScoreTable, compile_table, score

LARGE_ITEMS, LARGE_TRACKS, LARGE_THEMES = 12, 12, 13


def cpu_figures(table: ScoreTable, *, seed: int, cpu_time: Callable[[], float]) -> Iterator[Figure]:
    """CPU figures of this quiz, and of counting the largest quizzes that an editor may write."""
    sheet = tuple(0 if q < table.core_count else None for q in range(len(table.points)))
    fixed = fixed_table(table, len(table.weights))
    four, five = (_large_table(options, Random(seed)) for options in (4, 5))
    works: dict[str, tuple[Callable[[], object], int, float]] = {
        "exact count of this quiz, s": (lambda: _count(table), 1, 0.5),
        "exact count, all items fixed, s": (lambda: _count(fixed), 1, 0.5),
        "exact count, 12 items of 4 options, 12 tracks, s": (lambda: _count(four), 1, 0.5),
        "exact count, 12 items of 5 options, 12 tracks, s": (lambda: _count(five), 1, 2),
        "1000 scores, s": (lambda: score(table, sheet), 1000, 1),
        "1000 explanations, s": (lambda: explain(table, sheet), 1000, 2),
        "publish: calibrate and report, s": (lambda: _publish(table, seed), 1, 10),
    }
    for name, (work, times, most) in works.items():
        yield at_most(name, _seconds(cpu_time, work, times), goal=most)


def _large_table(options: int, chance: Random) -> ScoreTable:
    """A generated quiz without deciders that follows the rules for items."""
    themes = [f"theme-{number}" for number in range(LARGE_THEMES)]

    def profile(*weights: int) -> Profile:
        return dict(zip(chance.sample(themes, len(weights)), weights, strict=True))

    return compile_table(
        [[profile(3, 1) for _ in range(options)] for _ in range(LARGE_ITEMS)],
        {f"track-{number}": profile(5, 3, 2) for number in range(LARGE_TRACKS)},
        themes=themes,
        core_count=LARGE_ITEMS,
        decider_count=0,
    )


def _count(table: ScoreTable) -> None:
    count(simulation.arrays(table))


def _publish(table: ScoreTable, seed: int) -> None:
    balance(table, calibrate(table, seed=seed), seed=seed)


def _seconds(cpu_time: Callable[[], float], work: Callable[[], object], times: int) -> float:
    start = cpu_time()
    for _ in range(times):
        work()
    return cpu_time() - start

"""Whether the flips that results promise hold, and how many results promise one.

Every promise is replayed by the quiz's own next question, through all answers to every decider
that follows, and not by the search that found it.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.evaluation.figures import Figure, at_least
from quizapp.mood import simulation
from quizapp.mood.calibration import calibrate
from quizapp.mood.confidence import Calibration, is_duet
from quizapp.mood.flips import Flip, flipped, nearest_flip
from quizapp.mood.scoring import Answers, ScoreTable, next_decider, score
from quizapp.mood.simulation import NOISES, RULES

SHEETS = 2_000
PROMISED_GOAL = 0.6

Sheet = tuple[Answers, tuple[int, ...]]


def flip_report(table: ScoreTable, *, seed: int, sheet_count: int = SHEETS) -> Iterator[Figure]:
    """Precision and share of promised flips on random sheets and on sheets of simulated fans."""
    calibration = calibrate(table, seed=seed)
    rng = np.random.default_rng(seed)
    quiz = simulation.arrays(table)
    clicks = simulation.clickers(quiz, count=sheet_count, rng=rng).answers
    noise = NOISES["medium"]
    appeal = simulation.attraction(quiz, noise, rng)
    fans = simulation.fans(quiz, RULES[0], noise, appeal, count=sheet_count, rng=rng).answers
    for name, rows in (("random", clicks), ("fan", fans)):
        yield from _figures(table, calibration, name, [_sheet(table, row) for row in rows])


def _figures(
    table: ScoreTable, calibration: Calibration, name: str, sheets: Sequence[Sheet]
) -> Iterator[Figure]:
    found = [(sheet, nearest_flip(table, calibration, *sheet)) for sheet in sheets]
    promised = [(sheet, flip) for sheet, flip in found if flip]
    held = sum(_holds(table, calibration, sheet, flip) for sheet, flip in promised)
    share = len(promised) / len(sheets)
    yield at_least(f"promised flips that hold, {name} sheets", held / len(promised), goal=1)
    yield at_least(f"results that promise a flip, {name} sheets", share, goal=PROMISED_GOAL)


def _sheet(table: ScoreTable, choices: Sequence[int]) -> Sheet:
    """What a player who would choose so hands in: the core, and the deciders that are due."""
    core = range(table.core_count)
    answers: Answers = tuple(int(a) if q in core else None for q, a in enumerate(choices))
    asked: tuple[int, ...] = ()
    while (due := next_decider(table, answers, asked)) is not None:
        answers = (*answers[:due], int(choices[due]), *answers[due + 1 :])
        asked = (*asked, due)
    return answers, asked


def _holds(table: ScoreTable, calibration: Calibration, sheet: Sheet, flip: Flip) -> bool:
    ends = [
        score(table, answers)
        for answers in _endings(table, *flipped(table, *sheet, flip.item, flip.option))
    ]
    return (
        all(end.winner == flip.track and not is_duet(end.totals, calibration) for end in ends)
        and flip.track != score(table, sheet[0]).winner
    )


def _endings(table: ScoreTable, answers: Answers, asked: tuple[int, ...]) -> Iterator[Answers]:
    due = next_decider(table, answers, asked)
    if due is None:
        yield answers
        return
    for choice in (None, *range(len(table.points[due]))):
        yield from _endings(table, (*answers[:due], choice, *answers[due + 1 :]), (*asked, due))

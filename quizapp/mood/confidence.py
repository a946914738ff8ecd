"""How sure a result is: a probability for every track, and the word for it.

`p_t = softmax((g0 + g1 * top) * z_t)`: the more one-sided the sheet (`top`, the best z-score), the
sharper. The two numbers are fitted on simulated players when an edition is published (scoring
paper, section 6). The true noise of real players is unknown: say words, never "accuracy".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from .scoring import POINT, Score

DUET_LEAD = 10
"""Points. A torn result with a lead of at most a tenth of a standard deviation is a duet."""


class Word(StrEnum):
    UNMISTAKABLY = "unmistakably"
    CLEARLY = "clearly"
    LEANING = "leaning"
    TORN = "torn"


FLOORS = ((Word.UNMISTAKABLY, 0.80), (Word.CLEARLY, 0.55), (Word.LEANING, 0.35), (Word.TORN, 0.0))


@dataclass(frozen=True)
class Calibration:
    """What is fitted once per edition: the sharpness of the probabilities, and how alike the
    moods of random pairs are (`pair_quantiles`: 101 cosines in thousandths, 0th to 100th)."""

    g0: float
    g1: float
    pair_quantiles: tuple[int, ...]


@dataclass(frozen=True)
class Confidence:
    """`percents[track]` are whole percent. A duet is shared by the first two of the ranking."""

    percents: tuple[int, ...]
    word: Word
    is_duet: bool


def confidence(outcome: Score, calibration: Calibration) -> Confidence:
    chances = posterior(outcome.totals, calibration)
    word = word_for(max(chances))
    return Confidence(
        percents=tuple(round(100 * chance) for chance in chances),
        word=word,
        is_duet=outcome.answered_count > 0 and is_duet(outcome.totals, calibration),
    )


def posterior(totals: Sequence[int], calibration: Calibration) -> tuple[float, ...]:
    """Probability of each track, from totals in thousandths."""
    top = max(totals) / 1000
    sharpness = calibration.g0 + calibration.g1 * top
    heights = [exp(sharpness * (total / 1000 - top)) for total in totals]
    return tuple(height / sum(heights) for height in heights)


def word_for(chance: float) -> Word:
    return next(word for word, floor in FLOORS if chance >= floor)


def is_duet(totals: Sequence[int], calibration: Calibration) -> bool:
    """Whether the first two tracks share a result: it is torn, and they are close together.

    :param totals: of a sheet with an answer, in thousandths.
    """
    if len(totals) < 2:
        return False
    second, first = sorted(totals)[-2:]
    is_close = first - second <= DUET_LEAD * POINT
    return is_close and word_for(max(posterior(totals, calibration))) is Word.TORN

"""How sure a result is: a probability for every track, and the band it falls into.

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


class Band(StrEnum):
    """How sure a result is, from the probability of its track; see `FLOORS`."""

    UNMISTAKABLY = "unmistakably"
    CLEARLY = "clearly"
    LEANING = "leaning"
    TORN = "torn"


FLOORS = ((Band.UNMISTAKABLY, 0.80), (Band.CLEARLY, 0.55), (Band.LEANING, 0.35), (Band.TORN, 0.0))


@dataclass(frozen=True)
class Calibration:
    """What is fitted once per edition: the sharpness of the probabilities, and how alike the
    moods of random pairs are (`pair_quantiles`: 101 cosines in thousandths, 0th to 100th)."""

    g0: float
    g1: float
    pair_quantiles: tuple[int, ...]


@dataclass(frozen=True)
class Confidence:
    """How sure a result is.

    `percents[track]` are whole percent. A duet is shared by the first two of the ranking.
    """

    percents: tuple[int, ...]
    band: Band
    is_duet: bool


def confidence(outcome: Score, calibration: Calibration) -> Confidence:
    chances = posterior(outcome.totals, calibration)
    band = band_for(max(chances))
    return Confidence(
        percents=tuple(round(100 * chance) for chance in chances),
        band=band,
        is_duet=outcome.answered_count > 0 and is_duet(outcome.totals, calibration),
    )


def posterior(totals: Sequence[int], calibration: Calibration) -> tuple[float, ...]:
    """Probability of each track, from totals in thousandths."""
    top = max(totals) / 1000
    sharpness = calibration.g0 + calibration.g1 * top
    heights = [exp(sharpness * (total / 1000 - top)) for total in totals]
    return tuple(height / sum(heights) for height in heights)


def band_for(chance: float) -> Band:
    return next(band for band, floor in FLOORS if chance >= floor)


def is_duet(totals: Sequence[int], calibration: Calibration) -> bool:
    """Whether the first two tracks share a result: it is torn, and they are close together.

    :param totals: of a sheet with an answer, in thousandths.
    """
    if len(totals) < 2:
        return False
    second, first = sorted(totals)[-2:]
    is_close = first - second <= DUET_LEAD * POINT
    return is_close and band_for(max(posterior(totals, calibration))) is Band.TORN

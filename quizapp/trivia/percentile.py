"""Compare a round with the day's other rounds, blended with a forecast while they are few."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .difficulty import logits, right_chance

PRIOR_WORTH = 25
"""How many players the model's forecast counts for."""

ABILITIES = [step / 4 for step in range(-16, 17)]
"""Where the normal distribution of abilities is evaluated: -4 to 4 sd."""

TOP_PERCENTILE = 95
FIRST_PERCENTILE = 10


def forecast(ps: Iterable[float]) -> list[float]:
    """The share of players to expect at each number right, from 0 to all, before anybody played.

    The Poisson-binomial distribution (computed exactly, by adding item after item) of players of
    one ability, mixed over normal abilities with mean 0 and sd 1.

    :param ps: the day's items' expected shares of right answers, 0-1.
    """
    difficulties = [logits(p) for p in ps]
    densities = [math.exp(-ability * ability / 2) for ability in ABILITIES]
    by_ability = [
        right_counts([right_chance(ability, difficulty) for difficulty in difficulties])
        for ability in ABILITIES
    ]
    total = sum(densities)
    return [
        sum(density * share for density, share in zip(densities, shares, strict=True)) / total
        for shares in zip(*by_ability, strict=True)
    ]


def right_counts(chances: Iterable[float]) -> list[float]:
    """The Poisson-binomial distribution: probabilities of 0, 1, ... successes in unlike trials."""
    shares = [1.0]
    for p in chances:
        missed = [share * (1 - p) for share in shares] + [0.0]
        hit = [0.0] + [share * p for share in shares]
        shares = [a + b for a, b in zip(missed, hit, strict=True)]
    return shares


def percentile(right: int, *, expected: Sequence[float], played: Sequence[int]) -> float:
    """The share of players below, counting equals half (mid-rank), 0-100.

    The forecast and the day's rounds are blended; n rounds weigh n / (n + 25).

    :param right: the number of right answers of this round.
    :param expected: from `forecast`.
    :param played: how many rounds of the day ended with 0, 1, ... right, flagged rounds left out.
    """
    count = sum(played)
    blended = [
        (PRIOR_WORTH * share + rounds) / (PRIOR_WORTH + count)
        for share, rounds in zip(expected, played, strict=True)
    ]
    return 100 * (sum(blended[:right]) + blended[right] / 2)


class BandKind(StrEnum):
    """Which sentence says it: "among the best 5%", "better than about 70% so far", or neither."""

    AMONG_BEST = "among-best"
    BETTER_THAN = "better-than"
    WARMING_UP = "warming-up"


@dataclass(frozen=True)
class Band:
    """A percentile in words.

    :ivar percent: the number that the sentence names, in whole tens except for the best 5 %;
        0 where it names none.
    """

    kind: BandKind
    percent: int


def band(percentile: float) -> Band:
    """The band of a percentile: rounded to tens, and without a number for the lowest tenth."""
    if percentile >= TOP_PERCENTILE:
        return Band(BandKind.AMONG_BEST, 100 - TOP_PERCENTILE)
    if percentile < FIRST_PERCENTILE:
        return Band(BandKind.WARMING_UP, 0)
    return Band(BandKind.BETTER_THAN, round(percentile / 10) * 10)

"""Compare a round with others of its day: a percentile, or a plain count while they are few."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST_ROUNDS = 30
"""From here on a percentile is said."""
TOP_PERCENTILE = 95
FIRST_PERCENTILE = 10


class StandingKind(StrEnum):
    """Which sentence says it: "among the best 5%", "better than about 70%", or plain counts."""

    AMONG_BEST = "among-best"
    BETTER_THAN = "better-than"
    WARMING_UP = "warming-up"
    COUNTED = "counted"


@dataclass(frozen=True)
class Standing:
    """Where a round stands among the rounds of its day, by right answers.

    :ivar percent: the number that the sentence names, in whole tens except for the best 5 %;
        0 where it names none.
    :ivar total: how many rounds of the day are finished, this one among them.
    :ivar fewer: how many of them have fewer right answers.
    """

    kind: StandingKind
    percent: int
    total: int
    fewer: int


def standing(right: int, played: Sequence[int]) -> Standing:
    """The standing of a round that counts.

    :param right: the number of right answers of this round.
    :param played: how many rounds of the day ended with 0, 1, ... right, hasty ones left out.
    """
    total, fewer = sum(played), sum(played[:right])
    if total < LEAST_ROUNDS:
        return Standing(StandingKind.COUNTED, 0, total, fewer)
    place = percentile(right, played)
    if place >= TOP_PERCENTILE:
        return Standing(StandingKind.AMONG_BEST, 100 - TOP_PERCENTILE, total, fewer)
    if place < FIRST_PERCENTILE:
        return Standing(StandingKind.WARMING_UP, 0, total, fewer)
    return Standing(StandingKind.BETTER_THAN, round(place / 10) * 10, total, fewer)


def percentile(right: int, played: Sequence[int]) -> float:
    """The share of rounds below, counting equals half (mid-rank), 0-100; of one round at least."""
    return 100 * (sum(played[:right]) + played[right] / 2) / sum(played)

"""Estimate the difficulty of an item from responses and its editor's stars."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

OPTION_COUNT = 4
GUESSING = 1 / OPTION_COUNT

EXPECTED_RIGHT_SHARES = {1: 0.80, 2: 0.70, 3: 0.62, 4: 0.55, 5: 0.45}
"""The share of right answers to expect by editor's stars.

Each is the average over players, guesses included, at the mean difficulty (-1.2, -0.45, 0, 0.45,
1.2 logits) of the items that an editor gives so many stars whose judgment goes with the true
difficulty at r = .81.
"""

STARS_WORTH = 15
"""How many responses the editor's stars count for."""

ABILITY_SCALE = 1 / math.sqrt(1 + (16 * math.sqrt(3) / (15 * math.pi)) ** 2)
"""What averaging over abilities (normal, sd 1) does to the slope of a logistic curve.

Zeger, Liang and Albert 1988, "Models for longitudinal data", Biometrics 44, eq. 3.
"""

NORMAL_QUANTILE_95 = 1.959964

RESPONSES_FOR_VERDICT = 50
DEAD_DISTRACTOR_SHARE = 0.05
KNOWN_BY_ALL_SHARE = 0.9


@dataclass(frozen=True)
class Difficulty:
    """The expected share of right answers of an item, with its 95 % interval; all 0-1."""

    p: float
    low: float
    high: float


def difficulty(*, right: int, count: int, stars: int) -> Difficulty:
    """The proportion right, shrunk towards what the stars let expect.

    ``p = (right + 15 * p0(stars)) / (count + 15)``, and around it Wilson's interval for as many
    responses, real and imagined (Wilson 1927, doi:10.1080/01621459.1927.10502953; recommended for
    small samples by Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286). It always contains p
    and never leaves 0-1.

    :param count: responses that count for statistics, `right` of which chose the key.
    :param stars: 1 (easy) to 5 (hard).
    """
    weight = count + STARS_WORTH
    p = (right + STARS_WORTH * EXPECTED_RIGHT_SHARES[stars]) / weight
    low, high = wilson_interval(p, weight)
    return Difficulty(p, low, high)


def wilson_interval(share: float, count: int) -> tuple[float, float]:
    z = NORMAL_QUANTILE_95
    center = (share + z * z / (2 * count)) / (1 + z * z / count)
    spread = math.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    half = z * spread / (1 + z * z / count)
    return max(0.0, center - half), min(1.0, center + half)


def logits(p: float) -> float:
    """The difficulty, in logits, of an item that a share `p` of all players has right.

    The players' abilities are normal with mean 0 and sd 1, and whoever does not know guesses.
    Shares that guessing alone (nearly) reaches, or that (nearly) all reach, count as hard and easy
    as can still be told: within about 4 logits.
    """
    known = min(0.97, max(0.03, (p - GUESSING) / (1 - GUESSING)))
    return -math.log(known / (1 - known)) / ABILITY_SCALE


def right_chance(ability: float, difficulty_logits: float) -> float:
    """The chance that a player of this ability is right (Rasch model with guessing)."""
    return GUESSING + (1 - GUESSING) / (1 + math.exp(difficulty_logits - ability))


class Verdict(StrEnum):
    """What the responses suggest to the editor."""

    WAIT = "wait"
    KEEP = "keep"
    REWORD = "reword"
    RETIRE = "retire"


def verdict(option_counts: Sequence[int], *, key: int, stars: int) -> Verdict:
    """Advice on an item, given how often each of its options was chosen.

    Wait below 50 responses. Reword what misleads (a distractor draws more players than the key) or
    hardly leaves a choice (two or more dead distractors, though not everybody knows the answer).
    Retire what everybody knows (surely above 90 %). Keep the rest.

    :param key: the place of the right option in `option_counts`, from 0.
    """
    if sum(option_counts) < RESPONSES_FOR_VERDICT:
        return Verdict.WAIT
    if max(option_counts) > option_counts[key]:
        return Verdict.REWORD
    estimate = difficulty(right=option_counts[key], count=sum(option_counts), stars=stars)
    if estimate.low > KNOWN_BY_ALL_SHARE:
        return Verdict.RETIRE
    return Verdict.REWORD if len(dead_distractors(option_counts, key=key)) > 1 else Verdict.KEEP


def dead_distractors(option_counts: Sequence[int], *, key: int) -> list[int]:
    """Places (from 0) of the wrong options that fewer than 5 % choose; none below 50 responses.

    The limit is that of Haladyna and Downing 1993, doi:10.1177/0013164493053004013.
    """
    total = sum(option_counts)
    if total < RESPONSES_FOR_VERDICT:
        return []
    return [
        place
        for place, count in enumerate(option_counts)
        if place != key and count < DEAD_DISTRACTOR_SHARE * total
    ]

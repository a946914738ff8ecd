"""Compare two moods: how alike they are, and the track for both.

Moods are compared on the core answers alone, which both gave; each theme counts in the spread it
has under blind clicking, so that a theme many options mention weighs no more (scoring paper,
section 6). Everything goes by slugs, so results of two editions can be compared.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erf, sqrt

from quizapp.mood.scoring import Answers, ScoreTable, add, chosen

Mood = Mapping[str, int]


@dataclass(frozen=True)
class Shared:
    """The track for both, with the fit of either friend."""

    track: str
    fits: tuple[int, int]


def mood(table: ScoreTable, answers: Answers) -> dict[str, int]:
    """How far the core answers lean to each theme, in thousandths of its random spread."""
    core = table.core_count
    rows = chosen(table.leans[:core], answers[:core])
    return dict(zip(table.themes, add(rows, len(table.themes)), strict=True))


def similarity(one: Mood, other: Mood) -> int | None:
    """Cosine of two moods in thousandths; None where one of them leans nowhere."""
    themes = sorted(one.keys() & other.keys())
    a, b = [one[theme] for theme in themes], [other[theme] for theme in themes]
    lengths = sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    return (
        round(1000 * sum(x * y for x, y in zip(a, b, strict=True)) / lengths) if lengths else None
    )


def percentile(cosine: int, pair_quantiles: Sequence[int]) -> int:
    """How many of 100 random pairs are less alike (mid-rank)."""
    below = bisect_left(pair_quantiles, cosine)
    up_to = bisect_right(pair_quantiles, cosine)
    return round(100 * (below + up_to) / 2 / len(pair_quantiles))


def shared_themes(one: Mood, other: Mood) -> list[str]:
    """The themes that both lean to, by the smaller leaning of the two, strongest first."""
    both = {theme: min(one[theme], other[theme]) for theme in one if theme in other}
    return sorted((theme for theme in both if both[theme] > 0), key=lambda theme: -both[theme])


def partings(one: Mood, other: Mood) -> list[str]:
    """The themes that only one of the two leans to, furthest apart first."""
    apart = {theme: abs(one[theme] - other[theme]) for theme in one if theme in other}
    divided = (theme for theme in apart if (one[theme] > 0) != (other[theme] > 0))
    return sorted(divided, key=lambda theme: -apart[theme])


def fit(total: int) -> int:
    """How well a track matches, 0-100: of 100 blind clickers, how many lean less towards it.

    A total is in thousandths of the standard deviation of a blind clicker's score, whose mean is
    0 and whose shape is close to normal: hence the normal distribution function.
    """
    return round(50 * (1 + erf(total / 1000 / sqrt(2))))


def track_for_both(one: Mapping[str, int], other: Mapping[str, int]) -> Shared:
    """The track whose smaller score of the two is largest, of those both could get.

    Takes the totals of both by track slug. Scores decide and not the rounded fits, which grow
    with them; equal ones go by the sum, then by the first friend's order.
    """
    tracks = [track for track in one if track in other]
    best = max(tracks, key=lambda t: (min(one[t], other[t]), one[t] + other[t]))
    return Shared(best, (fit(one[best]), fit(other[best])))

"""Score responses and rounds: points, pace, strengths and badges.

The rule: the number of right answers is the score, and speed is worth at most a tenth of a right
answer, so that it only breaks ties and never taxes whoever reads slowly.
"""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

RIGHT_POINTS = 100
SPEED_POINTS = 10
RELAXED_POINTS = 5

THINKING_SECONDS = 8.0
SECONDS_PER_WORD = 0.4
FASTEST_SECONDS_PER_WORD = 0.25

EARLIER_PACES_NEEDED = 5
LARGEST_PACE_DEVIATION = 3.0
STEADIEST_PACE = 0.4

CONTRAST_ITEMS = 2
CONTRAST_GAP = 0.5

SHORTEST_STREAK = 3
RARE_RIGHT_SHARE = 0.35

RIGHT_EMOJI = "👑"
WRONG_EMOJI = "⬛"


def word_count(text: str) -> int:
    """Count the words of an English text or the eojeol (spaced units) of a Korean one.

    Both are what spaces separate. They count alike because adults read about as many of either in
    a minute: English 238, Korean 226 (Brysbaert 2019, doi:10.1016/j.jml.2019.104047). A lone dash
    or other sign is no word.
    """
    return sum(any(map(str.isalnum, word)) for word in text.split())


def time_hint(texts: Iterable[str]) -> float:
    """Seconds within which a right answer still earns speed points.

    :param texts: everything there is to read before choosing: the stem and all options, in the
        language that the player sees.
    """
    return THINKING_SECONDS + SECONDS_PER_WORD * sum(map(word_count, texts))


def points(*, is_right: bool, elapsed: float, hint: float, is_relaxed: bool = False) -> int:
    """Points of one response: 100 for being right and up to 10 for speed, or a flat 5 if relaxed.

    :param elapsed: seconds on the server's clock. A clock that ran backwards counts as 0, and
        running late only costs the speed points.
    :param hint: seconds, from `time_hint`.
    """
    if not is_right:
        return 0
    if is_relaxed:
        return RIGHT_POINTS + RELAXED_POINTS
    time_left = 1 - max(0.0, elapsed) / hint
    return RIGHT_POINTS + round(SPEED_POINTS * max(0.0, time_left))


@dataclass(frozen=True)
class Timing:
    """How long one response took: seconds on the server's clock, the hint, the stem's words."""

    elapsed: float
    hint: float
    stem_words: int

    @property
    def pace(self) -> float:
        """Natural logarithm of the time taken as a share of the hint; times are skewed, this not.

        Counts nothing as faster than a tenth of a second.
        """
        return math.log(max(0.1, self.elapsed) / self.hint)


def is_suspicious(timing: Timing, earlier: Sequence[Timing]) -> bool:
    """Tell whether a response is too fast or too unlike the others to count in the statistics.

    :param earlier: the responses given before in the same round.
    """
    return is_inhumanly_fast(timing) or is_off_pace(timing, earlier)


def is_inhumanly_fast(timing: Timing) -> bool:
    """Tell whether nobody could even have read the stem: under 0.25 s per word.

    Only the stem's words count, for whoever knows the answer need not read all options.
    """
    return timing.elapsed < FASTEST_SECONDS_PER_WORD * timing.stem_words


def is_off_pace(timing: Timing, earlier: Sequence[Timing]) -> bool:
    """Tell whether a response lies more than 3 sd from the player's own pace, fast or slow.

    Needs five earlier responses. An sd below 0.4 counts as 0.4, the spread to expect of one
    person, so that five alike responses do not make the sixth suspicious.
    """
    if len(earlier) < EARLIER_PACES_NEEDED:
        return False
    paces = [each.pace for each in earlier]
    deviation = max(STEADIEST_PACE, statistics.stdev(paces))
    return abs(timing.pace - statistics.fmean(paces)) > LARGEST_PACE_DEVIATION * deviation


@dataclass(frozen=True)
class Mark:
    """One graded response of a round.

    :ivar right_share: the share of all players who had this item right, 0-1; `None` while too few
        have answered it to say so.
    """

    category: str
    themes: tuple[str, ...]
    is_right: bool
    right_share: float | None = None


@dataclass(frozen=True)
class Strength:
    """How many of a round's items on one subject (a category or a theme tag) were right."""

    subject: str
    right: int
    total: int

    @property
    def share(self) -> float:
        return self.right / self.total

    @property
    def rank(self) -> float:
        """Laplace's rule of succession, by which 3 of 3 says more than 1 of 1."""
        return (self.right + 1) / (self.total + 2)


def category_strengths(marks: Iterable[Mark]) -> list[Strength]:
    return _strengths(marks, lambda mark: (mark.category,))


def theme_strengths(marks: Iterable[Mark]) -> list[Strength]:
    """An item counts for each theme tag that it touches."""
    return _strengths(marks, lambda mark: mark.themes)


def _strengths(
    marks: Iterable[Mark], subjects: Callable[[Mark], tuple[str, ...]]
) -> list[Strength]:
    """Strongest first; equals keep the order in which the round met them."""
    answers: dict[str, list[bool]] = {}
    for mark in marks:
        for subject in subjects(mark):
            answers.setdefault(subject, []).append(mark.is_right)
    found = [Strength(subject, sum(rights), len(rights)) for subject, rights in answers.items()]
    return sorted(found, key=lambda strength: strength.rank, reverse=True)


@dataclass(frozen=True)
class Contrast:
    """The two subjects of "you know the voices, less the drama"."""

    more: str
    less: str


def contrast(strengths: Iterable[Strength]) -> Contrast | None:
    """The strongest and the weakest subject, if they differ enough to be worth a sentence.

    Only subjects with two items or more take part, and half of the items must lie between the two.
    """
    known = [strength for strength in strengths if strength.total >= CONTRAST_ITEMS]
    if not known:
        return None
    most = max(known, key=lambda strength: strength.rank)
    least = min(known, key=lambda strength: strength.rank)
    if most.share - least.share < CONTRAST_GAP:
        return None
    return Contrast(more=most.subject, less=least.subject)


class BadgeKind(StrEnum):
    FLAWLESS = "flawless"
    STREAK = "streak"
    RARE_RIGHT = "rare-right"


@dataclass(frozen=True)
class Badge:
    """Something to be proud of that is worth no points.

    :ivar value: the items of a flawless round, the length of a streak, or the percentage of
        players who had the rare item right, at least 1: this player is one of them.
    """

    kind: BadgeKind
    value: int


def badges(marks: Sequence[Mark]) -> list[Badge]:
    """At most one badge of each kind; a flawless round needs no streak beside it."""
    return [*_streak_badge(marks), *_rare_right_badge(marks)]


def _streak_badge(marks: Sequence[Mark]) -> list[Badge]:
    streak = longest_streak([mark.is_right for mark in marks])
    if streak < SHORTEST_STREAK:
        return []
    kind = BadgeKind.FLAWLESS if streak == len(marks) else BadgeKind.STREAK
    return [Badge(kind, streak)]


def _rare_right_badge(marks: Sequence[Mark]) -> list[Badge]:
    shares = [mark.right_share for mark in marks if mark.is_right and mark.right_share is not None]
    rarest = min(shares, default=1.0)
    if rarest > RARE_RIGHT_SHARE:
        return []
    return [Badge(BadgeKind.RARE_RIGHT, max(1, round(100 * rarest)))]


def longest_streak(rights: Iterable[bool]) -> int:
    return max((len(list(run)) for is_right, run in groupby(rights) if is_right), default=0)


def emoji_line(rights: Sequence[bool]) -> str:
    """The round to show around: which places were right, and how many, but not what was asked."""
    pictures = "".join(RIGHT_EMOJI if is_right else WRONG_EMOJI for is_right in rights)
    return f"{pictures} {sum(rights)}/{len(rights)}"

"""Recommend tracks for a mood, whatever album they are on, with the themes that are the reason.

A mood is how far somebody leans to each theme. A track's score is its lean along the track's
profile, in the unit of a *scale*: the length of the profile for a mood that was named, which makes
it a cosine; for the answers of a quiz the spread that blind clicking gives along that profile, as
in the quiz's own score table (design paper: scoring, section 3; decision 61). No count of plays
or results enters.
"""

import hashlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import hypot, sqrt
from operator import mul
from typing import NamedTuple

Mood = Mapping[str, float]
Profile = Mapping[str, int]
Covariance = Mapping[str, Mapping[str, float]]
Scale = Sequence[float]
Column = tuple[Sequence[int], Sequence[int]]
Gains = Mapping[str, int]
Reason = tuple[tuple[str, ...], bool]

SHOWN = 3
MOST_NAMES = 3
RIVALS = 12
"""How many tracks behind those recommended are looked at to see that one of them takes over."""
NOTHING = 1e-9
"""A spread this small is rounding left over from options that say the same."""
NOBODY: Column = ((), ())
ROUNDED = 0.005
"""Totals that lie closer together may change places when they are counted in thousandths."""


class Candidate(NamedTuple):
    """A track by its slug, the slug of its album, and its weights 1 to 5 by theme slug."""

    track: str
    album: str
    profile: Profile


@dataclass(frozen=True)
class Shelf:
    """All candidates; by theme the places of those that carry it, and their weights; by album the
    places of its tracks."""

    candidates: tuple[Candidate, ...]
    columns: Mapping[str, Column]
    albums: Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Recommendation:
    """A candidate's ``place`` on the shelf, its ``total`` in thousandths, and the reason.

    ``themes`` are what the mood and the track share, the strongest reason first. ``is_decisive``
    says that without them the track would not be among those recommended.
    """

    place: int
    total: int
    themes: tuple[str, ...]
    is_decisive: bool


def shelf_of(candidates: Iterable[Candidate]) -> Shelf:
    kept = tuple(candidates)
    columns: dict[str, tuple[list[int], list[int]]] = {}
    albums: dict[str, list[int]] = {}
    for place, candidate in enumerate(kept):
        albums.setdefault(candidate.album, []).append(place)
        for theme, weight in candidate.profile.items():
            if theme not in columns:
                columns[theme] = [], []
            places, weights = columns[theme]
            places.append(place)
            weights.append(weight)
    return Shelf(kept, columns, albums)


def plain_scale(shelf: Shelf) -> Scale:
    """The scale of moods that were named: one by the length of each profile."""
    return array("d", (_inverse(hypot(*each.profile.values())) for each in shelf.candidates))


def quiz_scale(shelf: Shelf, covariance: Covariance) -> Scale:
    """The scale of a quiz's answers: one by the spread of blind clicks along each profile.

    :param covariance: of the leans of a blind clicker to two themes, in the core of the quiz. A
        track whose themes no option of the core tells apart never gets a point.
    """
    return array("d", (_inverse(_spread(each.profile, covariance)) for each in shelf.candidates))


def named_mood(themes: Sequence[str]) -> dict[str, float]:
    """The mood of somebody who names themes: leaning to each of them alike."""
    return dict.fromkeys(themes, _inverse(sqrt(len(themes))))


def mood_of(profile: Profile) -> dict[str, float]:
    """The mood of a track itself."""
    length = hypot(*profile.values())
    return {theme: weight * _inverse(length) for theme, weight in profile.items()}


def recommend(
    shelf: Shelf, scale: Scale, mood: Mood, *, beside: str = "", count: int = SHOWN
) -> list[Recommendation]:
    """The tracks closest to a mood, closest first; none that it does not lean to.

    Equal ones are put in order by a digest of the mood and the track: the same mood gets the same
    tracks everywhere, and no album is favored.

    :param beside: the slug of an album whose own tracks are left out.
    """
    places = _nearest(shelf, scale, mood, beside, count)
    gains = {place: _gains(shelf, scale, mood, place) for place in places}
    totals = {place: sum(gains[place].values()) for place in places}
    key = _key(mood)
    order = sorted(places, key=lambda p: (-totals[p], _draw(key, shelf.candidates[p].track)))
    shown = [place for place in order[:count] if totals[place] > 0]
    ranked = [gains[place] for place in order]
    reasons = [_reason(ranked, at, count) for at in range(len(shown))]
    return [
        Recommendation(place, totals[place], themes, is_decisive)
        for place, (themes, is_decisive) in zip(shown, reasons, strict=True)
    ]


def _nearest(shelf: Shelf, scale: Scale, mood: Mood, beside: str, count: int) -> list[int]:
    """The places that may be recommended, and those right behind: whole groups of equal ones."""
    totals = _totals(shelf, scale, mood)
    for place in shelf.albums.get(beside, ()):
        totals[place] = 0.0
    best = nlargest(count + RIVALS, totals)
    least = min(best[-1], best[:count][-1] - ROUNDED) if best else 0.0
    return [place for place, total in enumerate(totals) if total > 0 and total >= least]


def _totals(shelf: Shelf, scale: Scale, mood: Mood) -> list[float]:
    sums = [0.0] * len(shelf.candidates)
    for theme in sorted(mood):
        lean, (places, weights) = mood[theme], shelf.columns.get(theme, NOBODY)
        for place, weight in zip(places, weights, strict=True):
            sums[place] += lean * weight
    return [*map(mul, sums, scale)]


def _gains(shelf: Shelf, scale: Scale, mood: Mood, place: int) -> dict[str, int]:
    """What each theme gives a track, in thousandths; all together are its total."""
    profile, unit = shelf.candidates[place].profile, scale[place]
    return {
        theme: round(1000 * mood[theme] * weight * unit)
        for theme, weight in profile.items()
        if theme in mood
    }


def _reason(ranked: Sequence[Gains], at: int, count: int) -> Reason:
    """The fewest themes without which a track is not recommended, and whether they are enough.

    Two, where a second theme is shared as well: one name alone sounds thin.
    """
    gains = ranked[at]
    rival = ranked[count] if len(ranked) > count else {}
    shared = [theme for theme in gains if gains[theme] > 0]
    shared.sort(key=lambda theme: (rival.get(theme, 0) - gains[theme], theme))
    names = shared[:MOST_NAMES]
    for length in range(min(2, len(names)), len(names) + 1):
        if _is_lost_without(ranked, at, names[:length], count):
            return tuple(names[:length]), True
    return tuple(names), False


def _is_lost_without(ranked: Sequence[Gains], at: int, struck: Sequence[str], count: int) -> bool:
    left = [sum(g for theme, g in gains.items() if theme not in struck) for gains in ranked]
    return left[at] <= 0 or sum(total > left[at] for total in left) >= count


def _spread(profile: Profile, covariance: Covariance) -> float:
    """The square root of the quadratic form, each pair of themes taken once."""
    variance = 0.0
    before: list[tuple[str, int]] = []
    for theme, weight in profile.items():
        row = covariance.get(theme, {})
        variance += weight * weight * row.get(theme, 0.0)
        for other, other_weight in before:
            variance += 2 * weight * other_weight * row.get(other, 0.0)
        before.append((theme, weight))
    return sqrt(max(0.0, variance))


def _inverse(length: float) -> float:
    return 1 / length if length > NOTHING else 0.0


def _key(mood: Mood) -> str:
    return ",".join(f"{theme}:{round(1000 * mood[theme])}" for theme in sorted(mood))


def _draw(key: str, track: str) -> bytes:
    return hashlib.sha256(f"{key}/{track}".encode()).digest()

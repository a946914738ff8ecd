"""What editors can write: the points of an option, the profile of a track, and steps between them.

Everything is whole numbers, as the editors' forms take them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from quizapp.mood.balance.problems import PROFILE_THEMES, STRONGEST_WEIGHT
from quizapp.mood.scoring import Vector
from quizapp.quizzes.candidate import OPTION_BUDGET

PROPOSED_THEMES = 2

MOST_STEPS = 2
"""Points by which a profile may move; further away it is another track."""


@lru_cache
def option_vectors(theme_count: int) -> tuple[Vector, ...]:
    """Every way to spend an option's points on one or two of the themes, as the writing guide
    advises; a third theme is allowed and tells less (scoring paper, section 7)."""
    found = {
        _spent(theme_count, themes, parts)
        for count in range(1, PROPOSED_THEMES + 1)
        for parts in _parts(OPTION_BUDGET, count)
        for themes in combinations(range(theme_count), count)
    }
    return tuple(sorted(found))


def profiles_near(profile: Vector, *, steps: int = MOST_STEPS) -> tuple[Vector, ...]:
    """The profiles at most `steps` points away that a track may have, itself included."""
    found = {profile}
    for _ in range(steps):
        found |= {near for known in found for near in _one_step(known)}
    return tuple(sorted(row for row in found if _is_profile(row)))


def moved_points(one: Sequence[int], other: Sequence[int]) -> int:
    """How many points lie elsewhere: those taken away or those added, whichever are more."""
    steps = [b - a for a, b in zip(one, other, strict=True)]
    return max(sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0))


def _spent(theme_count: int, themes: Sequence[int], parts: Vector) -> Vector:
    spent = dict(zip(themes, parts, strict=True))
    return tuple(spent.get(theme, 0) for theme in range(theme_count))


def _parts(budget: int, count: int) -> Iterator[Vector]:
    """Every way to split the budget into so many whole parts, in every order."""
    if count == 1:
        yield (budget,)
    for first in range(1, budget - count + 2) if count > 1 else ():
        for rest in _parts(budget - first, count - 1):
            yield (first, *rest)


def _one_step(profile: Vector) -> Iterator[Vector]:
    for theme, weight in enumerate(profile):
        for stepped in (weight - 1, weight + 1):
            if 0 <= stepped <= STRONGEST_WEIGHT:
                yield (*profile[:theme], stepped, *profile[theme + 1 :])


def _is_profile(profile: Vector) -> bool:
    named = sum(weight > 0 for weight in profile)
    return named in PROFILE_THEMES and max(profile) == STRONGEST_WEIGHT

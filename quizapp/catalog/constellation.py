"""Lay out a theme profile as a constellation: a stronger theme is a brighter, more distant star."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NEAR, FAR, LABEL = 16.0, 84.0, 96.0
"""Distances from the middle: of the faintest and the brightest star, and of every label."""
LIFT = 10.0
"""How much farther out a label at the top or bottom stands, clear of its neighbors."""
BASELINE = 5.0
"""From the middle of a line of text down to what it stands on."""


@dataclass(frozen=True, slots=True)
class Star:
    """In units of the view box ``-190 -122 380 244``.

    Labels stand on a circle around all stars, so that of up to 16 no two meet; ``ray`` leads there.
    """

    x: float
    y: float
    radius: float
    ray_x: float
    ray_y: float
    label_x: float
    label_y: float
    anchor: Literal["start", "middle", "end"]
    is_lit: bool


@dataclass(frozen=True, slots=True)
class Constellation:
    """Stars in the order of the values, and the points of the line through the lit ones."""

    stars: tuple[Star, ...]
    points: str


def constellation(values: Sequence[float]) -> Constellation:
    """Stars for strengths of any unit; zero and less stays an unlit star near the middle."""
    most = max(1e-9, *values)
    stars = tuple(
        _star(2 * math.pi * place / len(values), max(0.0, value / most))
        for place, value in enumerate(values)
    )
    return Constellation(stars, " ".join(f"{star.x},{star.y}" for star in stars if star.is_lit))


def _star(angle: float, strength: float) -> Star:
    right, up = math.sin(angle), math.cos(angle)
    distance = NEAR + (FAR - NEAR) * strength
    is_upright = abs(right) < 0.01
    label = LABEL + LIFT * is_upright
    return Star(
        x=round(distance * right, 1),
        y=round(-distance * up, 1),
        radius=round(1.5 + 3.5 * strength, 1),
        ray_x=round(FAR * right, 1),
        ray_y=round(-FAR * up, 1),
        label_x=round(label * right, 1),
        label_y=round(-label * up + BASELINE, 1),
        anchor="middle" if is_upright else "start" if right > 0 else "end",
        is_lit=strength > 0,
    )

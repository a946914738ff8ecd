"""A theme profile as a night sky: one star per theme, the stronger the brighter and farther out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NEAR, FAR, LABEL = 16.0, 84.0, 9.0


@dataclass(frozen=True, slots=True)
class Star:
    """In units of the view box ``-160 -110 320 220``; the label stands outside the star."""

    x: float
    y: float
    radius: float
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
    return Star(
        x=round(distance * right, 1),
        y=round(-distance * up, 1),
        radius=round(1.5 + 3.5 * strength, 1),
        label_x=round((distance + LABEL) * right, 1),
        label_y=round(-(distance + LABEL) * up + 4, 1),
        anchor="middle" if abs(right) < 0.2 else "start" if right > 0 else "end",
        is_lit=strength > 0,
    )

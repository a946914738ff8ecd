"""Build a palette and an emblem from a theme profile; the same profile gives the same picture.

The strongest theme gives the color, the symmetry and the flower in the middle; the others follow
outwards, ring by ring. A theme nobody has drawn yet gets its hue and ornament from its slug.
"""

import math
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import motifs
from .colors import contrast, oklch
from .motifs import Layer, Motif, Ring, dots, polar

READABLE = 4.5
GOLD_HUE = 84.0
AUBERGINE_HUE = 330.0
CENTER = (0.0, 0.0)
STUDS = 4
"""In the rim of each sector."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a theme looks: hue in degrees, strength of the color, ornament and symmetry."""

    hue: float
    chroma: float
    motif: Motif
    fold: int


@dataclass(frozen=True, slots=True)
class Tones:
    """Colors as ``#rrggbb``. ``ink``, ``accent`` and ``gold`` are readable on ``ground``."""

    ground: str
    deep: str
    accent: str
    second: str
    third: str
    gold: str
    ink: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of a track.

    ``night`` carries emblems, cards and the dark pages, ``day`` the light pages.
    """

    night: Tones
    day: Tones


@dataclass(frozen=True, slots=True)
class Band:
    """A sector that is painted ``fold`` times around the center, ``start`` degrees from the top."""

    sector: tuple[Layer, ...]
    fold: int = 1
    start: float = 0.0

    @property
    def turns(self) -> list[float]:
        """Degrees clockwise from the first sector to each of the others."""
        return [360 * step / self.fold for step in range(1, self.fold)]


@dataclass(frozen=True, slots=True)
class Emblem:
    """Bands to paint in order, inside the circle of radius 1; roles are fields of ``Tones``."""

    bands: tuple[Band, ...]

    @property
    def layers(self) -> list[Layer]:
        """All sectors in their places, in the order they are painted in."""
        return [
            layer.turned(math.radians(band.start + turn))
            for band in self.bands
            for turn in [0.0, *band.turns]
            for layer in band.sector
        ]


MARKS = {
    "love": Mark(12, 0.17, motifs.heart, 6),
    "romance": Mark(350, 0.15, motifs.blossom, 5),
    "longing": Mark(262, 0.12, motifs.snow, 6),
    "sacrifice": Mark(52, 0.14, motifs.lotus, 8),
    "tragedy": Mark(288, 0.13, motifs.drop, 7),
    "betrayal": Mark(150, 0.13, motifs.thorn, 9),
    "revenge": Mark(25, 0.20, motifs.thorn, 10),
    "power": Mark(312, 0.17, motifs.star, 8),
    "grandeur": Mark(78, 0.14, motifs.crown, 8),
    "suspense": Mark(205, 0.11, motifs.keyhole, 6),
    "turbulence": Mark(238, 0.14, motifs.wave, 9),
    "triumph": Mark(98, 0.16, motifs.ray, 12),
    "mischief": Mark(172, 0.13, motifs.bead, 7),
}
NEW_MOTIFS = (motifs.lattice, motifs.lotus, motifs.star, motifs.blossom, motifs.snow)

# Radii of the rings, by how many themes share the disc.
RINGS = {
    1: ((0.13, 0.84),),
    2: ((0.13, 0.60), (0.64, 0.86)),
    3: ((0.13, 0.54), (0.57, 0.74), (0.76, 0.87)),
    4: ((0.12, 0.48), (0.50, 0.65), (0.67, 0.77), (0.79, 0.87)),
    5: ((0.11, 0.42), (0.44, 0.57), (0.59, 0.69), (0.71, 0.79), (0.81, 0.88)),
}
BODIES = ("accent", "second", "third", "gold", "ink")


def mark(theme: str) -> Mark:
    """The look of a theme; a slug without a drawn look gets one that never changes."""
    if theme in MARKS:
        return MARKS[theme]
    seed = zlib.crc32(theme.encode())
    return Mark(seed % 360, 0.13, NEW_MOTIFS[seed // 360 % len(NEW_MOTIFS)], 5 + seed // 1800 % 5)


def palette(profile: Mapping[str, int]) -> Palette:
    """Colors of the three strongest themes; an empty profile is plain candle gold."""
    marks = [mark(theme) for theme in ranked(profile)]
    golden = Mark(GOLD_HUE, 0.12, motifs.lotus, 8)
    first, second, third = [*marks, golden, golden, golden][:3]
    return Palette(night=_night(first, second, third), day=_day(first, second, third))


def emblem(profile: Mapping[str, int]) -> Emblem:
    """One ring of ornament for each of the five strongest themes, strongest in the middle."""
    themes = drawn_themes(profile) or ("grandeur",)
    fold = mark(themes[0]).fold
    rings = [_ring(theme, place, len(themes), fold) for place, theme in enumerate(themes)]
    return Emblem((*_frame(fold), *rings, _boss(RINGS[len(themes)][0][0])))


def drawn_themes(profile: Mapping[str, int]) -> tuple[str, ...]:
    """All that an emblem and its palette depend on: the five strongest themes, in their order."""
    return tuple(ranked(profile)[:5])


def ranked(profile: Mapping[str, int]) -> list[str]:
    """Themes with a weight, strongest first; equal ones by name."""
    return sorted(
        (t for t, weight in profile.items() if weight > 0), key=lambda t: (-profile[t], t)
    )


def _ring(theme: str, place: int, count: int, fold: int) -> Band:
    inner, outer = RINGS[count][place]
    ring = Ring(fold * 2 if place else fold, inner, outer)
    line = "gold" if BODIES[place] != "gold" else "ink"
    sector = mark(theme).motif(ring, BODIES[place], line)
    return Band(tuple(sector), ring.fold, start=180 / ring.fold * (place % 2))


def _frame(fold: int) -> list[Band]:
    rims = (("ground", 1.0), ("gold", 0.994), ("ground", 0.976), ("gold", 0.899), ("ground", 0.891))
    studs = [polar(0.94, 2 * math.pi * stud / STUDS / fold) for stud in range(STUDS)]
    return [_discs(1.0, rims), Band((dots("gold", 0.014, *studs),), fold)]


def _boss(radius: float) -> Band:
    return _discs(radius, (("ground", 1.0), ("gold", 0.82), ("accent", 0.56), ("ink", 0.22)))


def _discs(radius: float, sizes: Iterable[tuple[str, float]]) -> Band:
    return Band(tuple(dots(role, radius * size, CENTER) for role, size in sizes))


def _night(first: Mark, second: Mark, third: Mark) -> Tones:
    ground = oklch(0.205, 0.045, _towards(AUBERGINE_HUE, first.hue))
    return Tones(
        ground=ground,
        deep=oklch(0.34, first.chroma * 0.6, first.hue),
        accent=_readable(first, ground, _night_lightness(first), 0.02),
        second=oklch(_night_lightness(second), second.chroma, second.hue),
        third=oklch(_night_lightness(third), third.chroma, third.hue),
        gold=oklch(0.84, 0.11, GOLD_HUE),
        ink=oklch(0.96, 0.015, GOLD_HUE),
    )


def _day(first: Mark, second: Mark, third: Mark) -> Tones:
    ground = oklch(0.955, 0.018, first.hue)
    return Tones(
        ground=ground,
        deep=oklch(0.88, first.chroma * 0.3, first.hue),
        accent=_readable(first, ground, 0.55, -0.02),
        second=oklch(0.56, second.chroma, second.hue),
        third=oklch(0.6, third.chroma, third.hue),
        gold=oklch(0.47, 0.09, GOLD_HUE),
        ink=oklch(0.24, 0.03, AUBERGINE_HUE),
    )


def _readable(look: Mark, ground: str, lightness: float, step: float) -> str:
    """The theme's color, moved away from the ground until text in it can be read."""
    color = oklch(lightness, look.chroma, look.hue)
    while contrast(color, ground) < READABLE:
        lightness += step
        color = oklch(lightness, look.chroma, look.hue)
    return color


def _night_lightness(look: Mark) -> float:
    """Yellow is only yellow when it is light; the other hues glow best a little darker."""
    return 0.7 + 0.13 * max(0.0, math.cos(math.radians(look.hue - 92))) ** 2


def _towards(start: float, goal: float) -> float:
    """A third of the way between two hues, the short way round."""
    return (start + ((goal - start + 180) % 360 - 180) / 3) % 360

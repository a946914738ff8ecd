"""Draw the ornaments of emblems: one ring each, in unit coordinates around (0, 0).

A motif is drawn for the sector that points up. Its three colors are roles of the palette: the body,
the line around or through it, and the hollow inside.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

Point = tuple[float, float]
Outline = tuple[Point, ...]

VIEW = 400
"""Units of the SVG view box from the center to the rim."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Outlines of one color: filled polygons, or strokes when ``width`` is given.

    An outline of one point is a dot, as wide as the stroke.
    """

    role: str
    outlines: tuple[Outline, ...]
    width: float = 0.0

    def turned(self, angle: float) -> "Layer":
        """The layer rotated clockwise around the center; angle in radians."""
        return replace(self, outlines=tuple(turned(outline, angle) for outline in self.outlines))

    @property
    def path(self) -> str:
        """SVG path data for the view box ``-400 -400 800 800``."""
        end = "" if self.width else "z"
        return "".join(_path(outline) + end for outline in self.outlines)

    @property
    def stroke_width(self) -> int:
        """Units of the view box."""
        return round(VIEW * self.width)


@dataclass(frozen=True, slots=True)
class Ring:
    """Where a motif lies: between two radii, in one of ``fold`` sectors."""

    fold: int
    inner: float
    outer: float

    @property
    def half(self) -> float:
        """Half a sector in radians."""
        return math.pi / self.fold

    def at(self, height: float) -> float:
        """The radius at a height of 0 (inner) to 1 (outer)."""
        return self.inner + (self.outer - self.inner) * height


Motif = Callable[[Ring, str, str], list[Layer]]


def shape(role: str, *outlines: Outline) -> Layer:
    return Layer(role, outlines)


def stroke(role: str, width: float, *outlines: Outline) -> Layer:
    return Layer(role, outlines, width)


def dots(role: str, radius: float, *centers: Point) -> Layer:
    """Circles of one size."""
    return Layer(role, tuple((center,) for center in centers), 2 * radius)


def lotus(ring: Ring, body: str, line: str) -> list[Layer]:
    """Pointed petals, three deep, as on the eaves."""
    width = ring.half * ring.at(0.55) * 0.94
    return [
        shape(body, _petal(ring.inner, ring.outer, width)),
        shape("deep", _petal(ring.at(0.1), ring.at(0.8), width * 0.66)),
        shape(line, _petal(ring.at(0.2), ring.at(0.58), width * 0.36)),
    ]


def blossom(ring: Ring, body: str, line: str) -> list[Layer]:
    """Round petals of a plum tree, a stamen in each."""
    width = ring.half * ring.at(0.62) * 0.98
    stamen = ((0.0, -ring.at(0.12)), (0.0, -ring.at(0.5)))
    tip = (0.0, -ring.at(0.58))
    return [
        shape(body, _petal(ring.inner, ring.outer, width, 1.0)),
        shape("deep", _petal(ring.at(0.06), ring.at(0.86), width * 0.72, 1.0)),
        stroke(line, 0.012, stamen),
        dots(line, width * 0.17, tip),
    ]


def heart(ring: Ring, body: str, line: str) -> list[Layer]:
    """Petals notched at the tip."""
    width = ring.half * ring.at(0.66) * 0.98
    return [
        shape(body, _heart(ring.inner, ring.outer, width)),
        shape("deep", _heart(ring.at(0.14), ring.at(0.84), width * 0.7)),
        shape(line, _heart(ring.at(0.26), ring.at(0.66), width * 0.4)),
    ]


def snow(ring: Ring, body: str, line: str) -> list[Layer]:
    """Branches of a snow crystal, with twigs."""
    stem = ((0.0, -ring.inner), (0.0, -ring.outer))
    twigs = [
        _twig(ring.at(height), (ring.outer - ring.inner) * reach, side)
        for height, reach in ((0.2, 0.22), (0.45, 0.34), (0.72, 0.24))
        for side in (-1, 1)
    ]
    flake = _kite(ring.at(0.02), ring.at(0.3), ring.at(0.5), ring.half * ring.at(0.3) * 0.5)
    bud = _kite(ring.at(0.92), ring.at(0.98), ring.outer + 0.03, 0.022)
    return [
        shape("deep", turned(flake, ring.half)),
        stroke(body, 0.024, stem, *twigs),
        shape(line, bud),
    ]


def thorn(ring: Ring, body: str, line: str) -> list[Layer]:
    """Blades with a lit edge."""
    width = ring.half * ring.at(0.2) * 0.8
    tip, root = (0.0, -ring.outer), (0.0, -ring.inner)
    left, right = (-width, -ring.at(0.26)), (width, -ring.at(0.26))
    return [
        shape(body, (tip, left, root)),
        shape(line, (tip, right, root)),
    ]


def lattice(ring: Ring, body: str, line: str) -> list[Layer]:
    """Crossing bars, as in a palace door."""
    reach = ring.half * 1.5
    bars = (
        (polar(ring.inner, -ring.half / 2), polar(ring.outer, reach)),
        (polar(ring.inner, ring.half / 2), polar(ring.outer, -reach)),
    )
    knot = _kite(ring.at(0.36) - 0.026, ring.at(0.36), ring.at(0.36) + 0.026, 0.026)
    return [
        stroke(body, 0.018, *bars),
        shape(line, knot),
    ]


def star(ring: Ring, body: str, line: str) -> list[Layer]:
    """A star of two-colored facets."""
    tip, valley = (0.0, -ring.outer), ring.at(0.34)
    root = (0.0, -ring.inner)
    left, right = polar(valley, -ring.half), polar(valley, ring.half)
    return [
        shape(body, (tip, left, root)),
        shape("deep", (tip, right, root)),
        stroke(line, 0.012, (left, tip, right)),
    ]


def crown(ring: Ring, body: str, line: str) -> list[Layer]:
    """Eaves that end in pearls."""
    pearl = (0.0, -ring.at(0.9))
    return [
        shape(body, _eaves(ring, 1.0)),
        shape("deep", _eaves(ring, 0.62)),
        dots(line, (ring.outer - ring.inner) * 0.11, pearl),
    ]


def wave(ring: Ring, body: str, line: str) -> list[Layer]:
    """Commas that chase each other."""
    back = tuple(polar(ring.at(t / 8), ring.half * 1.9 * (t / 8) ** 1.4) for t in range(9))
    front = tuple(
        polar(ring.at(t / 8), -ring.half * 1.3 + ring.half * 3.2 * (t / 8) ** 1.1)
        for t in range(8, -1, -1)
    )
    return [
        shape(body, back + front),
        stroke(line, 0.014, back),
    ]


def ray(ring: Ring, body: str, line: str) -> list[Layer]:
    """Beams, long and short, lit from within."""
    width = ring.half * 0.62
    beam = _kite(ring.inner, ring.at(0.7), ring.outer, width * ring.at(0.7))
    core = _kite(ring.at(0.14), ring.at(0.6), ring.at(0.82), width * ring.at(0.7) * 0.42)
    short = _kite(ring.at(0.24), ring.at(0.54), ring.at(0.74), width * ring.at(0.54) * 0.45)
    return [
        shape(body, beam),
        shape("deep", core),
        shape(line, turned(short, ring.half)),
    ]


def bead(ring: Ring, body: str, line: str) -> list[Layer]:
    """Rows of bells, more of them where the ring is tall."""
    rows = (0.2, 0.5, 0.84) if ring.outer - ring.inner > 0.3 else (0.5,)
    places = [(ring.at(height), ring.half * (row % 2)) for row, height in enumerate(rows)]
    bells = [
        dots(role, _bell(ring, radius) * size, polar(radius, angle))
        for role, size in ((body, 1.0), ("deep", 0.5))
        for radius, angle in places
    ]
    sparks = [polar(radius, ring.half - angle) for radius, angle in places]
    return [*bells, dots(line, 0.02, *sparks)]


def drop(ring: Ring, body: str, line: str) -> list[Layer]:
    """Tears that fall inwards."""
    width = min(ring.half * ring.at(0.7) * 0.7, (ring.outer - ring.inner) * 0.32)
    tear = _petal(ring.inner, ring.outer, width, 1.2)
    hollow = _petal(ring.at(0.3), ring.at(0.88), width * 0.62, 1.2)
    glint = (0.0, -ring.at(0.66))
    return [
        shape(body, tear),
        shape("deep", hollow),
        dots(line, width * 0.24, glint),
    ]


def keyhole(ring: Ring, body: str, line: str) -> list[Layer]:
    """Gates with a keyhole."""
    width = ring.half * 0.72
    turns = [step * math.pi / 12 for step in range(-6, 7)]
    arch = [polar(ring.at(0.62 + 0.38 * math.cos(t)), width * math.sin(t)) for t in turns]
    gate = (polar(ring.inner, -width), *arch, polar(ring.inner, width))
    eye = (0.0, -ring.at(0.56))
    slot = (
        polar(ring.at(0.56), 0.0),
        *(polar(ring.at(0.16), w) for w in (-width / 4, width / 4)),
    )
    return [
        shape(body, gate),
        shape("ground", slot),
        dots("ground", (ring.outer - ring.inner) * 0.12, eye),
        stroke(line, 0.01, gate),
    ]


def _petal(inner: float, outer: float, width: float, roundness: float = 0.0) -> Outline:
    """A leaf that is widest at about the middle; roundness moves the belly to the tip."""
    lean, swell = 1 + 0.35 * roundness, 0.9 - 0.35 * roundness
    heights = [step / 8 for step in range(1, 8)]
    side = [
        (width * math.sin(math.pi * height**lean) ** swell, -(inner + (outer - inner) * height))
        for height in heights
    ]
    mirrored = [(-x, y) for x, y in reversed(side)]
    return ((0.0, -inner), *side, (0.0, -outer), *mirrored)


def _heart(inner: float, outer: float, width: float) -> Outline:
    height = outer - inner
    side = ((0.34, 0.2), (0.74, 0.48), (0.98, 0.72), (0.94, 0.88), (0.72, 0.98), (0.4, 0.97))
    right = [(width * x, -(inner + height * y)) for x, y in side]
    left = [(-x, y) for x, y in reversed(right)]
    return ((0.0, -inner), *right, (0.0, -(inner + height * 0.82)), *left)


def _kite(inner: float, belly: float, outer: float, width: float) -> Outline:
    return ((0.0, -inner), (width, -belly), (0.0, -outer), (-width, -belly))


def _eaves(ring: Ring, scale: float) -> Outline:
    """Half a roof and its mirror image: steep in the middle, turned up at the corners."""
    profile = ((0.6, 0.04), (1.0, 0.5), (0.86, 0.44), (0.52, 0.5), (0.3, 0.64), (0.0, 0.8))
    right = [polar(ring.at(scale * y), scale * x * ring.half) for x, y in profile]
    return (*((-x, y) for x, y in right[:-1]), right[-1], *reversed(right[:-1]))


def _bell(ring: Ring, radius: float) -> float:
    return min((ring.outer - ring.inner) * 0.42, ring.half * radius * 0.5)


def _twig(radius: float, reach: float, side: int) -> Outline:
    return ((0.0, -radius), (side * reach * 0.87, -(radius + reach * 0.5)))


def polar(radius: float, angle: float) -> Point:
    return radius * math.sin(angle), -radius * math.cos(angle)


def turned(outline: Iterable[Point], angle: float) -> Outline:
    """Rotate points clockwise around the center, by radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return tuple((x * cos - y * sin, x * sin + y * cos) for x, y in outline)


def _path(outline: Outline) -> str:
    """One subpath in whole units, relative after its start: a third shorter than absolute.

    A dot has no way to go; not all browsers paint it unless the pen moves a little.
    """
    points = [(round(VIEW * x), round(VIEW * y)) for x, y in outline]
    moves = [(x - u, y - v) for (u, v), (x, y) in pairwise(points)]
    return f"M{_joined(points[:1])}" + (f"l{_joined(moves)}" if moves else "h.01")


def _joined(points: list[tuple[int, int]]) -> str:
    return " ".join(f"{x} {y}" for x, y in points).replace(" -", "-")

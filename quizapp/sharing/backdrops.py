"""Draw the backdrop of a card: night sky, snow, eaves and the emblems of its tracks.

A backdrop depends on the profiles and the format alone, so it is painted once and cached.
"""

from collections.abc import Sequence
from dataclasses import astuple
from functools import lru_cache

from PIL import Image, ImageDraw

from quizapp.catalog.colors import rgb
from quizapp.catalog.emblem import Tones, emblem, palette

Profile = tuple[tuple[str, int], ...]
"""Theme slugs with their weights, as pairs: a key for the cache."""

Size = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""
Place = tuple[int, int, int]
"""Center x, center y and radius of an emblem."""

SMOOTH = 3
"""How much larger outlines are drawn than shown, so that their edges come out soft."""
EAVES = 17
STRIPES = ("#b3263f", "#e8bd63", "#1f7a68", "#e8bd63", "#2b4c9b", "#e8bd63")
FULL = 255

# The 256 colors of a card: those of the sky, each paint from faint to full, then the picture's own.
SKY_STEPS = 64
PAINT_STEPS = 24
PAINTS = ("ground", "ink", "gold")
"""What words and figures are painted with, in this order: fields of `Tones`."""
OWN_COLORS = 256 - SKY_STEPS - PAINT_STEPS * len(PAINTS)


@lru_cache(maxsize=16)
def backdrop(
    profiles: tuple[Profile, ...], size: Size, places: tuple[Place, ...], words: Box
) -> Image.Image:
    """Everything but the words, in 256 colors of which some are reserved for the words.

    :param places: where the emblem of each profile goes.
    :param words: no snow falls here.
    """
    tones = [palette(dict(profile)).night for profile in profiles]
    ornaments = [
        medallion(profile, radius) for profile, (*_, radius) in zip(profiles, places, strict=True)
    ]
    picture = _sky(size, places)
    picture.putpalette(_ramps(tones[0]) + _own_colors(tones, ornaments))
    _snow(picture, words)
    _paste(picture, _eaves(size[0], tones[0]), (0, 0))
    for ornament, (x, y, radius) in reversed(list(zip(ornaments, places, strict=True))):
        _paste(picture, ornament, (x - radius, y - radius))
    return picture


def lay(picture: Image.Image, paint: str, strokes: Image.Image) -> None:
    """Lay a paint on a card; ``strokes`` (L, of its size) says how thick at each pixel."""
    shades = [_shade(paint, level / FULL) for level in range(FULL + 1)]
    picture.paste(strokes.point(shades), mask=strokes.point(_is_any))


def medallion(profile: Profile, radius: int) -> Image.Image:
    """An emblem as RGBA, ``2 * radius`` pixels square."""
    side = 2 * radius * SMOOTH
    canvas = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(canvas)
    tones = palette(dict(profile)).night
    for layer in emblem(dict(profile)).layers:
        color = getattr(tones, layer.role)
        for outline in layer.outlines:
            points = [((x + 1) * side / 2, (y + 1) * side / 2) for x, y in outline]
            if len(points) == 1:
                draw.circle(points[0], layer.width * side / 4, color)
            elif layer.width:
                draw.line(points, color, round(layer.width * side / 2), joint="curve")
            else:
                draw.polygon(points, color)
    return canvas.reduce(SMOOTH)


def _ramps(tones: Tones) -> list[int]:
    behind = mixed(tones.ground, tones.deep, 0.5)
    ramps = [(tones.ground, tones.deep, SKY_STEPS)]
    ramps += [(behind, getattr(tones, paint), PAINT_STEPS) for paint in PAINTS]
    return [
        part
        for start, end, steps in ramps
        for step in range(steps)
        for part in rgb(mixed(start, end, step / (steps - 1)))
    ]


def _shade(paint: str, share: float) -> int:
    """The place of a paint among the colors, laid so thick; ``share`` of 1 is full."""
    return SKY_STEPS + PAINTS.index(paint) * PAINT_STEPS + int(share * (PAINT_STEPS - 1))


def _own_colors(tones: Sequence[Tones], ornaments: Sequence[Image.Image]) -> list[int]:
    """The exact colors of the emblems and the eaves, and those at the edges between them."""
    exact = {color for each in tones for color in astuple(each)} | set(STRIPES)
    own = [part for color in sorted(exact) for part in rgb(color)]
    side = 128
    sample = Image.new("RGB", (side * len(ornaments), side), tones[0].deep)
    for number, ornament in enumerate(ornaments):
        small = ornament.resize((side, side), Image.Resampling.BILINEAR)
        sample.paste(small, (number * side, 0), small)
    edges = sample.quantize(OWN_COLORS - len(exact), Image.Quantize.MEDIANCUT)
    return own + (edges.getpalette() or [])


def _sky(size: Size, places: tuple[Place, ...]) -> Image.Image:
    """Steps from the ground color to the light behind the emblems."""
    x = sum(place[0] for place in places) // len(places)
    y = sum(place[1] for place in places) // len(places)
    scale = 256 / (2 * max(size))
    left, top = 128 - x * scale, 128 - y * scale
    seen = (left, top, left + size[0] * scale, top + size[1] * scale)
    distance = Image.radial_gradient("L").resize(size, Image.Resampling.BILINEAR, box=seen)
    steps = [round((SKY_STEPS - 1) * (1 - level / FULL) ** 2) for level in range(FULL + 1)]
    return distance.point(steps)


def _snow(picture: Image.Image, words: Box) -> None:
    """Flakes spread evenly without a pattern to see (the R2 sequence)."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    left, top, right, bottom = words
    for step in range(1, 120):
        x, y = step * 0.7548776662 % 1 * width, step * 0.5698402910 % 1 * height
        radius = 1 + step % 3
        if not (left - 8 < x < right + 8 and top - 8 < y < bottom + 90):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), _shade("ink", 0.4))


def _eaves(width: int, tones: Tones) -> Image.Image:
    """A painted beam, as RGBA, for the upper edge."""
    beam = Image.new("RGBA", (width, EAVES))
    draw = ImageDraw.Draw(beam)
    x = 0
    while x < width:
        for color, length in zip(STRIPES, (44, 8) * 3, strict=True):
            draw.rectangle((x, 0, x + length - 1, EAVES - 4), color)
            x += length
    draw.line((0, EAVES - 2, width, EAVES - 2), tones.gold, 3)
    return beam


def _paste(picture: Image.Image, piece: Image.Image, corner: Size) -> None:
    """Pillow looks colors up by coarse cells, in which a dark sky would turn to stripes: only the
    pixels under the piece change."""
    x, y = corner
    box = (x, y, x + piece.width, y + piece.height)
    blended = picture.crop(box).convert("RGB")
    blended.paste(piece, mask=piece)
    colors = blended.quantize(palette=picture, dither=Image.Dither.NONE)
    picture.paste(colors, box, piece.getchannel("A").point(_is_any))


def _is_any(level: int) -> int:
    return FULL * (level > 0)


def mixed(one: str, other: str, share: float) -> str:
    """The color between two; ``share`` of the second."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + bytes(round(first + (last - first) * share) for first, last in pairs).hex()

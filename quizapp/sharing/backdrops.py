"""What lies behind the words of a card: night sky, snow, eaves and the emblems of its tracks.

A backdrop depends on the profiles and the format alone, so it is painted once and kept.
"""

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

SMOOTH = 2
RAMP = 24
"""Steps between two colors that blend."""
STRIPES = ("#b3263f", "#e8bd63", "#1f7a68", "#e8bd63", "#2b4c9b", "#e8bd63")


@lru_cache(maxsize=16)
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
            if layer.width:
                ends = points + points[: 2 * layer.is_closed]
                draw.line(ends, color, round(layer.width * side / 2), joint="curve")
            else:
                draw.polygon(points, color)
    return canvas.reduce(SMOOTH)


@lru_cache(maxsize=16)
def backdrop(
    profiles: tuple[Profile, ...], size: Size, places: tuple[Place, ...], words: Box
) -> Image.Image:
    """Everything but the words, in 256 colors of which some are kept for the words.

    :param places: where the emblem of each profile goes.
    :param words: no snow falls here.
    """
    tones = palette(dict(profiles[0])).night
    picture = _sky(tones, size, places)
    _snow(picture, tones, words)
    _eaves(picture, tones)
    for profile, (x, y, radius) in reversed(list(zip(profiles, places, strict=True))):
        ornament = medallion(profile, radius)
        picture.paste(ornament, (x - radius, y - radius), ornament)
    return _quantized(picture, tones)


def _quantized(picture: Image.Image, tones: Tones) -> Image.Image:
    """The picture in its own colors, a smooth sky, and soft edges for letters in ink and gold."""
    ramps = ((tones.ground, tones.deep), (tones.deep, tones.ink), (tones.deep, tones.gold))
    spread = [
        part
        for start, end in ramps
        for step in range(1, RAMP + 1)
        for part in mixed(start, end, step / RAMP)
    ]
    own = picture.quantize(256 - len(spread) // 3, Image.Quantize.FASTOCTREE)
    own.putpalette((own.getpalette() or []) + spread)
    return picture.quantize(palette=own, dither=Image.Dither.NONE)


def _sky(tones: Tones, size: Size, places: tuple[Place, ...]) -> Image.Image:
    """The ground color, lit from behind the emblems."""
    x = sum(place[0] for place in places) // len(places)
    y = sum(place[1] for place in places) // len(places)
    scale = 256 / (2 * max(size))
    left, top = 128 - x * scale, 128 - y * scale
    seen = (left, top, left + size[0] * scale, top + size[1] * scale)
    light = Image.radial_gradient("L").point([(255 - level) ** 2 // 255 for level in range(256)])
    picture = Image.new("RGB", size, rgb(tones.ground))
    picture.paste(rgb(tones.deep), mask=light.resize(size, Image.Resampling.BILINEAR, box=seen))
    return picture


def _snow(picture: Image.Image, tones: Tones, words: Box) -> None:
    """Flakes spread evenly without a pattern to see (the R2 sequence)."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    left, top, right, bottom = words
    color = tuple(mixed(tones.deep, tones.ink, 0.4))
    for step in range(1, 120):
        x, y = step * 0.7548776662 % 1 * width, step * 0.5698402910 % 1 * height
        radius = 1 + step % 3
        if not (left - 8 < x < right + 8 and top - 8 < y < bottom + 90):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), color)


def _eaves(picture: Image.Image, tones: Tones) -> None:
    """A painted beam along the upper edge."""
    draw = ImageDraw.Draw(picture)
    x = 0
    while x < picture.width:
        for color, width in zip(STRIPES, (44, 8) * 3, strict=True):
            draw.rectangle((x, 0, x + width - 1, 13), color)
            x += width
    draw.line((0, 15, picture.width, 15), tones.gold, 3)


def mixed(one: str, other: str, share: float) -> list[int]:
    """The color between two, as three bytes; ``share`` of the second."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return [round(first + (second - first) * share) for first, second in pairs]

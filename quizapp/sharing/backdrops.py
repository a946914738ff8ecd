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
Place = tuple[int, int, int]
"""Center x, center y and radius of an emblem."""

SMOOTH = 3
STRIPES = ("#b3263f", "#e8bd63", "#1f7a68", "#e8bd63", "#2b4c9b", "#e8bd63")


@lru_cache(maxsize=128)
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


@lru_cache(maxsize=64)
def backdrop(profiles: tuple[Profile, ...], size: Size, places: tuple[Place, ...]) -> Image.Image:
    """The picture without words, RGB; ``places`` say where the emblem of each profile goes."""
    tones = palette(dict(profiles[0])).night
    picture = _sky(tones, size, places)
    _snow(picture, tones)
    _eaves(picture, tones)
    for profile, (x, y, radius) in reversed(list(zip(profiles, places, strict=True))):
        ornament = medallion(profile, radius)
        picture.paste(ornament, (x - radius, y - radius), ornament)
    return picture


def _sky(tones: Tones, size: Size, places: tuple[Place, ...]) -> Image.Image:
    """The ground color, lit from behind the emblems."""
    x = sum(place[0] for place in places) // len(places)
    y = sum(place[1] for place in places) // len(places)
    reach = max(size)
    light = Image.radial_gradient("L").point(lambda level: 255 - level)
    mask = Image.new("L", size)
    mask.paste(light.resize((2 * reach, 2 * reach)), (x - reach, y - reach))
    picture = Image.new("RGB", size, rgb(tones.ground))
    picture.paste(rgb(tones.deep), mask=mask)
    return picture


def _snow(picture: Image.Image, tones: Tones) -> None:
    """Flakes spread evenly without a pattern to see (the R2 sequence)."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    flake = Image.blend(*(Image.new("RGB", (1, 1), rgb(c)) for c in (tones.deep, tones.ink)), 0.35)
    color = flake.getpixel((0, 0))
    for step in range(1, 90):
        x, y = step * 0.7548776662 % 1 * width, step * 0.5698402910 % 1 * height
        radius = 1 + step % 3
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

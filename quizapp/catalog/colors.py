"""Convert colors: OKLCH to sRGB, and the contrast ratio of WCAG 2.2."""

import math

Rgb = tuple[float, float, float]


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """``#rrggbb`` of an OKLCH color; hue in degrees.

    Chroma is lowered until the color exists in sRGB, so lightness and hue (and with them contrast)
    stay as asked. Matrices: https://bottosson.github.io/posts/oklab/
    """
    rgb = _linear_rgb(lightness, chroma, hue)
    while chroma > 0 and not all(-1e-4 <= part <= 1.0001 for part in rgb):
        chroma = max(0.0, chroma - 0.004)
        rgb = _linear_rgb(lightness, chroma, hue)
    return "#" + "".join(f"{round(255 * _gamma(part)):02x}" for part in rgb)


def rgb(color: str) -> tuple[int, int, int]:
    """The three bytes of ``#rrggbb``."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _linear_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _gamma(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(color: str) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

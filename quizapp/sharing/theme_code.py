"""A mood as a short line of signs: the stronger a theme, the more often its sign stands there."""

from collections.abc import Sequence

from quizapp.catalog.shapes import ThemeRow

THEMES_SHOWN = 4
MOST_SIGNS = 4


def theme_code(themes: Sequence[ThemeRow]) -> str:
    """One group of signs for each of the strongest themes leaned to, strongest first.

    The strongest has four signs, a theme half as strong two; none has less than one.
    """
    strongest = sorted((t for t in themes if t.value > 0), key=lambda t: -t.value)[:THEMES_SHOWN]
    return " ".join(
        theme.glyph * max(1, round(MOST_SIGNS * theme.value / strongest[0].value))
        for theme in strongest
    )

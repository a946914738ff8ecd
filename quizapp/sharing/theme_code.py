"""The theme code: a mood as a line of signs, the stronger a theme, the more signs."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.catalog.view_models import ThemeRow

THEMES_SHOWN = 4
MOST_SIGNS = 4


@dataclass(frozen=True)
class Signs:
    """One theme of the line: its sign, how often it stands there, and the theme's name."""

    sign: str
    count: int
    label: str

    def __str__(self) -> str:
        return self.sign * self.count


def theme_code(themes: Sequence[ThemeRow]) -> tuple[Signs, ...]:
    """The strongest themes leaned to, strongest first.

    The strongest has four signs, a theme half as strong two; none has less than one.
    """
    strongest = sorted((t for t in themes if t.value > 0), key=lambda t: -t.value)[:THEMES_SHOWN]
    return tuple(
        Signs(
            sign=theme.glyph,
            count=max(1, round(MOST_SIGNS * theme.value / strongest[0].value)),
            label=theme.label.text,
        )
        for theme in strongest
    )

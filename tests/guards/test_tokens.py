import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from quizapp.catalog.colors import contrast

TOKENS = Path(__file__).parents[2] / "static" / "shared" / "base.css" / "00-tokens.css"
NIGHT, DAY = TOKENS.read_text().split("@media (prefers-color-scheme: light)")

GROUNDS = ("ground", "raised", "sunken", "haze")
TEXT, EDGE = 4.5, 3
"""The least contrast of text, and of the edge of a control (WCAG 2.2, AA)."""


def color(theme: str, name: str) -> str:
    (value,) = colors(theme, name)
    return value


def colors(theme: str, name: str) -> list[str]:
    (values,) = re.findall(rf"--{name}: ([^;]+);", theme)
    return re.findall(r"#[0-9a-f]{6}", values)


def faint(theme: str, drawn: Iterable[str], grounds: Iterable[str], least: float) -> list[str]:
    """Pairs of colors whose contrast is below the least."""
    return [
        f"{name} on {ground}"
        for name, ground in product(drawn, grounds)
        if contrast(color(theme, name), color(theme, ground)) < least
    ]


@pytest.mark.parametrize("theme", [NIGHT, DAY], ids=["night", "day"])
class TestTokens:
    def test_give_text_that_can_be_read(self, theme: str) -> None:
        assert faint(theme, ["ink", "muted", "gold", "crimson", "good"], GROUNDS, TEXT) == []

    def test_give_text_that_can_be_read_against_the_sky(self, theme: str) -> None:
        texts = [color(theme, name) for name in ("ink", "muted", "gold")]

        assert min(contrast(*pair) for pair in product(texts, colors(theme, "sky"))) >= TEXT

    def test_give_a_button_that_can_be_read(self, theme: str) -> None:
        assert faint(theme, ["on-action"], ["action"], TEXT) == []

    def test_give_controls_an_edge_that_can_be_seen(self, theme: str) -> None:
        assert faint(theme, ["edge", "meter"], GROUNDS, EDGE) == []

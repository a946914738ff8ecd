import re
from pathlib import Path

import pytest

from quizapp.catalog.colors import contrast

TOKENS = Path(__file__).parents[2] / "static" / "shared" / "tokens.css"
NIGHT, DAY = TOKENS.read_text().split("@media (prefers-color-scheme: light)")


def color(theme: str, name: str) -> str:
    (value,) = colors(theme, name)
    return value


def colors(theme: str, name: str) -> list[str]:
    (values,) = re.findall(rf"--{name}: ([^;]+);", theme)
    return re.findall(r"#[0-9a-f]{6}", values)


@pytest.mark.parametrize("theme", [NIGHT, DAY], ids=["night", "day"])
class TestTokens:
    @pytest.mark.parametrize("text", ["ink", "muted", "gold", "crimson", "good"])
    @pytest.mark.parametrize("ground", ["ground", "raised", "sunken", "haze"])
    def test_give_text_that_can_be_read(self, theme: str, text: str, ground: str) -> None:
        assert contrast(color(theme, text), color(theme, ground)) >= 4.5

    @pytest.mark.parametrize("text", ["ink", "muted", "gold"])
    def test_give_text_that_can_be_read_against_the_sky(self, theme: str, text: str) -> None:
        for stop in colors(theme, "sky"):
            assert contrast(color(theme, text), stop) >= 4.5

    def test_give_a_button_that_can_be_read(self, theme: str) -> None:
        assert contrast(color(theme, "on-action"), color(theme, "action")) >= 4.5

    @pytest.mark.parametrize("ground", ["ground", "raised", "sunken", "haze"])
    @pytest.mark.parametrize("drawn", ["edge", "meter"])
    def test_give_controls_an_edge_that_can_be_seen(
        self, theme: str, drawn: str, ground: str
    ) -> None:
        assert contrast(color(theme, drawn), color(theme, ground)) >= 3

"""Every page as a person sees it: nothing for axe to find, nothing wider than the screen."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PATHS, NewPage, axe_remarks


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(open_context: NewPage, path: str, language: str, scheme: str) -> None:
    page = open_context(color_scheme=scheme)

    page.goto(f"/{language}{path}")

    assert axe_remarks(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_small_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})

    page.goto(f"/en{path}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320

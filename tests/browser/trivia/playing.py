"""Steps that the browser tests of trivia share: answer, play a round, walk by keyboard, look."""

import re
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import axe_remarks

NAMES = (f"Guest {number}" for number in count())
RESULT = re.compile(r"/result$")
ReadOn = Callable[[], None]


def at_once() -> None:
    """Read nothing: such a round counts for nothing."""


def answer(page: Page, place: int = 0, read_on: ReadOn = at_once) -> None:
    page.locator("label.option").nth(place).click()
    read_on()
    page.locator("[data-question] .primary").click()
    page.locator(".lesson").wait_for()


def play(page: Page, language: str = "en", read_on: ReadOn = at_once) -> None:
    """Today's round from the lobby to the result, by clicking."""
    page.goto(f"/{language}/trivia/")
    page.locator("[data-fresh] .primary").click()
    finish(page, read_on)


def finish(page: Page, read_on: ReadOn) -> None:
    """From the first question to the result."""
    for number in range(8):
        answer(page, number % 4, read_on)
        page.locator("main .primary").click()
        page.locator("[data-question], .score").first.wait_for()
    expect(page).to_have_url(RESULT)


def look(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert axe_remarks(page) == []


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the keyboard does not get there")


def press_until(page: Page, name: str) -> None:
    """Walk to a button or a link by Tab and press it."""
    tab_to(page, page.locator("main :is(button, a)", has_text=name).first)
    page.keyboard.press("Enter")

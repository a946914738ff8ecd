"""Every page of the desk: nothing for axe to find, and nothing wider than a phone."""

import pytest

from tests.browser.conftest import PHONE, NewPage, axe_remarks
from tests.browser.desk.conftest import SitDown

ROOMS = (
    "",
    "catalog/1/",
    "quizzes/mood/",
    "quizzes/trivia/",
    "quizzes/mood/balance",
    "quizzes/mood/balance?option=1&theme=love&weight=4",
    "quizzes/mood/guide",
    "items/1",
    "items/20",
    "tracks/1",
    "artists/1",
    "themes/1",
    "chapters/1",
    "albums/1",
    "settings/1",
    "new/items/1",
    "new/items/2",
    "new/tracks/1",
    "new/albums/0",
    "items/1/preview",
    "items/20/preview",
    "history/item/1",
    "import",
    "export",
    "suggestions",
    "flags",
    "figures",
    "figures/mood",
    "figures/trivia",
    "people",
    "account",
    "account/password",
    "account/second-factor",
)


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_axe_finds_nothing(
    open_context: NewPage, sit_down: SitDown, language: str, scheme: str
) -> None:
    page = sit_down(open_context(color_scheme=scheme), language)
    remarks = {}

    for room in ROOMS:
        page.goto(f"/{language}/desk/{room}")
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        remarks[room] = axe_remarks(page)

    assert {room: found for room, found in remarks.items() if found} == {}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_wider_than_a_phone(
    open_context: NewPage, sit_down: SitDown, language: str
) -> None:
    page = sit_down(open_context(viewport=PHONE), language)
    widths = {}

    for room in ROOMS:
        page.goto(f"/{language}/desk/{room}")
        widths[room] = page.evaluate("document.documentElement.scrollWidth")

    assert {room: width for room, width in widths.items() if width > PHONE["width"]} == {}


def test_the_door_is_fine_too(open_context: NewPage) -> None:
    page = open_context()
    page.goto("/en/desk/sign-in")

    page.locator("main form button").click()

    assert axe_remarks(page) == []

"""The way into the desk; the walk of `tests/browser/test_pages.py` looks at its rooms."""

from tests.browser.conftest import NewPage, axe_remarks


def test_axe_finds_nothing_after_a_mistake(open_context: NewPage) -> None:
    page = open_context()
    page.goto("/en/desk/sign-in")

    page.locator("main form button").click()

    assert axe_remarks(page) == []

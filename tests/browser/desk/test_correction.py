"""A wrong question of today's round, from the desk to the next player."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.desk.conftest import SignInAs

MENDED = "Who wears it, once mended?"


@pytest.mark.slow
def test_a_corrected_key_reaches_the_next_player_of_today(
    open_context: NewPage, sign_in_as: SignInAs
) -> None:
    stem = first_question(open_context())
    desk = sign_in_as(open_context())
    desk.goto("/en/desk/quizzes/trivia/")
    desk.get_by_role("link", name=stem, exact=True).click()
    form, right = desk.url, mend(desk)

    desk.get_by_role("link", name="See what a correction changes").click()
    expect(desk.locator("ins").first).to_have_text(MENDED)
    expect(desk.get_by_text("It is in today’s round.")).to_be_visible()
    desk.get_by_role("button", name="Correct it now").click()
    expect(desk.get_by_role("status")).to_contain_text("Corrected.")

    player = open_context()
    assert first_question(player) == MENDED
    player.get_by_text(right, exact=True).click()
    player.get_by_role("button", name="That’s my answer").click()
    expect(player.get_by_role("heading", name="Right!")).to_be_visible()
    take_back(desk, form)
    assert first_question(open_context()) == stem


def first_question(page: Page) -> str:
    """Begin today's round, and read what it asks first."""
    page.goto("/en/trivia/")
    page.get_by_role("button", name="Play today’s round").click()
    return page.locator("main legend").inner_text()


def mend(desk: Page) -> str:
    """Save another wording and another right answer, and give the answer's text."""
    keys = desk.locator("input[name$=-is_key]")
    old = next(place for place in range(keys.count()) if keys.nth(place).is_checked())
    new = 1 if old == 0 else 0
    keys.nth(old).uncheck()
    keys.nth(new).check()
    desk.locator("[name=stem-en]").fill(MENDED)
    desk.locator(".bar button[value=save]").click()
    expect(desk.get_by_role("heading", name="Correct today too?")).to_be_visible()
    return desk.locator(f"[name=options-{new}-text-en]").input_value()


def take_back(desk: Page, form: str) -> None:
    """Restore the question as it was, which is a correction too."""
    desk.goto(form)
    desk.get_by_role("link", name="History").click()
    desk.get_by_role("button", name="Restore this version 1").click()
    desk.get_by_role("link", name="See what a correction changes").click()
    desk.get_by_role("button", name="Correct it now").click()
    expect(desk.get_by_role("status")).to_contain_text("Corrected.")

"""From a nickname on the board to a board without it, as an editor does it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.desk.conftest import SignInAs

NAME = "Rude Rabbit"
BOARD = "/en/trivia/leaderboard/all"


def enter_board(page: Page, name: str, read_on: Callable[[], None]) -> None:
    """Today's round to its end without a script, and onto the board."""
    page.goto("/en/trivia/")
    page.locator("[data-fresh] .primary").click()
    for _ in range(8):
        page.locator("label.option").first.click()
        read_on()
        page.locator("[data-question] .primary").click()
        page.locator("main .primary").first.click()
    page.locator("[name=nickname]").fill(name)
    page.locator("[data-board] form .button").first.click()
    page.locator("table.board").wait_for()


@pytest.mark.slow
def test_a_nickname_that_is_hidden_at_the_desk_is_gone_from_the_board(
    open_context: NewPage, sign_in_as: SignInAs, read_on: Callable[[], None]
) -> None:
    player = open_context(java_script_enabled=False)
    enter_board(player, NAME, read_on)
    visitor = open_context()
    visitor.goto(BOARD)
    expect(visitor.get_by_text(NAME)).to_be_visible()
    desk = sign_in_as(open_context())

    desk.get_by_role("link", name="Moderation").click()
    desk.get_by_role("link", name=NAME).click()
    form = desk.locator("form[action$='/hide']")
    form.get_by_label("Reason").fill("It is rude.")
    form.get_by_role("button", name="Hide it").click()

    expect(desk.get_by_role("status")).to_contain_text(f"Nickname hidden: {NAME}")
    visitor.reload()
    expect(visitor.get_by_text(NAME)).to_have_count(0)
    player.go_back()
    expect(player.get_by_text("The editors have taken this round’s nickname")).to_be_visible()

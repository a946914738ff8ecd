"""Entering the board: a taken nickname, and one's own again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.trivia.playing import NAMES, ReadOn, look, play


class TestNickname:
    @pytest.mark.slow
    def test_that_is_taken_is_said_at_once_and_another_offered(
        self, page: Page, open_context: NewPage, read_on: ReadOn
    ) -> None:
        name = next(NAMES)
        play(page, read_on=read_on)
        page.get_by_label("Nickname").fill(name)
        page.get_by_role("button", name="Put me on the board").click()
        page.locator("table.board").wait_for()
        friend = open_context()
        play(friend, read_on=read_on)

        friend.get_by_label("Nickname").fill(name.lower())
        friend.get_by_role("button", name="Put me on the board").click()
        expect(friend.locator(".problem")).to_have_text(
            f"“{name.lower()}” is somebody else’s already."
        )
        look(friend)
        friend.get_by_role("button", name=f"Take “{name.lower()} 2”").click()

        expect(friend.locator("table.board").get_by_text(f"{name.lower()} 2")).to_be_visible()
        expect(friend.locator("table.board").get_by_text(name, exact=True)).to_be_visible()

    @pytest.mark.slow
    def test_is_filled_in_again_and_proved(self, page: Page, read_on: ReadOn) -> None:
        name = next(NAMES)
        play(page, read_on=read_on)
        page.get_by_label("Nickname").fill(name)
        page.get_by_role("button", name="Put me on the board").click()
        page.locator("table.board").wait_for()
        page.evaluate("localStorage.removeItem('trivia-record')")  # as if it were another day

        play(page, read_on=read_on)

        expect(page.get_by_label("Nickname")).to_have_value(name)
        page.get_by_role("button", name="Put me on the board").click()
        expect(page.locator("table.board").get_by_text(name, exact=True)).to_be_visible()

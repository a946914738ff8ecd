"""A round without JavaScript, by keyboard, on a phone, in two tabs, and against a friend."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage
from tests.browser.trivia.playing import (
    NAMES,
    RESULT,
    ReadOn,
    answer,
    look,
    play,
    press_until,
    tab_to,
)
from tests.combinations import combinations


class TestWithoutJavaScript:
    def test_todays_round_leads_to_the_leaderboard(
        self, open_context: NewPage, read_on: ReadOn
    ) -> None:
        page = open_context(java_script_enabled=False)
        name = next(NAMES)

        page.goto("/en/trivia/")
        expect(
            page.get_by_text("The next round comes at midnight in Seoul (15:00 UTC).")
        ).to_be_visible()
        play(page, read_on=read_on)
        expect(page.locator("[data-history]")).to_be_hidden()
        page.get_by_label("Nickname").fill(name)
        page.get_by_role("button", name="Put me on the board").click()

        expect(page.locator("table.board").get_by_text(name)).to_be_visible()


class TestByKeyboard:
    def test_todays_round_leads_to_the_leaderboard(self, page: Page, read_on: ReadOn) -> None:
        name = next(NAMES)
        page.goto("/en/trivia/")
        press_until(page, "Play today’s round")

        for number in range(1, 9):
            expect(page).to_have_title(re.compile(f"^Question {number} of 8"))
            expect(page.locator("legend")).to_be_focused()
            page.wait_for_load_state()
            page.keyboard.press(str(number % 4 + 1))
            read_on()
            page.keyboard.press("Enter")
            expect(page.locator("h1")).to_be_focused()
            press_until(page, "Next question" if number < 8 else "See how you did")
        expect(page).to_have_url(RESULT)
        tab_to(page, page.get_by_label("Nickname"))
        page.keyboard.type(name)
        page.keyboard.press("Enter")

        expect(page.locator("table.board").get_by_text(name)).to_be_visible()


class TestOnAPhoneInKorean:
    @pytest.mark.parametrize("scheme", combinations(["dark", "light"], quick=[]))
    def test_every_page_fits_and_axe_finds_nothing(
        self, open_context: NewPage, scheme: str, read_on: ReadOn
    ) -> None:
        page = open_context(viewport=PHONE, locale="ko-KR", has_touch=True, color_scheme=scheme)
        page.goto("/ko/trivia/")
        look(page)
        page.locator("[data-fresh] .primary").tap()
        page.locator("[data-question]").wait_for()
        look(page)
        answer(page)
        look(page)
        page.locator("summary").tap()
        look(page)

        page.goto("/ko/trivia/")
        expect(page.locator("[data-open]")).to_be_visible()
        look(page)
        page.evaluate("localStorage.clear()")

        play(page, "ko", read_on)
        look(page)
        result = page.url
        page.goto(result.replace("/result", "/review"))
        look(page)
        page.goto(result)
        page.locator("[name=nickname]").fill(next(NAMES))
        page.locator("[data-board] form .button").first.tap()
        page.locator("table.board").wait_for()
        look(page)
        page.goto("/ko/trivia/")
        expect(page.locator("[data-done]")).to_be_visible()
        look(page)
        page.goto("/ko/trivia/archive")
        look(page)


class TestChallenge:
    @pytest.mark.slow
    def test_lays_both_rounds_side_by_side(self, page: Page, open_context: NewPage) -> None:
        play(page)
        link = re.search(r"/t/[\w-]{22}", page.content())
        assert link

        friend = open_context()
        friend.goto(link.group(0))
        look(friend)
        friend.locator("form .primary").click()
        for number in range(8):
            answer(friend, number % 3)
            friend.locator("main .primary").click()
            friend.locator("[data-question], .score").first.wait_for()

        expect(friend.get_by_role("heading", name="You and your friend")).to_be_visible()
        look(friend)
        page.reload()
        expect(page.get_by_role("heading", name="Friends who accepted")).to_be_visible()


class TestTwoTabs:
    def test_agree_on_the_first_answer(self, page: Page) -> None:
        page.goto("/en/trivia/")
        page.locator("[data-fresh] .primary").click()
        page.locator("[data-question]").wait_for()
        other = page.context.new_page()
        other.goto(page.url)

        answer(page, 0)
        other.locator("label.option").nth(1).click()
        other.locator("[data-question] .primary").click()

        expect(other.get_by_role("heading", level=1)).to_have_text("Your first answer counts")
        other.locator("main .primary").click()
        expect(other.locator("h1")).to_have_text(page.locator("h1").inner_text())

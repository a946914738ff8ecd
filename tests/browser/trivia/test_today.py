"""Today's round: done for today, begun and found again, the time to the next."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.trivia.playing import ReadOn, answer, finish, look, play

COMES_IN = re.compile(r"The next round comes in (\d+ hr)? ?(\d+ min)?, at .* on your clock\.")


class TestToday:
    @pytest.mark.slow
    def test_played_is_done_and_offered_again_for_fun_only(
        self, page: Page, read_on: ReadOn
    ) -> None:
        play(page, read_on=read_on)
        expect(page.get_by_text("Done for today.")).to_be_visible()
        expect(page.locator("[data-next]")).to_have_text(COMES_IN)

        page.goto("/en/trivia/")
        expect(page.get_by_role("button", name="Play today’s round")).to_be_hidden()
        expect(page.get_by_text("Done for today.")).to_be_visible()
        look(page)
        page.get_by_role("button", name="Again, for fun").click()
        finish(page, read_on)

        expect(page.get_by_text("The first round of a day is the one that counts.")).to_be_visible()
        expect(page.get_by_label("Nickname")).to_have_count(0)
        look(page)

    @pytest.mark.slow
    def test_of_a_second_tab_stays_off_the_board_once_the_first_is_finished(
        self, page: Page, read_on: ReadOn
    ) -> None:
        tabs = page, page.context.new_page()
        for tab in tabs:
            tab.goto("/en/trivia/")
        for tab in tabs:
            tab.locator("[data-fresh] .primary").click()
            tab.locator("[data-question]").wait_for()

        finish(page, read_on)
        other = tabs[1]
        finish(other, read_on)

        expect(other.get_by_text("the first one counts")).to_be_visible()
        expect(other.get_by_label("Nickname")).to_be_hidden()

    def test_begun_is_found_again(self, page: Page) -> None:
        page.goto("/en/trivia/")
        page.locator("[data-fresh] .primary").click()
        answer(page)
        page.locator("main .primary").click()
        page.locator("[data-question]").wait_for()
        address = page.url

        page.goto("/en/trivia/")
        expect(page.get_by_role("button", name="Play today’s round")).to_be_hidden()
        look(page)
        page.get_by_role("link", name="question 2 of 8").click()

        expect(page).to_have_url(address)

    def test_says_when_the_next_comes_by_the_clock_of_los_angeles(
        self, open_context: NewPage
    ) -> None:
        page = open_context(timezone_id="America/Los_Angeles")
        page.clock.set_fixed_time(midnight_in_seoul() - timedelta(hours=7, minutes=12))

        page.goto("/en/trivia/")

        there = midnight_in_seoul().astimezone(ZoneInfo("America/Los_Angeles"))
        expect(page.locator("[data-next]")).to_have_text(
            f"The next round comes in 7 hr 12 min, at {there:%-I:%M}\u202f{there:%p} on your clock."
        )

    def test_promises_no_points_when_the_time_is_up(self, page: Page, read_on: ReadOn) -> None:
        page.goto("/en/trivia/")
        page.locator("[data-fresh] .primary").click()
        expect(page.get_by_text("earns a few extra points")).to_be_visible()
        expect(page.get_by_text("only being right counts")).to_be_hidden()
        read_on()

        page.reload()

        expect(page.get_by_text("earns a few extra points")).to_be_hidden()
        expect(page.get_by_text("only being right counts")).to_be_visible()


def midnight_in_seoul() -> datetime:
    """The next one."""
    seoul = ZoneInfo("Asia/Seoul")
    tomorrow = datetime.now(seoul).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), seoul)

"""Trivia as people play it in a browser."""

import json
import re
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from quizapp.trivia.scoring import emoji_line
from tests.browser.conftest import PHONE, NewPage, axe_remarks, room_remarks
from tests.combinations import combinations

NAMES = (f"Guest {number}" for number in count())
RESULT = re.compile(r"/result$")


def answer(page: Page, place: int = 0) -> None:
    page.locator("label.option").nth(place).click()
    page.locator("[data-question] .primary").click()
    page.locator(".lesson").wait_for()


def play(page: Page, language: str = "en") -> None:
    """Today's round from the lobby to the result, by clicking."""
    page.goto(f"/{language}/trivia/")
    page.locator("form .primary").click()
    for number in range(8):
        answer(page, number % 4)
        page.locator("main .primary").click()
        page.locator("[data-question], .score").first.wait_for()
    expect(page).to_have_url(RESULT)


class TestWithoutJavaScript:
    def test_todays_round_leads_to_the_leaderboard(self, open_context: NewPage) -> None:
        page = open_context(java_script_enabled=False)
        name = next(NAMES)

        play(page)
        expect(page.locator("[data-history]")).to_be_hidden()
        page.get_by_label("Nickname").fill(name)
        page.get_by_role("button", name="Put me on the board").click()

        expect(page.locator("table.board").get_by_text(name)).to_be_visible()


class TestByKeyboard:
    def test_todays_round_leads_to_the_leaderboard(self, page: Page) -> None:
        name = next(NAMES)
        page.goto("/en/trivia/")
        press_until(page, "Play today’s round")

        for number in range(1, 9):
            expect(page).to_have_title(re.compile(f"^Question {number} of 8"))
            expect(page.locator("legend")).to_be_focused()
            page.wait_for_load_state()
            page.keyboard.press(str(number % 4 + 1))
            page.keyboard.press("Enter")
            expect(page.locator("h1")).to_be_focused()
            press_until(page, "Next question" if number < 8 else "See how you did")
        expect(page).to_have_url(RESULT)
        tab_to(page, page.get_by_label("Nickname"))
        page.keyboard.type(name)
        page.keyboard.press("Enter")

        expect(page.locator("table.board").get_by_text(name)).to_be_visible()


class TestOnAPhoneInKorean:
    @pytest.mark.parametrize("scheme", combinations(["dark", "light"], quick=["dark"]))
    def test_every_page_fits_and_axe_finds_nothing(
        self, open_context: NewPage, scheme: str
    ) -> None:
        page = open_context(viewport=PHONE, locale="ko-KR", has_touch=True, color_scheme=scheme)
        page.goto("/ko/trivia/")
        look(page)
        page.locator("form .primary").tap()
        page.locator("[data-question]").wait_for()
        look(page)
        answer(page)
        look(page)
        page.locator("summary").tap()
        look(page)

        play(page, "ko")
        look(page)
        result = page.url
        page.goto(result.replace("/result", "/review"))
        look(page)
        page.goto(result)
        page.locator("[name=nickname]").fill(next(NAMES))
        page.locator("form .button").first.tap()
        page.locator("table.board").wait_for()
        look(page)
        page.goto("/ko/trivia/archive")
        look(page)


class TestChallenge:
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
        page.locator("form .primary").click()
        page.locator("[data-question]").wait_for()
        other = page.context.new_page()
        other.goto(page.url)

        answer(page, 0)
        other.locator("label.option").nth(1).click()
        other.locator("[data-question] .primary").click()

        expect(other.get_by_role("heading", level=1)).to_have_text("Your first answer counts")
        other.locator("main .primary").click()
        expect(other.locator("h1")).to_have_text(page.locator("h1").inner_text())


class TestTimer:
    def test_says_nothing_and_stops_nothing(self, page: Page) -> None:
        page.goto("/en/trivia/")
        page.locator("form .primary").click()

        bar = page.locator("[data-timer]")
        expect(bar).to_be_visible()
        expect(bar).to_have_attribute("aria-hidden", "true")
        assert (
            page.locator("[data-question] [aria-live], [data-question] [role=timer]").count() == 0
        )

    def test_is_not_there_for_the_relaxed(self, page: Page) -> None:
        page.goto("/en/trivia/")
        page.locator("#today-relaxed").check()
        page.locator("form .primary").click()

        expect(page.locator("legend")).to_be_visible()
        expect(page.locator("[data-timer]")).to_have_count(0)


class TestSpoilers:
    """What is told later in the drama is folded until this browser knows that it is safe."""

    FOLD = "details[data-safe-after='32']"

    def test_open_for_whoever_has_watched_that_far(self, page: Page) -> None:
        page.goto("/en/tracks/eottaesseulkka")
        expect(page.locator(f"{self.FOLD} p")).to_be_hidden()

        page.goto("/en/trivia/")
        page.get_by_label("I have watched").select_option("46")
        page.goto("/en/tracks/eottaesseulkka")
        expect(page.locator(f"{self.FOLD} p")).to_be_visible()

        page.goto("/en/trivia/")
        expect(page.get_by_label("I have watched")).to_have_value("46")
        page.get_by_label("I have watched").select_option("10")
        page.goto("/en/tracks/eottaesseulkka")
        expect(page.locator(f"{self.FOLD} p")).to_be_hidden()


class TestRecord:
    def test_stays_in_the_browser_until_it_is_wiped(self, page: Page) -> None:
        play(page)
        page.reload()
        page.goto("/en/trivia/")

        expect(page.locator("[data-figure=streak]")).to_have_text("1")
        expect(page.locator("[data-past] li")).to_have_count(1)
        with page.expect_download() as download:
            page.get_by_role("button", name="Export").click()
        kept = json.loads(download.value.path().read_text())
        assert [round_["kind"] for round_ in kept] == ["today"]

        page.get_by_text("Wipe my record").click()
        page.get_by_role("button", name="Yes, wipe it").click()
        expect(page.locator("[data-history]")).to_be_hidden()
        page.reload()
        expect(page.locator("[data-history]")).to_be_hidden()

    @pytest.mark.parametrize("right_count", combinations([0, 4, 8], quick=[8]))
    def test_has_room_for_any_round(self, page: Page, right_count: int) -> None:
        line = emoji_line([place < right_count for place in range(8)])
        page.goto("/en/trivia/")
        page.evaluate(
            "round => localStorage.setItem('trivia-record', JSON.stringify([round]))",
            {"slug": "a", "kind": "today", "day": "2026-11-23", "line": line},
        )

        page.reload()

        expect(page.locator("[data-past] li")).to_contain_text(line)
        assert room_remarks(page) == []

    @pytest.mark.parametrize(
        ("days", "today", "streak", "longest"),
        [
            ([], "2026-11-23", 0, 0),
            (["2026-11-22", "2026-11-23"], "2026-11-23", 2, 2),
            (["2026-11-22"], "2026-11-23", 1, 1),
            (["2026-11-21"], "2026-11-23", 0, 1),
            (["2026-02-27", "2026-02-28", "2026-03-01", "2026-11-23"], "2026-11-23", 1, 3),
        ],
    )
    def test_counts_days_in_a_row(
        self, page: Page, days: list[str], today: str, streak: int, longest: int
    ) -> None:
        page.goto("/en/trivia/")
        address = page.locator("script[src*='trivia/history.js']").get_attribute("src")
        assert address
        rounds = [{"slug": day, "kind": "today", "day": day} for day in days]

        figures = page.evaluate(
            "async ([module, rounds, today]) => (await import(module)).figures(rounds, today)",
            [address.replace("history.js", "record.js"), rounds, today],
        )

        assert figures == {"streak": streak, "longest": longest, "days": len(days)}


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

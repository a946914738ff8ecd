"""Trivia as people play it in a browser."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from quizapp.trivia.scoring import emoji_line
from tests.browser.conftest import PHONE, NewPage, axe_remarks, room_remarks
from tests.combinations import combinations

NAMES = (f"Guest {number}" for number in count())
RESULT = re.compile(r"/result$")
COMES_IN = re.compile(r"The next round comes in (\d+ hr )?(\d+ min)?, at .* on your clock\.")
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


class TestTimer:
    def test_says_nothing_and_stops_nothing(self, page: Page) -> None:
        page.goto("/en/trivia/")
        page.locator("[data-fresh] .primary").click()

        bar = page.locator("[data-timer]")
        expect(bar).to_be_visible()
        expect(bar).to_have_attribute("aria-hidden", "true")
        assert (
            page.locator("[data-question] [aria-live], [data-question] [role=timer]").count() == 0
        )

    def test_is_not_there_for_the_relaxed(self, page: Page) -> None:
        page.goto("/en/trivia/")
        page.locator("#today-relaxed").check()
        page.locator("[data-fresh] .primary").click()

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
        rounds = [{"slug": day, "kind": "today", "day": day} for day in days]

        found = figures(page, rounds, today, f"{today}T12:00:00Z")

        assert found == {"streak": streak, "longest": longest, "days": len(days)}

    @pytest.mark.parametrize(
        ("rounds", "now", "streak"),
        [
            # From UTC to Seoul at noon of the 24th, UTC: whoever plays at 20:00 UTC finds the 25th.
            ([("UTC", "2026-11-23T20:00Z"), ("Asia/Seoul", "2026-11-24T20:00Z")], "", 2),
            # A record of before, which has only days: days of UTC.
            ([("", "2026-11-23T20:00Z"), ("Asia/Seoul", "2026-11-24T20:00Z")], "", 2),
            # From one end of the world to the other, 25 hours ahead: two days are left out.
            (
                [
                    ("Pacific/Pago_Pago", "2026-11-23T11:30Z"),
                    ("Pacific/Kiritimati", "2026-11-25T10:30Z"),
                ],
                "",
                2,
            ),
            # To the west: the same day comes again, and is noted once.
            (
                [("Asia/Seoul", "2026-11-24T00:00Z"), ("America/Los_Angeles", "2026-11-25T20:00Z")],
                "",
                2,
            ),
            # A day was really missed, and the move helps nobody.
            ([("UTC", "2026-11-23T20:00Z"), ("Asia/Seoul", "2026-11-25T20:00Z")], "", 1),
            # Not played since the move: the day after is not over where the last one was played.
            ([("UTC", "2026-11-23T20:00Z")], "2026-11-24T23:00Z", 1),
            ([("UTC", "2026-11-23T20:00Z")], "2026-11-25T16:00Z", 0),
            # Clocks change in between: the day of 25 hours and the one of 23.
            (
                [
                    ("America/Los_Angeles", "2026-10-31T07:00Z"),
                    ("America/Los_Angeles", "2026-11-02T07:30Z"),
                ],
                "",
                2,
            ),
            (
                [
                    ("America/Los_Angeles", "2027-03-13T08:00Z"),
                    ("America/Los_Angeles", "2027-03-15T06:30Z"),
                ],
                "",
                2,
            ),
        ],
    )
    def test_keeps_a_streak_when_the_house_moves(
        self, page: Page, rounds: list[tuple[str, str]], now: str, streak: int
    ) -> None:
        noted = [entry(zone, datetime.fromisoformat(at)) for zone, at in rounds]
        instant = now or rounds[-1][1]
        zone = ZoneInfo("Asia/Seoul" if now else rounds[-1][0])
        today = datetime.fromisoformat(instant).astimezone(zone).date()

        assert figures(page, noted, str(today), instant)["streak"] == streak


class TestToday:
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


class TestNickname:
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


def figures(page: Page, rounds: list[dict[str, str]], today: str, now: str) -> dict[str, int]:
    """What the rules of the record count, in a real browser."""
    page.goto("/en/trivia/")
    address = page.locator("script[src*='trivia/history.js']").get_attribute("src")
    assert address
    found: dict[str, int] = page.evaluate(
        "async ([module, rounds, today, now]) =>"
        " (await import(module)).figures(rounds, today, Date.parse(now))",
        [address.replace("history.js", "record.js"), rounds, today, now],
    )
    return found


def entry(zone: str, at: datetime) -> dict[str, str]:
    """A round as the server, in that zone, writes it into the record; without one as it used to."""
    day = at.astimezone(ZoneInfo(zone or "UTC")).date()
    noted = {"slug": str(at), "kind": "today", "day": str(day)}
    if not zone:
        return noted
    until = datetime.combine(day + timedelta(days=2), time(), ZoneInfo(zone))
    return noted | {"at": at.isoformat(), "until": until.astimezone(UTC).isoformat()}


def midnight_in_seoul() -> datetime:
    """The next one."""
    seoul = ZoneInfo("Asia/Seoul")
    tomorrow = datetime.now(seoul).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), seoul)


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

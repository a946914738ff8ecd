"""The record of rounds that stays in the browser: list, streaks, export, wipe."""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from quizapp.trivia.scoring import emoji_line
from tests.browser.conftest import room_remarks
from tests.browser.trivia.playing import play
from tests.combinations import combinations


class TestRecord:
    @pytest.mark.slow
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


def figures(page: Page, rounds: list[dict[str, str]], today: str, now: str) -> dict[str, int]:
    """What the rules of the record count, in a real browser."""
    page.goto("/en/trivia/")
    address = page.locator("script[src*='trivia/lobby.js']").get_attribute("src")
    assert address
    found: dict[str, int] = page.evaluate(
        "async ([module, rounds, today, now]) =>"
        " (await import(module)).figures(rounds, today, Date.parse(now))",
        [address.replace("lobby.js", "record.js"), rounds, today, now],
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

"""Whose a result is: its owner's whenever they come back, nobody's in another browser."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from quizapp.mood.comparison.agreement import CLASH_COUNT
from quizapp.mood.scoring import next_decider, score
from tests.browser.conftest import NewPage
from tests.browser.playing import answer_all, answer_core, shipped_table
from tests.mood.builders import random_sheets


class TestResult:
    def test_is_ones_own_after_a_reload_back_and_forward_and_a_day_later(
        self, page: Page, open_context: NewPage
    ) -> None:
        page.goto("/en/mood/")
        answer_all(page, 0)
        address = page.url
        _expect_owner(page)

        page.reload()
        _expect_owner(page)
        page.go_back()
        page.go_forward()
        expect(page).to_have_url(address)
        _expect_owner(page)
        page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
        page.goto(address)
        _expect_owner(page)

        stranger = open_context()
        stranger.goto(address)
        _expect_stranger(stranger)


@pytest.fixture(scope="session")
def two_sheets() -> list[list[int]]:
    """Two sheets without deciders that lead to one track by different answers."""
    table = shipped_table()
    rest = (None,) * (len(table.points) - table.core_count)
    by_winner: dict[int | None, list[int]] = {}
    for drawn in random_sheets(table, 500, seed=11, skips=0):
        core = [answer for answer in drawn[: table.core_count] if answer is not None]
        if next_decider(table, (*core, *rest)) is not None:
            continue
        first = by_winner.setdefault(score(table, (*core, *rest)).winner, core)
        if 0 < sum(a == b for a, b in zip(first, core, strict=True)) < len(core):
            return [first, core]
    pytest.fail("no two sheets lead to one track")


class TestComparisonOfOneTrack:
    @pytest.mark.matrix
    def test_tells_both_apart_from_either_side(
        self, page: Page, open_context: NewPage, two_sheets: list[list[int]]
    ) -> None:
        page.goto("/en/mood/")
        answer_core(page, two_sheets[0])
        page.locator("[data-result]").wait_for()
        page.wait_for_load_state()
        result, track = page.url, page.locator("h1").inner_text()
        friend = open_context()
        friend.goto(result)
        friend.get_by_role("link", name="Take the quiz and compare").first.click()
        answer_core(friend, two_sheets[1])
        friend.get_by_text("The track for both of you").wait_for()
        friend.wait_for_load_state()
        comparison = friend.url.partition("?")[0]

        friend.reload()
        _expect_sides(friend, "Your friend", "You", track)
        page.goto(f"{result}?a-minute-later")  # so long the page without a query stays as it was
        page.get_by_role("link", name=f"With somebody who got {track}").click()
        _expect_sides(page, "You", "Your friend", track)
        stranger = open_context()
        stranger.goto(comparison)
        _expect_sides(stranger, "The one who asked", "The one who answered", track)

        agreed = sum(a == b for a, b in zip(*two_sheets, strict=True))
        title = f"You two agreed on {agreed} of 8"
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        expect(page.locator("dl.pair")).to_have_count(min(CLASH_COUNT, 8 - agreed))


def _expect_owner(page: Page) -> None:
    expect(page.get_by_role("heading", name="Your top three")).to_be_visible()
    expect(page.get_by_role("button", name="Delete this result")).to_be_visible()
    expect(page.get_by_role("link", name="Take the quiz and compare")).to_have_count(0)


def _expect_stranger(page: Page) -> None:
    expect(page.get_by_role("heading", name="The top three")).to_be_visible()
    expect(page.get_by_role("link", name="Take the quiz and compare")).to_have_count(2)
    expect(page.get_by_role("button", name="Delete this result")).to_have_count(0)
    expect(page.get_by_role("button", name="Change this one answer")).to_have_count(0)


def _expect_sides(page: Page, first: str, second: str, track: str) -> None:
    """Who the two are, over their tracks and over every answer that they clash on."""
    panels = page.locator(".panel:has(.door)")
    expect(panels.locator(".eyebrow")).to_have_text([first, second])
    expect(panels.locator("h2")).to_have_text([track, track])
    expect(page.locator("dl.pair").first.locator("dt")).to_have_text([first, second])

"""What a round shows and what it folds: the timer, and what would spoil the drama."""

from playwright.sync_api import Page, expect


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

"""Answers that a browser keeps: after Back from a result, in two tabs, until one starts over."""

import re

import pytest
from playwright.sync_api import Page, expect

from quizapp.mood.scoring import next_decider
from tests.browser.conftest import NewPage
from tests.browser.playing import answer_core, shipped_table
from tests.combinations import combinations
from tests.mood.builders import random_sheets

RESULT = re.compile(r"/en/r/[\w-]{22}$")
STANDS = "The result of these answers stands"
RESUMED = "Your answers from before are still here."


@pytest.fixture(scope="session")
def clear_answers() -> list[int]:
    """Which option to choose of each core question so that no decider follows."""
    table = shipped_table()
    rest = (None,) * (len(table.points) - table.core_count)
    return next(
        [answer for answer in sheet[: table.core_count] if answer is not None]
        for sheet in random_sheets(table, 200, seed=7, skips=0)
        if next_decider(table, (*sheet[: table.core_count], *rest)) is None
    )


class TestBack:
    def test_from_a_result_shows_its_answers_and_sends_them_to_the_same_result(
        self, page: Page, clear_answers: list[int]
    ) -> None:
        page.goto("/en/mood/")
        answer_core(page, clear_answers)
        expect(page).to_have_url(RESULT)
        page.wait_for_load_state()
        result = page.url
        kept = str(page.evaluate("Object.values(sessionStorage).join()"))
        assert (result in kept, "#mine" in kept) == (True, False)

        page.go_back()
        expect(page).to_have_title(re.compile("^Question 8 of 8"))
        expect(page.get_by_text(STANDS)).to_be_visible()
        expect(page.locator("fieldset :checked")).to_have_count(8)
        page.reload()
        expect(page.get_by_text(STANDS)).to_be_visible()
        page.locator("[data-next]").click()
        expect(page).to_have_url(result)

        page.go_back()
        page.locator("fieldset:visible label.option").nth((clear_answers[7] + 1) % 4).click()
        expect(page.get_by_text(STANDS)).to_be_hidden()

    @pytest.mark.matrix
    def test_offers_the_result_again(self, page: Page, clear_answers: list[int]) -> None:
        page.goto("/en/mood/")
        answer_core(page, clear_answers)
        expect(page).to_have_url(RESULT)
        page.wait_for_load_state()
        result = page.url
        page.go_back()

        page.get_by_role("link", name="See it again").click()

        expect(page).to_have_url(result)
        expect(page.get_by_role("heading", name="Your top three")).to_be_visible()

    @pytest.mark.matrix
    def test_a_later_visit_begins_afresh(self, page: Page, clear_answers: list[int]) -> None:
        page.goto("/en/mood/")
        answer_core(page, clear_answers)
        page.get_by_role("link", name="Another mood, another try").click()

        expect(page).to_have_title(re.compile("^Question 1 of 8"))
        expect(page.locator("fieldset :checked")).to_have_count(0)
        expect(page.get_by_text(STANDS)).to_be_hidden()


@pytest.mark.matrix
class TestTwoTabs:
    def test_keep_their_own_answers(self, page: Page) -> None:
        page.goto("/en/mood/")
        for _ in range(3):
            page.locator("fieldset:visible label.option").nth(2).click()
        other = page.context.new_page()
        other.goto("/en/mood/")
        expect(other).to_have_title(re.compile("^Question 4 of 8"))
        expect(other.get_by_text(RESUMED)).to_be_visible()

        other.get_by_role("link", name="Start over").click()
        expect(other).to_have_title(re.compile("^Question 1 of 8"))
        other.locator("fieldset:visible label.option").nth(0).click()
        page.reload()
        other.reload()

        expect(page).to_have_title(re.compile("^Question 4 of 8"))
        expect(page.locator("fieldset").first.locator("[type=radio]").nth(2)).to_be_checked()
        expect(other).to_have_title(re.compile("^Question 2 of 8"))
        expect(other.locator("fieldset").first.locator("[type=radio]").nth(0)).to_be_checked()

    def test_one_finished_leaves_the_other_its_answers(
        self, page: Page, clear_answers: list[int]
    ) -> None:
        page.goto("/en/mood/")
        other = page.context.new_page()
        other.goto("/en/mood/")
        other.locator("fieldset:visible label.option").nth(1).click()

        answer_core(page, clear_answers)
        expect(page).to_have_url(RESULT)
        other.reload()

        expect(other).to_have_title(re.compile("^Question 2 of 8"))


@pytest.mark.matrix
class TestStartOver:
    def test_is_offered_once_there_is_something_to_clear(self, page: Page) -> None:
        page.goto("/en/mood/")
        again = page.get_by_role("link", name="Start over")
        expect(page.locator("[data-next]")).to_be_visible()
        expect(again).to_be_hidden()
        page.locator("fieldset:visible label.option").nth(2).click()

        again.click()

        expect(page).to_have_title(re.compile("^Question 1 of 8"))
        expect(page.locator("fieldset :checked")).to_have_count(0)
        page.reload()
        expect(page).to_have_title(re.compile("^Question 1 of 8"))
        expect(page.get_by_text(RESUMED)).to_be_hidden()

    @pytest.mark.parametrize("address", combinations(["/en/mood/", "/en/embed/mood"], quick=[]))
    def test_works_without_a_script(self, open_context: NewPage, address: str) -> None:
        page = open_context(java_script_enabled=False)
        page.goto(address)
        page.locator("label.option").first.click()
        expect(page.locator(":checked")).to_have_count(1)

        page.get_by_role("link", name="Start over").click()

        expect(page).to_have_url(re.compile(f"{address}$"))
        expect(page.locator(":checked")).to_have_count(0)

"""The mood quiz as people play it in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from quizapp.mood.scoring import next_decider
from tests.browser.conftest import PHONE, NewPage, axe_remarks
from tests.browser.playing import shipped_table
from tests.combinations import combinations
from tests.mood.builders import random_sheets

RESULT = re.compile(r"/r/[\w-]{22}")

PRESS_ONE_AND_GO_ON = """times => {
  for (let time = 0; time < times; time += 1) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "1", bubbles: true }));
    document.querySelector("[data-quiz]").requestSubmit();
  }
}"""


@pytest.fixture(scope="session")
def close_answers() -> list[int]:
    """Which option to choose of each core question so that two tracks are neck and neck."""
    table = shipped_table()
    core, rest = table.core_count, len(table.points) - table.core_count
    return next(
        [answer for answer in sheet[:core] if answer is not None]
        for sheet in random_sheets(table, 200, seed=7, skips=0)
        if next_decider(table, (*sheet[:core], *[None] * rest)) is not None
    )


def _settle(page: Page) -> None:
    """Answer deciders, by keyboard, until the result stands."""
    for count in range(3):
        page.locator(f"[data-decider='{count + 1}'], .spotlight").first.wait_for()
        if RESULT.search(page.url):
            return
        page.locator("[type=radio]").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")


class TestWithoutJavaScript:
    def test_all_questions_stand_on_one_page_and_lead_to_a_result(
        self, open_context: NewPage
    ) -> None:
        page = open_context(java_script_enabled=False)
        page.goto("/en/mood/")

        questions = page.locator("fieldset")
        expect(questions).to_have_count(8)
        for question in questions.all():
            question.locator("label.option").nth(1).click()
        page.get_by_role("button", name="Show me my track").click()
        _settle(page)

        expect(page.get_by_text("Why this one")).to_be_visible()


class TestByKeyboard:
    def test_numbers_and_enter_lead_to_a_result(self, page: Page) -> None:
        page.goto("/en/mood/")

        for number in range(1, 9):
            expect(page).to_have_title(re.compile(f"^Question {number} of 8"))
            page.keyboard.press("2")
            page.keyboard.press("Enter")
        _settle(page)

        expect(page.get_by_role("heading", level=1)).to_be_visible()

    def test_answers_faster_than_a_question_slides_in_are_kept(self, open_context: NewPage) -> None:
        page = open_context(reduced_motion="no-preference")
        page.goto("/en/mood/")

        page.evaluate(PRESS_ONE_AND_GO_ON, 7)

        expect(page).to_have_title(re.compile("^Question 8 of 8"))
        expect(page.locator("fieldset :checked")).to_have_count(7)

    def test_backspace_goes_back_and_keeps_the_answer(self, page: Page) -> None:
        page.goto("/en/mood/")
        page.keyboard.press("3")
        page.keyboard.press("Enter")

        page.keyboard.press("Backspace")

        expect(page.locator("fieldset:visible [type=radio]").nth(2)).to_be_checked()
        expect(page.locator("fieldset:visible legend")).to_be_focused()

    def test_numbers_and_enter_settle_a_decider(self, page: Page, close_answers: list[int]) -> None:
        _reach_a_decider(page, close_answers)

        page.keyboard.press("2")
        expect(page.locator("[type=radio]").nth(1)).to_be_checked()
        page.keyboard.press("Enter")

        page.locator("[data-decider='2'], .spotlight").first.wait_for()


class TestOnAPhoneInKorean:
    def test_a_touch_moves_on_until_the_result(self, open_context: NewPage) -> None:
        page = open_context(viewport=PHONE, locale="ko-KR", has_touch=True)
        page.goto("/")

        page.goto("/ko/mood/")
        for number in range(1, 8):
            page.locator("fieldset:visible label.option").nth(number % 4).tap()
        page.locator("fieldset:visible label.option").first.tap()
        page.locator("[data-next]").tap()
        _settle(page)

        assert page.locator("html").get_attribute("lang") == "ko"
        assert axe_remarks(page) == []


class TestWithAPoorNetwork:
    def test_answers_outlive_a_reload(self, page: Page) -> None:
        page.goto("/en/mood/")
        page.locator("fieldset:visible label.option").nth(2).click()
        page.locator("fieldset:visible label.option").nth(1).click()

        page.reload()

        expect(page).to_have_title(re.compile("^Question 3 of 8"))
        page.locator("[data-back]").click()
        expect(page.locator("fieldset:visible [type=radio]").nth(1)).to_be_checked()

    def test_a_failed_send_is_said_kept_and_sent_later(self, open_context: NewPage) -> None:
        # The worker, which has its own tests, would learn later than the page that all is well.
        page = open_context(service_workers="block")
        page.goto("/en/mood/")
        for _ in range(7):
            page.locator("fieldset:visible label.option").first.click()
        page.locator("fieldset:visible label.option").first.click()

        page.context.set_offline(True)
        page.locator("[data-next]").click()
        expect(page.locator("[data-news]")).to_contain_text("No connection")

        page.context.set_offline(False)
        _settle(page)
        expect(page.get_by_text("Why this one")).to_be_visible()


def _reach_a_decider(page: Page, answers: list[int]) -> None:
    """Answer the core questions, all on one page or one at a time."""
    page.goto("/en/mood/")
    for question, answer in zip(page.locator("fieldset").all(), answers, strict=True):
        question.locator("label.option").nth(answer).click()
    page.get_by_role("button", name="Show me my track").click()
    page.locator("[data-decider]").wait_for()


def _skip_deciders(page: Page, *, chosen_first: bool) -> str:
    """Skip deciders until the result stands, and read its ranking."""
    while not RESULT.search(page.url):
        decider = page.locator("[data-decider]").get_attribute("data-decider")
        if chosen_first:
            page.locator("label.option").first.click()
        page.get_by_role("button", name="Skip").click()
        page.locator(f"[data-decider]:not([data-decider='{decider}']), .spotlight").first.wait_for()
    return page.locator("details table").text_content() or ""


@pytest.mark.parametrize("has_script", combinations([True, False], quick=[True]))
class TestADecider:
    def test_that_is_skipped_counts_for_nothing_whatever_was_chosen_in_it(
        self, open_context: NewPage, close_answers: list[int], has_script: bool
    ) -> None:
        page = open_context(java_script_enabled=has_script)
        rankings = []
        for chosen_first in (False, True):
            _reach_a_decider(page, close_answers)
            rankings.append(_skip_deciders(page, chosen_first=chosen_first))

        assert rankings[0] == rankings[1]

    def test_is_settled_only_by_an_answer(
        self, open_context: NewPage, close_answers: list[int], has_script: bool
    ) -> None:
        page = open_context(java_script_enabled=has_script)
        _reach_a_decider(page, close_answers)

        page.get_by_role("button", name="Settle it").click()

        expect(page.locator("[data-decider='1']")).to_be_visible()
        expect(page.locator("[type=radio]").first).to_be_focused()

    def test_is_settled_by_enter(
        self, open_context: NewPage, close_answers: list[int], has_script: bool
    ) -> None:
        page = open_context(java_script_enabled=has_script)
        _reach_a_decider(page, close_answers)
        skipped = _skip_deciders(page, chosen_first=False)

        _reach_a_decider(page, close_answers)
        _settle(page)

        assert page.locator("details table").text_content() != skipped


class TestADeciderWithAPoorNetwork:
    def test_is_said_kept_and_sent_later(self, page: Page, close_answers: list[int]) -> None:
        _reach_a_decider(page, close_answers)
        page.locator("label.option").first.click()

        page.context.set_offline(True)
        page.get_by_role("button", name="Settle it").click()
        expect(page.locator("[data-news]")).to_contain_text("No connection")
        page.context.set_offline(False)

        page.locator("[data-decider='2'], .spotlight").first.wait_for()

    def test_is_skipped_when_that_was_the_last_word(
        self, page: Page, close_answers: list[int]
    ) -> None:
        sent: list[str] = []
        page.on("request", lambda r: sent.append(r.post_data or "") if r.method == "POST" else None)
        _reach_a_decider(page, close_answers)
        name = page.locator("[type=radio]").first.get_attribute("name") or ""
        page.locator("label.option").first.click()
        page.context.set_offline(True)
        page.get_by_role("button", name="Settle it").click()
        page.get_by_role("button", name="Skip").click()
        sent.clear()

        page.context.set_offline(False)

        page.locator("[data-decider='2'], .spotlight").first.wait_for()
        assert sent
        assert not any(name in body for body in sent)

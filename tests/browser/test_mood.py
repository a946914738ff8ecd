"""The mood quiz as people play it in a browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage, axe_remarks

RESULT = re.compile(r"/r/[\w-]{22}")


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

    def test_backspace_goes_back_and_keeps_the_answer(self, page: Page) -> None:
        page.goto("/en/mood/")
        page.keyboard.press("3")
        page.keyboard.press("Enter")

        page.keyboard.press("Backspace")

        expect(page.locator("fieldset:visible [type=radio]").nth(2)).to_be_checked()
        expect(page.locator("fieldset:visible legend")).to_be_focused()


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

    def test_a_failed_send_is_said_kept_and_sent_later(self, page: Page) -> None:
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

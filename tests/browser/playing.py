"""Steps that browser tests of the mood quiz share."""

from playwright.sync_api import Page


def answer_all(page: Page, option: int) -> None:
    """Answer the questions of the page, and deciders, until what comes of it stands."""
    if page.locator("[data-next]").is_visible() and page.locator("fieldset").nth(1).is_hidden():
        for _ in range(7):
            page.locator("fieldset:visible label.option").nth(option).click()
        page.locator("fieldset:visible label.option").nth(option).click()
        page.locator("[data-next]").click()
    else:
        for question in page.locator("fieldset").all():
            question.locator("label.option").nth(option).click()
        page.locator("form.quiz .primary").click()
    for count in range(3):
        page.locator(f"[data-decider='{count + 1}'], .spotlight").first.wait_for()
        if page.locator(".spotlight").count():
            page.wait_for_load_state()  # until then the scripts have noted nothing
            return
        page.locator("label.option").nth(option).click()
        page.locator("form.quiz .primary").click()

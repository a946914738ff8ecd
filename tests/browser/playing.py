"""Steps that browser tests of the mood quiz share."""

from collections.abc import Sequence

from playwright.sync_api import Page

from quizapp.mood.scoring import ScoreTable
from quizapp.packs.files import read_pack
from quizapp.packs.service import shipped_packs
from tests.mood.pack_table import mood_table


def answer_all(page: Page, option: int) -> None:
    """Answer the questions of the page, and deciders, until what comes of it stands."""
    answer_core(page, [option] * 8)
    for count in range(3):
        page.locator(f"[data-decider='{count + 1}'], .spotlight").first.wait_for()
        if page.locator(".spotlight").count():
            page.wait_for_load_state()  # until then the scripts have noted nothing
            return
        page.locator("label.option").nth(option).click()
        page.locator("form.quiz .primary").click()


def answer_core(page: Page, options: Sequence[int]) -> None:
    """Answer the questions of the page, all at once or one after another, and send them."""
    if page.locator("[data-next]").is_visible() and page.locator("fieldset").nth(1).is_hidden():
        for option in options:
            page.locator("fieldset:visible label.option").nth(option).click()
        page.locator("[data-next]").click()
    else:
        for question, option in zip(page.locator("fieldset").all(), options, strict=True):
            question.locator("label.option").nth(option).click()
        page.locator("form.quiz .primary").click()


def shipped_table() -> ScoreTable:
    """The points of the quiz that the server plays."""
    pack = read_pack(shipped_packs()[0])
    assert pack.mood
    return mood_table(pack.album, pack.mood)

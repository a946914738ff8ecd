"""From a thought to what players get, as an editor with no help: with and without a script, by
keyboard alone, in Korean."""

import gettext
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import ROOT, NewPage
from tests.browser.desk.conftest import NAME, PASSWORD, SignInAs
from tests.combinations import combinations

SLOW = 30_000
"""Milliseconds for what fits and reports first."""
THEMES = ("Love", "Tragedy", "Mischief", "Turbulence", "Triumph")
MOST_TABS = 250

Translate = Callable[[str], str]


def translation(language: str) -> Translate:
    """The words of the pages, so that the journey reads them as editors do."""
    folder = ROOT / "quizapp" / "web" / "translations"
    return gettext.translation("messages", folder, [language], fallback=language == "en").gettext


@dataclass
class Hand:
    """How an editor presses, types and chooses: here with a mouse."""

    page: Page
    _: Translate

    def press(self, where: Locator) -> None:
        where.click()

    def type_into(self, where: Locator, text: str) -> None:
        where.fill(text)

    def choose(self, where: Locator, label: str) -> None:
        where.select_option(label=label)

    def button(self, words: str, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self._(words) % values, exact=True)

    def link(self, words: str) -> Locator:
        return self.page.get_by_role("link", name=self._(words))

    def save(self) -> None:
        self.press(self.page.locator(".bar button[value=save]"))

    def sees(self, words: str, timeout: float = SLOW) -> None:
        expect(self.page.get_by_text(self._(words)).first).to_be_visible(timeout=timeout)


class Keys(Hand):
    """The same by keyboard alone: Tab leads to everything."""

    def reach(self, where: Locator) -> None:
        for _tab in range(MOST_TABS):
            if where.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {where}")

    def press(self, where: Locator) -> None:
        self.reach(where)
        self.page.keyboard.press("Enter")

    def type_into(self, where: Locator, text: str) -> None:
        self.reach(where)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, where: Locator, label: str) -> None:
        self.reach(where)
        self.page.keyboard.press("Home")
        while where.evaluate("list => list.selectedOptions[0].label") != label:
            self.page.keyboard.press("ArrowDown")


WAYS = {
    "with a script": ("en", True, Hand),
    "without a script": ("en", False, Hand),
    "by keyboard": ("en", True, Keys),
    "in Korean": ("ko", True, Hand),
    "in Korean without a script, by keyboard": ("ko", False, Keys),
}


@pytest.mark.parametrize("way", combinations(WAYS, quick=["with a script"]))
def test_a_question_goes_from_five_rows_to_four_and_to_the_players(
    open_context: NewPage, sign_in_as: SignInAs, way: str
) -> None:
    language, has_script, hand_of = WAYS[way]
    player = open_context(java_script_enabled=False)
    address = play(player)
    player.goto(address)
    facts = player.locator("main").inner_text()
    sign_in_as(open_context())  # the password is chosen
    page = open_context(java_script_enabled=has_script)
    hand, stem = hand_of(page, translation(language)), f"Which hour is yours, {way}?"

    come_in(hand, language)
    hand.press(page.locator(f"a[href='/{language}/desk/quizzes/mood/']"))
    hand.press(hand.link("New question"))
    fill_in(hand, stem, language)
    move_the_last_answer_up(hand, f"{stem} Triumph")
    points = page.locator("input[name=options-0-weights]").first
    hand.type_into(points, "3")
    hand.save()
    expect(page.locator("#options-0-weights-problem")).to_contain_text("3")
    expect(page.locator("[name=stem-en]")).to_have_value(stem)
    hand.type_into(points, "4")
    hand.press(hand.button("Preview"))
    hand.sees("Preview: nothing is kept or counted.")
    expect(page.locator("main legend").first).to_contain_text(stem)
    hand.press(hand.link("Back to the form"))
    expect(page.locator("[name=stem-en]")).to_have_value(stem)
    hand.save()
    hand.sees("Saved.")
    hand.press(hand.link("To the quiz"))
    hand.press(hand.button("Publish the next edition"))
    hand.sees("Published. Players get it from now on; results already shared stay as they are.")

    assert stem in what_players_are_asked(open_context())
    player.goto(address)
    assert player.locator("main").inner_text() == facts
    retire(hand, stem, language)


def come_in(hand: Hand, language: str) -> None:
    hand.page.goto(f"/{language}/desk/")
    hand.type_into(hand.page.locator("[name=name]"), NAME)
    hand.type_into(hand.page.locator("[name=password]"), PASSWORD)
    hand.press(hand.page.locator("main form button"))
    hand.page.wait_for_url("**/desk/")


def fill_in(hand: Hand, stem: str, language: str) -> None:
    """A whole mood item in five rows, the third of them one too many."""
    page, translated = hand.page, {"en": dict(zip(THEMES, THEMES, strict=True)), "ko": KOREAN}
    hand.press(hand.button("Add an answer"))
    expect(page.locator("[name=options-4-text-en]")).to_be_visible()
    hand.type_into(page.locator("[name=stem-en]"), stem)
    hand.type_into(page.locator("[name=stem-ko]"), f"{stem} (한국어)")
    for place, theme in enumerate(THEMES):
        hand.type_into(page.locator(f"[name=options-{place}-text-en]"), f"{stem} {theme}")
        hand.type_into(page.locator(f"[name=options-{place}-text-ko]"), f"{stem} {theme} 답")
        weights = page.locator(f"[name=options-{place}-weights]")
        hand.choose(weights.nth(0), translated[language][theme])
        hand.type_into(weights.nth(1), "4")
    hand.press(page.locator("button[value='options remove 2']"))
    expect(page.locator("[name=options-4-text-en]")).to_have_count(0)


def retire(hand: Hand, stem: str, language: str) -> None:
    """Leave players, and the next journey, a quiz without this question."""
    hand.press(hand.page.locator("main").get_by_role("link", name=stem).first)
    hand.press(hand.button("Retire it"))
    hand.sees("Retired: it is kept, but comes into no new edition.")
    hand.page.goto(f"/{language}/desk/quizzes/mood/")
    hand.press(hand.button("Publish the next edition"))
    hand.sees("Published. Players get it from now on; results already shared stay as they are.")


KOREAN = {
    "Love": "사랑",
    "Tragedy": "비극",
    "Mischief": "장난기",
    "Turbulence": "격동",
    "Triumph": "승리",
}


def move_the_last_answer_up(hand: Hand, text: str) -> None:
    for place in (3, 2):
        hand.press(hand.page.locator(f"button[value='options up {place}']"))
        expect(hand.page.locator(f"[name=options-{place - 1}-text-en]")).to_have_value(text)


def play(page: Page) -> str:
    """Answer the first option of everything, decide, and give the result's address."""
    page.goto("/en/mood/")
    for question in page.locator("fieldset").all():
        question.locator("label.option").first.click()
    press_and_wait(page, page.get_by_role("button", name="Show me my track"))
    while page.get_by_role("button", name="Settle it").count():
        page.locator("label.option").first.click()
        press_and_wait(page, page.get_by_role("button", name="Settle it"))
    expect(page.get_by_text("Why this one")).to_be_visible()
    return page.url


def press_and_wait(page: Page, button: Locator) -> None:
    """What is counted next is counted on the page that the button leads to."""
    with page.expect_navigation():
        button.click()


def what_players_are_asked(page: Page) -> str:
    """The stems of all questions that everybody gets."""
    page.goto("/en/mood/")
    return " ".join(page.locator("main legend").all_text_contents())

"""What the looks promise: room for every eye and hand, nothing that jumps, words that read well."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from quizapp.texts import LANGUAGES
from tests.browser.conftest import PHONE, NewPage, axe_remarks, room_remarks, serving
from tests.browser.test_offline import play, settle
from tests.combinations import combinations

PAGES = ("/", "/mood/", "/tracks/not-over")
GOLDEN = Path(__file__).parent / "golden"
LARGEST_SHIFT = 0.02
COUNT_SHIFTS = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
ANY_QUESTION = """() => {
  const say = (selector, words) => {
    for (const [place, part] of document.querySelectorAll(selector).entries()) {
      part.textContent = words + (words.endsWith(" ") ? place + 1 : "");
    }
  };
  say("h1.eyebrow", document.querySelector("h1").textContent.split(" · ")[0] + " · SUBJECT");
  say("legend, header + .lead", "THE QUESTION");
  say("label.option span", "ANSWER ");
  say(".lesson dd", "ANSWER ");
  say(".lesson + p", "THE STORY BEHIND IT");
  say(".sources a", "A SOURCE");
  for (const more of document.querySelectorAll(".sources li + li")) more.remove();
  for (const part of document.querySelectorAll("header .eyebrow, .muted")) {
    if (!part.children.length) part.textContent = part.textContent.replace(/\\d+/g, "N");
  }
}"""
"""Puts the same words where each question has its own."""
FOCUS = """() => {
  const part = document.activeElement;
  const { x, y, width, height } = part.getBoundingClientRect();
  const spot = document.elementFromPoint(x + width / 2, y + height / 2);
  const box = part.closest("label") ?? part;
  return { name: part.textContent.trim(), isSeen: box.contains(spot) || part.contains(spot),
    isMarked: [part, box].some((it) => getComputedStyle(it).outlineStyle !== "none") };
}"""


class TestReflow:
    @pytest.mark.matrix
    def test_every_question_of_a_round_has_room(self, page: Page) -> None:
        page.goto("/ko/trivia/")
        press(page, "form .primary")
        for _ in range(8):
            assert room_remarks(page) == []
            page.locator("label.option").first.click()
            press(page, "[data-question] .primary")
            assert room_remarks(page) == []
            press(page, "main .primary")


class TestLayoutShift:
    def test_of_the_quiz_is_none_even_when_its_script_is_late(self, open_context: NewPage) -> None:
        page = open_context(viewport=PHONE, reduced_motion="no-preference")
        page.route("**/mood/quiz.js", _late)
        page.add_init_script(f"({COUNT_SHIFTS})()")

        page.goto("/en/mood/")
        expect(page).to_have_title(re.compile("^Question 1 of 8"))

        assert page.evaluate("window.shift") == 0

    @pytest.mark.slow
    def test_of_the_reveal_is_small(self, open_context: NewPage) -> None:
        page = open_context(viewport=PHONE, reduced_motion="no-preference")
        page.add_init_script(f"({COUNT_SHIFTS})()")
        page.goto("/en/mood/")
        for number in range(1, 9):
            expect(page).to_have_title(re.compile(f"^Question {number} of 8"))
            page.locator("fieldset:visible label.option").first.click()
        page.locator("[data-next]").click()
        settle(page)

        page.wait_for_timeout(1500)

        assert page.evaluate("window.shift") < LARGEST_SHIFT


def _late(route: Route) -> None:
    _hold(route, 600)


def _later(route: Route) -> None:
    _hold(route, 2000)


def _hold(route: Route, milliseconds: int) -> None:
    answer = route.fetch()
    route.request.frame.page.wait_for_timeout(milliseconds)
    route.fulfill(response=answer)


class TestSlowNetwork:
    @pytest.mark.slow
    def test_says_that_the_answers_are_on_their_way(self, page: Page) -> None:
        page.goto("/en/mood/")
        page.route("**/mood/", _later)

        play(page)

        expect(page.get_by_role("status")).to_have_text("One moment, the orchestra is tuning.")
        settle(page)


class TestFirstQuestion:
    def test_is_whole_on_a_phone_above_the_way_on(self, open_context: NewPage) -> None:
        page = open_context(viewport=PHONE)
        page.goto("/en/mood/")

        last = page.locator("fieldset:visible label.option").last.bounding_box()
        turns = page.locator(".turns").bounding_box()

        assert last
        assert turns
        assert last["y"] + last["height"] <= turns["y"]
        assert turns["y"] + turns["height"] <= PHONE["height"] + 1


class TestForcedColors:
    @pytest.mark.parametrize("path", combinations(PAGES, quick=["/mood/"]))
    def test_leave_nothing_for_axe(self, open_context: NewPage, path: str) -> None:
        page = open_context(forced_colors="active")

        page.goto(f"/en{path}")

        assert axe_remarks(page) == []

    def test_show_what_is_chosen(self, open_context: NewPage) -> None:
        page = open_context(forced_colors="active")
        page.goto("/en/mood/")
        option = page.locator("fieldset:visible label.option").first
        outline = "it => getComputedStyle(it).outlineStyle"
        assert option.evaluate(outline) == "none"

        page.keyboard.press("1")

        assert option.evaluate(outline) == "solid"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A game in which no editor of another test has changed what is played."""
    with serving(tmp_path_factory.mktemp("untouched")) as address:
        yield address


class TestTranscript:
    """What a screen reader is told, kept as text. ``UPDATE_GOLDEN=1`` writes it anew."""

    @pytest.mark.parametrize("language", combinations(LANGUAGES, quick=["ko"]))
    def test_of_the_quiz_and_the_result_reads_as_written(
        self, open_context: NewPage, untouched: str, language: str
    ) -> None:
        page = open_context(base_url=untouched, viewport=PHONE)
        page.goto(f"/{language}/mood/")
        page.locator("fieldset:visible").wait_for()
        compare(f"quiz.{language}.yaml", page)
        play(page)
        page.locator("[data-decider], .spotlight").first.wait_for()
        while page.locator("[data-decider]").count():
            page.locator("label.option").first.click()
            with page.expect_navigation():
                page.locator("main form .primary").click()
        compare(f"result.{language}.yaml", page)

    @pytest.mark.parametrize("language", combinations(LANGUAGES, quick=["ko"]))
    def test_of_a_question_of_trivia_and_a_wrong_answer_reads_as_written(
        self, open_context: NewPage, untouched: str, language: str
    ) -> None:
        page = open_context(base_url=untouched, viewport=PHONE)
        page.goto(f"/{language}/trivia/")
        press(page, "form .primary")
        page.evaluate(ANY_QUESTION)
        compare(f"trivia-question.{language}.yaml", page)
        page.reload()
        while True:
            page.locator("label.option").first.click()
            press(page, "[data-question] .primary")
            if page.locator("h1.bad").count():
                break
            press(page, "main form .primary")
        page.evaluate(ANY_QUESTION)
        compare(f"trivia-answer.{language}.yaml", page)


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def compare(name: str, page: Page) -> None:
    tree = page.locator("body").aria_snapshot()
    told = re.sub(r"^\s*- /url:.*\n?", "", tree, flags=re.MULTILINE)
    told = re.sub(r'":$', '"', told, flags=re.MULTILINE)
    told = re.sub(r"http\S+?(?=[\s\"]|$)", "ADDRESS", told) + "\n"
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told)
    assert told == path.read_text()


class TestByKeyboardAlone:
    def test_from_the_opening_to_the_album(self, page: Page) -> None:
        page.goto("/en/")
        follow(page, "Start the mood quiz")
        for number in range(1, 9):
            expect(page).to_have_title(re.compile(f"^Question {number} of 8"))
            page.keyboard.press("2")
            page.keyboard.press("Enter")
        page.locator("[data-decider], .spotlight").first.wait_for()
        while page.locator("[data-decider]").count():
            page.locator("[type=radio]").first.focus()
            page.keyboard.press("Space")
            with page.expect_navigation():
                page.keyboard.press("Enter")
        follow(page, "About this track")
        expect(page.get_by_text("What it is about")).to_be_visible()
        follow(page, "Album")

        expect(page.get_by_text("The chapters")).to_be_visible()

    @pytest.mark.parametrize("path", combinations([*PAGES, "/search/?q=gaho"], quick=["/mood/"]))
    def test_focus_is_always_seen(self, page: Page, path: str) -> None:
        page.set_viewport_size(PHONE)
        page.goto(f"/en{path}")

        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            focus = page.evaluate(FOCUS)
            assert focus["isSeen"], focus
            assert focus["isMarked"], focus


def follow(page: Page, name: str) -> None:
    """Tab to the link of that name and press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS)["name"] == name:
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")

"""The editors' desk as editors use it in a browser."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, ROOT, NewPage, axe_remarks
from tests.hostile import PAYLOADS

NAME, PASSWORD = "Hae-ra", "the snow falls on every roof"
SLOW = 30_000
"""Milliseconds for publishing, which fits and reports first."""
THEMES = ("love", "power", "mischief", "revenge", "tragedy")
ROOMS = (
    "",
    "catalog/1/",
    "quizzes/mood/",
    "quizzes/mood/balance",
    "quizzes/mood/guide",
    "items/1",
    "items/20",
    "tracks/1",
    "themes/1",
    "settings/1",
    "new/items/1",
    "history/item/1",
)


@pytest.fixture(scope="session")
def link(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The one-time link of a new admin of the running game."""
    folder = tmp_path_factory.getbasetemp() / "server0"
    environ = os.environ | {"DATA_DIR": str(folder), "PORT": server.rpartition(":")[2]}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "editor", "add", NAME, "--admin"]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    found = re.search(r"http\S+", done.stdout)
    assert found, done.stdout
    return found[0]


@pytest.fixture(scope="session")
def invited() -> set[str]:
    """Empty until the password is chosen, which only works once."""
    return set()


@pytest.fixture
def sit_down(link: str, invited: set[str]) -> "SitDown":
    return SitDown(link, invited)


class SitDown:
    """Signs a page in with name and password; the first one chooses the password."""

    def __init__(self, link: str, invited: set[str]) -> None:
        self.link = link
        self.invited = invited

    def __call__(self, page: Page, language: str = "en") -> Page:
        if not self.invited:
            page.goto(self.link)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("[name=again]").fill(PASSWORD)
            page.locator("[name=again]").press("Enter")
            page.wait_for_url("**/desk/sign-in*")
            self.invited.add(NAME)
        page.goto(f"/{language}/desk/sign-in")
        page.locator("[name=name]").fill(NAME)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/desk/")
        return page


def fill_in(page: Page, stem: str) -> None:
    """A whole mood item in five rows, the third of them one too many."""
    page.locator("[name=stem-en]").fill(stem)
    page.locator("[name=stem-ko]").fill(f"{stem} (한국어)")
    page.get_by_role("button", name="Add an answer").click()
    expect(page.locator("[name=options-4-text-en]")).to_be_visible()
    for place, theme in enumerate(THEMES):
        page.locator(f"[name=options-{place}-text-en]").fill(f"{stem} {theme}")
        page.locator(f"[name=options-{place}-text-ko]").fill(f"{stem} {theme} 답")
        page.locator(f"select[name=options-{place}-weights]").first.select_option(theme)
        page.locator(f"input[name=options-{place}-weights]").first.fill("4")
    page.get_by_role("button", name="Remove answer 3").click()
    expect(page.locator("[name=options-4-text-en]")).to_have_count(0)


def play(page: Page) -> str:
    """Answer the first option of everything, decide, and give the result's address."""
    page.goto("/en/mood/")
    for question in page.locator("fieldset").all():
        question.locator("label.option").first.click()
    page.get_by_role("button", name="Show me my track").click()
    while page.get_by_role("button", name="Settle it").count():
        page.locator("label.option").first.click()
        page.get_by_role("button", name="Settle it").click()
    expect(page.get_by_text("Why this one")).to_be_visible()
    return page.url


class TestItem:
    @pytest.mark.parametrize("has_script", [True, False])
    def test_goes_from_five_rows_to_four_and_to_the_players(
        self, open_context: NewPage, sit_down: SitDown, has_script: bool
    ) -> None:
        stem = f"Which hour is yours, {'with' if has_script else 'without'} a script?"
        player = open_context(java_script_enabled=False)
        address = play(player)
        before = player.locator("main").inner_text()
        page = sit_down(open_context(java_script_enabled=has_script))

        page.goto("/en/desk/quizzes/mood/")
        page.get_by_role("link", name="New question").click()
        fill_in(page, stem)
        points = page.locator("input[name=options-0-weights]").first
        points.fill("3")
        page.locator(".bar").get_by_role("button", name="Save").click()
        expect(page.locator("#options-0-weights-problem")).to_have_text(
            "An option has 4 points to give; here are 3."
        )
        points.fill("4")
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_text("Preview: nothing is kept or counted.")).to_be_visible()
        expect(page.locator("legend").first).to_contain_text(stem)
        page.get_by_role("link", name="Back to the form").click()
        page.locator(".bar").get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        page.get_by_role("link", name="To the quiz").click()
        page.get_by_role("button", name="Publish the next edition").click()
        expect(page.get_by_text("Published.")).to_be_visible(timeout=SLOW)

        page.get_by_role("link", name="Balance report").click()
        expect(page.get_by_role("link", name=stem)).to_be_visible(timeout=SLOW)
        assert play(player) != address
        player.goto(address)
        assert player.locator("main").inner_text() == before

    def test_shows_how_its_points_speak_while_they_are_typed(
        self, page: Page, sit_down: SitDown
    ) -> None:
        sit_down(page).goto("/en/desk/items/2")
        voices = page.locator("[data-speaks='0'] .number")
        before = voices.all_inner_texts()

        page.locator("select[name=options-0-weights]").first.select_option("mischief")

        expect(page.locator("[data-kept]")).to_have_text("Kept as a draft")
        assert voices.all_inner_texts() != before
        page.reload()
        expect(page.get_by_text("Not saved yet.")).to_be_visible()
        page.get_by_role("button", name="Throw away what I typed").click()
        assert voices.all_inner_texts() == before

    def test_is_saved_by_keyboard_alone(self, page: Page, sit_down: SitDown) -> None:
        sit_down(page).goto("/en/desk/items/3")

        page.locator("[name=stem-en]").focus()
        page.keyboard.press("End")
        page.keyboard.type(" Now?")
        page.keyboard.press("Enter")

        expect(page.get_by_text("Saved.")).to_be_visible()
        page.get_by_role("button", name="Undo").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[name=stem-en]")).not_to_have_value(re.compile("Now"))

    def test_is_not_lost_when_the_session_ends(
        self, open_context: NewPage, sit_down: SitDown
    ) -> None:
        page = sit_down(open_context())
        page.goto("/en/desk/items/4")
        page.locator("[name=stem-en]").fill("Typed before the door fell shut")
        expect(page.locator("[data-kept]")).to_have_text("Kept as a draft")

        page.context.clear_cookies()
        page = sit_down(page)
        page.goto("/en/desk/items/4")

        expect(page.locator("[name=stem-en]")).to_have_value("Typed before the door fell shut")
        page.get_by_role("button", name="Throw away what I typed").click()


class TestConflict:
    def test_shows_both_versions_and_merges(self, open_context: NewPage, sit_down: SitDown) -> None:
        late, early = sit_down(open_context()), sit_down(open_context())
        late.goto("/en/desk/artists/1")
        early.goto("/en/desk/artists/1")
        early.locator("[name=about-ko]").fill("먼저 쓴 말")
        early.locator("[name=about-ko]").press("Tab")
        early.locator(".bar").get_by_role("button", name="Save").click()
        expect(early.get_by_text("Saved.")).to_be_visible()

        late.locator("[name=about-en]").fill("Late words")
        late.locator(".bar").get_by_role("button", name="Save").click()
        expect(late.get_by_role("cell", name="먼저 쓴 말")).to_be_visible()
        row = late.get_by_role("row").filter(has_text="먼저 쓴 말")
        row.get_by_role("button", name="Take theirs").click()
        late.get_by_role("button", name="Save the merged version").click()

        expect(late.get_by_text("Saved.")).to_be_visible()
        expect(late.locator("[name=about-en]")).to_have_value("Late words")
        expect(late.locator("[name=about-ko]")).to_have_value("먼저 쓴 말")


def test_nothing_that_is_typed_runs(page: Page, sit_down: SitDown) -> None:
    sit_down(page).goto("/en/desk/chapters/2")
    texts = "\n\n".join(PAYLOADS)
    page.locator("[name=body-en]").fill(texts[:4000])
    page.locator("[name=body-ko]").fill(texts[-4000:])
    page.locator("[name=title-en]").fill('"><img src=x onerror=window.hit=1>')
    page.locator(".bar").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    for path in ("desk/chapters/2", "desk/history/chapter/2", "desk/catalog/1/", "album/"):
        page.goto(f"/en/{path}")
        assert page.evaluate("window.hit") is None
    page.get_by_role("link", name="onerror").first.click()
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_axe_finds_nothing_at_the_desk(
    open_context: NewPage, sit_down: SitDown, language: str, scheme: str
) -> None:
    page = sit_down(open_context(color_scheme=scheme), language)
    remarks = {}

    for room in ROOMS:
        page.goto(f"/{language}/desk/{room}")
        remarks[room] = axe_remarks(page)

    assert {room: found for room, found in remarks.items() if found} == {}


def test_nothing_at_the_desk_is_wider_than_a_phone(
    open_context: NewPage, sit_down: SitDown
) -> None:
    page = sit_down(open_context(viewport=PHONE))
    widths = {}

    for room in ROOMS:
        page.goto(f"/en/desk/{room}")
        widths[room] = page.evaluate("document.documentElement.scrollWidth")

    assert {room: width for room, width in widths.items() if width > PHONE["width"]} == {}

"""`make screenshots`: every page of the players as a phone, a tablet and a desktop show it.

Writes ``.cache/screenshots/<width>-<scheme>-<language>/<page>.png``; words after the command choose
pages by name. The few that the README shows are written to ``docs/screenshots`` as well.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.faults.game import ROOT, running

VIEWPORTS = ((390, 844), (768, 1024), (1440, 900))
SCHEMES = ("dark", "light")
LANGUAGES = ("en", "ko")
TARGET = ROOT / ".cache" / "screenshots"
SHOWN = {
    (390, "dark", "en", "home"): "opening.png",
    (390, "dark", "en", "question"): "question.png",
    (390, "dark", "en", "result"): "result.png",
    (1440, "dark", "en", "result"): "result-wide.png",
}
"""Screens, not whole pages, for the README."""
SHOWN_COLORS = 128

LOAD_LAZY_PICTURES = """async () => {
  const pictures = [...document.images].filter((picture) => picture.checkVisibility());
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all(pictures.map((picture) => picture.decode()));
}"""

READING = {
    "home": "",
    "album": "album/",
    "chapter": "chapters/why-it-matters",
    "track": "tracks/not-over",
    "on-screen": "tracks/destiny-taxi",
    "japanese": "tracks/ichinichi-dake",
    "artist": "artists/gaho",
    "theme": "themes/betrayal",
    "search": "search/?q=ga",
    "search-nothing": "search/?q=zzz",
    "diary": "diary",
    "trivia": "trivia/",
    "archive": "trivia/archive",
    "leaderboard": "trivia/leaderboard/all",
    "offline": "offline",
    "missing": "nowhere",
    "suggest": "suggest",
}


def main() -> None:
    chosen = set(sys.argv[1:])
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as game,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for viewport, scheme, language in product(VIEWPORTS, SCHEMES, LANGUAGES):
            page = visitor(browser, f"http://127.0.0.1:{game.port}", viewport, scheme, language)
            for name in walk(page, language, chosen):
                _shoot(page, (viewport[0], scheme, language, name))
            page.context.close()
        browser.close()


def visitor(
    browser: Browser, address: str, viewport: tuple[int, int], scheme: str, language: str
) -> Page:
    width, height = viewport
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of SCHEMES
        locale=language,
        reduced_motion="reduce",
        service_workers="block",
    )
    return context.new_page()


def walk(page: Page, language: str, chosen: set[str]) -> Iterator[str]:
    """Goes from page to page and gives the name of each that is to be taken."""
    for name, path in READING.items():
        if not chosen or name in chosen:
            page.goto(f"/{language}/{path}")
            yield name
    for journey in (_mood, _trivia):
        for name in journey(page, language):
            if not chosen or name in chosen:
                yield name


def _mood(page: Page, language: str) -> Iterator[str]:
    page.goto(f"/{language}/mood/")
    yield "quiz"
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    yield "question"
    for number in range(7):
        page.keyboard.press(str(number % 4 + 1))
        page.keyboard.press("Enter")
    page.locator("[data-decider], .spotlight").first.wait_for()
    while page.locator("[data-decider]").count():
        yield "decider"
        _answer(page)
    yield "result"
    page.goto(f"/{language}/mood/?friend={page.url.partition('/r/')[2].partition('?')[0]}")
    for number in range(8):
        page.keyboard.press(str(3 - number % 3))
        page.keyboard.press("Enter")
    page.locator("[data-decider], .duel, .spotlight").first.wait_for()
    while page.locator("[data-decider]").count():
        _answer(page)
    yield "comparison"


def _trivia(page: Page, language: str) -> Iterator[str]:
    page.goto(f"/{language}/trivia/")
    page.locator("form .primary").first.click()
    page.locator("[data-question]").wait_for()
    yield "trivia-question"
    for number in range(8):
        _answer(page)
        if number == 0:
            yield "trivia-feedback"
        page.locator("main .primary").first.click()
        page.wait_for_load_state()
    yield "trivia-result"


def _answer(page: Page) -> None:
    page.locator("label.option").first.click()
    with page.expect_navigation():
        page.locator("main form .primary").click()


def _shoot(page: Page, which: tuple[int, str, str, str]) -> None:
    width, scheme, language, name = which
    page.evaluate(LOAD_LAZY_PICTURES)
    path = TARGET / f"{width}-{scheme}-{language}" / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    if which in SHOWN:
        picture = Image.open(BytesIO(page.screenshot()))
        picture.quantize(SHOWN_COLORS).save(ROOT / "docs" / "screenshots" / SHOWN[which])


if __name__ == "__main__":
    main()

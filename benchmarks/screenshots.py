"""`make screenshots`: every page and state as a phone, a tablet and a desktop show it.

Writes ``.cache/screenshots/<width>-<scheme>-<language>/<page>.png``; words after the command choose
pages by name, ``--looks`` chooses among the folders. The few that the README shows are written to
``docs/screenshots`` as well.
"""

import argparse
import subprocess
import sys
import tempfile
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from quizapp.texts import LANGUAGES
from tests.faults.game import ROOT, running
from tests.tour import Scheme, duet, open_browser, sign_in, visitor, walk

SIZES = {390: (390, 844), 768: (768, 1024), 1440: (1440, 900)}
SCHEMES: tuple[Scheme, ...] = ("dark", "light")
LOOKS = {
    f"{width}-{scheme}-{language}": (width, scheme, language)
    for width, scheme, language in product(SIZES, SCHEMES, LANGUAGES)
}
TARGET = ROOT / ".cache" / "screenshots"
SHOWN = {
    ("390-dark-en", "home"): "opening.png",
    ("390-light-ko", "question"): "question.png",
    ("390-dark-en", "result"): "result.png",
    ("1440-dark-en", "result"): "result-wide.png",
}
"""Screens, not whole pages, for the README."""
SHOWN_COLORS = 128

LOAD_LAZY_PICTURES = """async () => {
  for (const frame of document.querySelectorAll("[data-picture]")) {
    frame.scrollIntoView();
    while (!frame.querySelector("img")) await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
  const pictures = [...document.images].filter((picture) => picture.checkVisibility());
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all(pictures.map((picture) => picture.decode()));
}"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pages", nargs="*")
    options.add_argument("--looks", nargs="*", choices=LOOKS, default=list(LOOKS))
    chosen = options.parse_args()
    if not _has_korean_font():
        sys.exit("Korean would be drawn as boxes. Debian: apt-get install fonts-noto-cjk")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), {"DEVELOPMENT": "1"}) as game,
        open_browser() as browser,
    ):
        state, duet_slug = sign_in(browser, game), duet(game)
        for look in chosen.looks:
            width, scheme, language = LOOKS[look]
            page = visitor(
                browser, game, size=SIZES[width], scheme=scheme, language=language, state=state
            )
            for name in walk(page, language, duet_slug, chosen.pages):
                _shoot(page, look, name)
            page.context.close()


def _has_korean_font() -> bool:
    found = subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False)
    return bool(found.stdout)


def _shoot(page: Page, look: str, name: str) -> None:
    page.evaluate(LOAD_LAZY_PICTURES)
    page.screenshot(path=TARGET / look / f"{name}.png", full_page=True)
    if shown := SHOWN.get((look, name)):
        picture = Image.open(BytesIO(page.screenshot()))
        picture.quantize(SHOWN_COLORS).save(ROOT / "docs" / "screenshots" / shown)


if __name__ == "__main__":
    main()

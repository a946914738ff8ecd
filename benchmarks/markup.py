"""HTML validation of every page and state: ``python -m benchmarks.markup``.

Asks html-validate, where npm is found; every page is stored under ``.cache/markup`` as served.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, Response

from quizapp.texts import LANGUAGES
from tests.faults.game import ROOT, running
from tests.tour import duet, open_browser, sign_in, visitor, walk

TARGET = ROOT / ".cache" / "markup"
PROGRAM = ROOT / ".cache" / "html-validate"
RULES = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
        "doctype-style": ["error", {"style": "lowercase"}],
        "form-dup-name": "off",  # a list is sent as fields of one name
        "long-title": "off",  # a title may be as long as a question
        "no-implicit-button-type": "off",  # a button sends its form
        "no-trailing-whitespace": "off",
        "prefer-native-element": ["error", {"exclude": ["region"]}],  # a box that scrolls
        "require-sri": "off",  # nothing comes from elsewhere
    },
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pages", nargs="*")
    chosen = options.parse_args()
    shutil.rmtree(TARGET, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), {"DEVELOPMENT": "1"}) as game,
        open_browser() as browser,
    ):
        state, duet_slug = sign_in(browser, game), duet(game)
        for language in LANGUAGES:
            page = visitor(browser, game, size=(390, 844), language=language, state=state)
            served = Served(page)
            for name in walk(page, language, duet_slug, chosen.pages):
                path = TARGET / language / f"{name}.html"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(served.html)
            page.context.close()
    sys.exit(_validate())


class Served:
    """The HTML of the page that was opened last, as it came from the server."""

    def __init__(self, page: Page) -> None:
        self._answer: Response | None = None
        page.on("response", self._note)

    @property
    def html(self) -> str:
        assert self._answer is not None
        return self._answer.text()

    def _note(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if is_page and "text/html" in response.headers.get("content-type", ""):
            self._answer = response


def _validate() -> int:
    program = PROGRAM / "node_modules" / ".bin" / "html-validate"
    if not program.exists() and shutil.which("npm"):
        PROGRAM.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--silent", "html-validate@10"]
        subprocess.run(install, cwd=PROGRAM, check=False)
    if not program.exists():
        print("html-validate could not be installed")
        return 1
    (TARGET / ".htmlvalidate.json").write_text(json.dumps(RULES))
    run = subprocess.run([program, "--formatter", "text", "."], cwd=TARGET, check=False)
    print(f"{len(list(TARGET.rglob('*.html')))} pages, html-validate ended with {run.returncode}")
    return run.returncode


if __name__ == "__main__":
    main()

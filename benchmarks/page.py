"""``make bench-page``: what a first visit of home, quiz and result loads, and what Lighthouse says.

Lighthouse looks at trivia and a track as well, in both languages.

Weights are as a compressing proxy sends them: gzip level 6 for texts. Each page is opened with an
empty cache, as a phone.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.faults.game import ROOT, Game, running
from quizapp.i18n import LANGUAGES

from .speed import players

MOST_KB, MOST_REQUESTS = 60, 8
LIGHTHOUSE = ROOT / ".cache" / "lighthouse"
COMPRESSED = ("text/", "application/json", "image/svg")
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 800);
})"""


@dataclass(frozen=True)
class Visit:
    kilobytes: float
    request_count: int
    shift: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lighthouse", action=argparse.BooleanOptionalAction, default=True)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-page-") as folder, running(Path(folder)) as game:
        with players.inside(game.settings):
            result = players.mood_result(random.Random(7))
        pages = ["/en/", "/en/mood/", result, result.replace("en", "ko", 1)]
        _weigh_all(game, pages)
        if chosen.lighthouse and shutil.which("npm"):
            looked_at = ("/en/", "/en/mood/", result, "/en/trivia/", "/en/tracks/not-over")
            for page, language in product(looked_at, LANGUAGES):
                address = page.replace("en", language, 1)
                _ask_lighthouse(f"http://127.0.0.1:{game.port}{address}")


def _weigh_all(game: Game, pages: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for page in pages:
            visit = _visit(browser, f"http://127.0.0.1:{game.port}{page}")
            is_met = (
                visit.kilobytes <= MOST_KB
                and visit.request_count <= MOST_REQUESTS
                and visit.shift == 0
            )
            print(
                f"P9   {page:32}{visit.kilobytes:7.1f} kB{visit.request_count:4} requests"
                f"  shift {visit.shift:.3f}  {'met' if is_met else 'MISSED'}"
            )
        browser.close()


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    responses: list[Response] = []
    # A bound method of a list cannot carry what Playwright notes on a handler.
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108
    page.goto(address, wait_until="networkidle")
    shift = float(page.evaluate(SHIFT))
    weights = [_weight(response) for response in responses if response.status == 200]
    context.close()
    return Visit(sum(weights) / 1000, len(responses), shift)


def _weight(response: Response) -> int:
    body = response.body()
    if response.headers.get("content-type", "").startswith(COMPRESSED):
        return len(gzip.compress(body, 6))
    return len(body)


def _ask_lighthouse(address: str) -> None:
    program = LIGHTHOUSE / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        LIGHTHOUSE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "lighthouse@12"], cwd=LIGHTHOUSE, check=False)
    if not program.exists():
        print("P9   Lighthouse could not be installed")
        return
    flags = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    environ = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    run = subprocess.run(
        [str(program), address, *flags], env=environ, capture_output=True, text=True, check=False
    )
    if run.returncode:
        print(f"P9   Lighthouse failed: {run.stderr.strip().splitlines()[-1:]}")
        return
    report = json.loads(run.stdout)
    scores = {
        name: round(100 * (category["score"] or 0))
        for name, category in report["categories"].items()
    }
    failed = [
        name
        for name, audit in report["audits"].items()
        if audit["scoreDisplayMode"] == "binary" and not audit["score"]
    ]
    print(
        f"P9   Lighthouse {address.partition('//')[2].partition('/')[2]}: {scores} {failed or ''}"
    )


if __name__ == "__main__":
    main()

"""``make bench-page``: what a first visit of home, quiz and result loads, and what Lighthouse says.

A phone walks from home to the quiz and to a result, and once more opens each of them with nothing
in its cache, as from a link. Weights are as the shipped proxy sends them: gzip for files, and for
the pages that the game compresses.
Lighthouse looks at trivia and a track as well, in both languages.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import subprocess
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks.speed import players
from quizapp.texts import LANGUAGES
from tests.faults.game import ROOT, Game, inside, running

MOST_KB, MOST_REQUESTS = 60, 7
LIGHTHOUSE = ROOT / ".cache" / "lighthouse"
TRACE_LOST = "NO_NAVSTART"
"""Lighthouse's word for a recording in which it did not find the start of the page."""
COMPRESSED = ("text/css", "text/javascript", "application/json", "image/svg")
"""Types that the proxy compresses."""
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 800);
})"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lighthouse", action=argparse.BooleanOptionalAction, default=True)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-page-") as folder, running(Path(folder)) as game:
        with inside(game.settings):
            result = players.mood_result(random.Random(7))
        _weigh_all(game, ["/en/", "/en/mood/", result], [result.replace("en", "ko", 1)])
        if chosen.lighthouse and shutil.which("npm"):
            looked_at = ("/en/", "/en/mood/", result, "/en/trivia/", "/en/tracks/not-over")
            for page, language in product(looked_at, LANGUAGES):
                address = page.replace("en", language, 1)
                _ask_lighthouse(f"http://127.0.0.1:{game.port}{address}")


def _weigh_all(game: Game, walk: list[str], others: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        _weigh(browser, game, walk, "walking")
        for path in walk + others:
            _weigh(browser, game, [path], "by a link")
        browser.close()


def _weigh(browser: Browser, game: Game, walk: list[str], how: str) -> None:
    """Open the pages one after the other on a phone with an empty cache."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, service_workers="block"
    )
    page = context.new_page()
    traffic = Traffic(page)
    for path in walk:
        traffic.forget()
        page.goto(f"http://127.0.0.1:{game.port}{path}", wait_until="networkidle")
        shift = float(page.evaluate(SHIFT))
        loaded = traffic.loaded()
        kilobytes = sum(map(_weight, loaded)) / 1000
        is_met = kilobytes <= MOST_KB and len(loaded) <= MOST_REQUESTS and shift == 0
        print(
            f"P9   {path:32}{how:10}{kilobytes:7.1f} kB{len(loaded):4} requests"
            f"  shift {shift:.3f}  {'met' if is_met else 'MISSED'}"
        )
    context.close()


class Traffic:
    """What a page has loaded from the server; the browser's cache does not count."""

    def __init__(self, page: Page) -> None:
        self._responses: list[Response] = []
        self._kept: set[str] = set()
        self._from_memory: set[str] = set()
        # A bound method of a list cannot carry what Playwright notes on a handler.
        page.on("response", lambda response: self._responses.append(response))  # noqa: PLW0108
        session = page.context.new_cdp_session(page)
        session.on("Network.requestServedFromCache", self._note_memory)
        session.on("Network.responseReceived", self._note_kept)
        session.send("Network.enable")

    def forget(self) -> None:
        self._responses.clear()
        self._kept.clear()

    def loaded(self) -> list[Response]:
        return [response for response in self._responses if response.url not in self._kept]

    def _note_memory(self, event: dict[str, Any]) -> None:
        self._from_memory.add(event["requestId"])

    def _note_kept(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if response.get("fromDiskCache") or event["requestId"] in self._from_memory:
            self._kept.add(response["url"])


def _weight(response: Response) -> int:
    body = response.body() if response.status == 200 else b""
    is_compressed = "content-encoding" in response.headers
    if is_compressed or response.headers.get("content-type", "").startswith(COMPRESSED):
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
    run = _look(program, address)
    if TRACE_LOST in run.stderr:
        print("P9   Lighthouse lost its trace and looks once more")
        run = _look(program, address)
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


def _look(program: Path, address: str) -> subprocess.CompletedProcess[str]:
    flags = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    environ = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    command = [str(program), address, *flags]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main()

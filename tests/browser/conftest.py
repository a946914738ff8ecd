"""A real Chromium against a real gunicorn with a database of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Request,
    Response,
    ViewportSize,
)

from tests.postgresql import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 240
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SCREENS = (320, 256), (768, 1024), (2560, 1440)
"""The smallest is what is left of 1280 × 1024 at 400 percent."""
SPACE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
DOUBLE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% }");
  document.adoptedStyleSheets = [sheet];
}"""
FIND_CUT = """() => [...document.querySelectorAll("body *")].filter((part) => {
  const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(part);
  const isCut = overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1
    || overflowY !== "visible" && part.scrollHeight > part.clientHeight + 1;
  const isMeant = part.closest("svg, .scroll, .unseen, .trap, input, select, textarea")
    || webkitLineClamp !== "none";
  return isCut && !isMeant && part.checkVisibility();
}).map((part) => part.outerHTML.slice(0, 120))"""

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server(server_data: Path) -> Iterator[str]:
    with serving(server_data) as address:
        yield address


@pytest.fixture
def read_on(server_data: Path) -> Callable[[], None]:
    """Let everybody's question have been shown for half a minute, as if they had read it."""

    def let_time_pass() -> None:
        with closing(sqlite3.connect(server_data / "quiz.sqlite3", timeout=60)) as database:
            earlier = "strftime('%Y-%m-%d %H:%M:%f000', shown_at, '-30 seconds')"
            database.execute(f"UPDATE trivia_round SET shown_at = {earlier}")  # noqa: S608
            database.commit()

    return let_time_pass


@contextmanager
def serving(folder: Path, base_path: str = "") -> Iterator[str]:
    """The address of a game as `make run` serves it, with its data in a folder."""
    port = free_port()
    address = f"http://127.0.0.1:{port}{base_path}"
    environ = {"DATA_DIR": str(folder), "PORT": str(port), "WEB_CONCURRENCY": "1"}
    environ["PUBLIC_URL"] = address
    command = [sys.executable, "-m", "gunicorn", "--config", "python:quizapp.gunicorn_conf"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "wsgi:app"], cwd=ROOT, env=os.environ | environ, stdout=log, stderr=log
        )
        try:
            _wait_until_ready(address, process, folder / "log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the game did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = shutil.which("chromium")
    assert path, "Chromium is not installed: run .ci/services, or install it yourself"
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], server: str) -> dict[str, Any]:
    return {
        **browser_context_args,
        "base_url": server,
        "reduced_motion": "reduce",
        "locale": "en-US",
        "viewport": DESKTOP,
    }


@pytest.fixture(autouse=True)
def nothing_goes_wrong(context: BrowserContext, server: str) -> Iterator[None]:
    """Fails a test whose pages log an error, break their own policy, or ask another host."""
    remarks = watch(context, server)
    yield
    assert remarks == []


@pytest.fixture
def open_context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[NewPage]:
    """Opens a page of another kind of visitor, or of another game, watched like every other."""
    with ExitStack() as contexts:
        remarks: list[list[str]] = []

        def open_(**options: Any) -> Page:
            settings = browser_context_args | options
            context = browser.new_context(**settings)
            contexts.callback(context.close)
            remarks.append(watch(context, settings["base_url"]))
            return context.new_page()

        yield open_
        assert [remark for remark in remarks if remark] == []


def watch(context: BrowserContext, server: str) -> list[str]:
    """A list that fills with everything that should not happen in the pages of a context.

    Chromium logs a page that is answered 4xx as an error; only missing parts of a page are one.
    """
    remarks: list[str] = []

    def look_at_request(request: Request) -> None:
        if not request.url.startswith((server, "data:", "blob:")):
            remarks.append(f"asked for {request.url}")

    def look_at_response(response: Response) -> None:
        is_part = response.request.resource_type in {"script", "stylesheet", "image"}
        if is_part and response.status >= 400:
            remarks.append(f"got {response.status} for {response.url}")

    def look_at_error(page: Page, error: Error) -> None:
        # Chromium also throws when it gives up to slide from one page to the next: nobody sees it.
        if "ViewTransition opt-in disabled" not in error.message:
            remarks.append(f"{page.url} threw {error}")

    def look_at_page(page: Page) -> None:
        page.on("pageerror", lambda error: look_at_error(page, error))
        page.on(
            "console",
            lambda message: (
                remarks.append(f"logged {message.text}")
                if message.type == "error" and "Failed to load resource" not in message.text
                else None
            ),
        )

    context.on("request", look_at_request)
    context.on("response", look_at_response)
    context.on("page", look_at_page)
    return remarks


def axe_remarks(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands, one line for each rule."""
    results = Axe().run(page)
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in results.response["violations"]
    ]


def room_remarks(page: Page) -> list[str]:
    """What is cut or sticks out on any screen, and on a phone with text spaced or doubled."""
    usual = page.viewport_size or DESKTOP
    remarks = []
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        remarks += _cut(page, f"{width} px")
    page.set_viewport_size(PHONE)
    for name, change in {"spaced": SPACE_TEXT, "doubled": DOUBLE_TEXT}.items():
        page.evaluate(change)
        remarks += _cut(page, name)
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size(usual)
    return remarks


def _cut(page: Page, when: str) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    is_wide = width > (page.viewport_size or PHONE)["width"]
    wide = [f"{when}: the page is {width} px wide"] if is_wide else []
    return wide + [f"{when}: {part}" for part in page.evaluate(FIND_CUT)]

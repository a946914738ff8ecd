"""Which selectors no page of the players ever matches: ``python -m benchmarks.css_coverage``.

States (hover, focus, checked ...) are left out of a selector before it is looked for. What only the
desk uses is looked for in its templates and scripts by name.
"""

import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.faults.game import ROOT, running
from benchmarks.screenshots import visitor, walk

STATES = re.compile(r"::[\w-]+(\([^)]*\))?|:(hover|focus-visible|focus|disabled|checked|target)\b")
NAMES = re.compile(r"[.#]([\w-]+)|\[([\w-]+)|^([a-z]+)$")
SELECTORS = """() => {
  const all = (rules) => [...rules].flatMap((rule) =>
    rule.selectorText && !(rule.parentRule instanceof CSSKeyframesRule) ? [rule.selectorText]
    : rule.cssRules && !(rule instanceof CSSKeyframesRule) ? all(rule.cssRules) : []);
  return [...document.styleSheets].flatMap((sheet) => all(sheet.cssRules));
}"""
MATCHES = "(selectors) => selectors.filter((it) => document.querySelector(it))"


def main() -> None:
    seen: set[str] = set()
    matched: set[str] = set()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as game,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = visitor(browser, f"http://127.0.0.1:{game.port}", (390, 844), "dark", "en")
        for _name in walk(page, "en", set()):
            selectors = _selectors(page)
            seen |= selectors
            matched |= set(page.evaluate(MATCHES, sorted(selectors)))
        browser.close()
    unused = sorted(selector for selector in seen - matched if not _is_desk(selector))
    print(f"{len(seen)} selectors, {len(matched)} matched by a page, {len(unused)} by nothing")
    print("\n".join(unused))


def _selectors(page: Page) -> set[str]:
    lists = [STATES.sub("", text) for text in page.evaluate(SELECTORS)]
    lists = [re.sub(r":(has|is|not)\(\s*\)", "", text) for text in lists]
    parts = {part.strip() for text in lists for part in re.split(r",(?![^(]*\))", text)}
    return {re.sub(r"([>~+ ])$", r"\1*", part) for part in parts if part}


def _is_desk(selector: str) -> bool:
    names = [next(filter(None, found)) for found in NAMES.findall(selector)]
    return bool(names) and all(name in DESK for name in names)


DESK = "".join(
    path.read_text()
    for folder in ("templates/editing", "static/editing", "templates/shared", "templates/sharing")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".html", ".js"}
)

if __name__ == "__main__":
    main()

"""Unused CSS selectors, over all pages and states: ``python -m benchmarks.css_coverage``.

States (hover, focus, checked ...) are left out of a selector before it is looked for. What the desk
shows only after a mistake or an import is looked for in its templates and scripts by name.
"""

import re
import tempfile
from itertools import chain
from pathlib import Path

from playwright.sync_api import Page

from tests.faults.game import ROOT, running
from tests.tour import duet, open_browser, sign_in, visitor, walk

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
        running(Path(folder), {"DEVELOPMENT": "1"}) as game,
        open_browser() as browser,
    ):
        state = sign_in(browser, game)
        page, slug = visitor(browser, game, size=(390, 844), state=state), duet(game)
        for _name in chain(walk(page, "en", slug), walk(page, "ko", slug, ["result"])):
            _look(page, seen, matched)
        page.route("**/mood/quiz.js", lambda route: route.abort())
        page.goto("/en/mood/")
        _look(page, seen, matched)
    unused = sorted(selector for selector in seen - matched if not _is_desk(selector))
    print(f"{len(seen)} selectors, {len(matched)} matched by a page, {len(unused)} by nothing")
    print("\n".join(unused))


def _look(page: Page, seen: set[str], matched: set[str]) -> None:
    selectors = _selectors(page)
    seen |= selectors
    matched |= set(page.evaluate(MATCHES, sorted(selectors)))


def _selectors(page: Page) -> set[str]:
    lists = [STATES.sub("", text) for text in page.evaluate(SELECTORS)]
    lists = [re.sub(r":(has|is|not)\(\s*\)", "", text) for text in lists]
    parts = {part.strip() for text in lists for part in re.split(r",(?![^(]*\))", text)}
    return {re.sub(r"([>~+ ])$", r"\1*", part) for part in parts if part}


def _is_desk(selector: str) -> bool:
    names = [next(filter(None, found)) for found in NAMES.findall(selector)]
    return bool(names) and all(_is_at_desk(name) for name in names)


def _is_at_desk(name: str) -> bool:
    """By name, or made of a word and a number or word of its own, as ``heat-3``."""
    return name in DESK or f"{name.partition('-')[0]}-{{{{" in DESK


DESK = "".join(
    path.read_text()
    for folder in ("templates/editing", "static/editing", "templates/shared")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".html", ".js"}
)

if __name__ == "__main__":
    main()

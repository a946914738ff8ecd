"""Which tests run: those of `make test`, the rest of `make test-all`, or all of them.

`make test` leaves out what is marked `slow` or `matrix`, and asks only SQLite where a test is not
marked `storage`. `--part=rest` runs exactly what it leaves out, so that the two together run every
test once on every database, but those that install a whole system (`make test-install`).
"""

from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MARKERS_BY_FOLDER = {
    "tests/browser": pytest.mark.browser,
    "tests/faults": pytest.mark.slow,
    "benchmarks/evaluation": pytest.mark.slow,
}
PLACES = {"in Chromium": "browser", "on SQLite": "sqlite", "on PostgreSQL": "postgresql"}
REST = ("slow", "matrix")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--part",
        choices=("quick", "rest", "install", "all"),
        default="quick",
        help="quick: what `make test` runs (default); rest: what it leaves out;"
        " install: what installs a whole system; all: every test",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    part = config.getoption("--part")
    for item in items:
        _mark_by_folder(item)
    unwanted = [item for item in items if part not in {"all", part_of(item)}]
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if item not in set(unwanted)]


def part_of(item: pytest.Item) -> str:
    """Which of the parts runs it."""
    if item.get_closest_marker("install"):
        return "install"
    if any(map(item.get_closest_marker, REST)):
        return "rest"
    is_quick = database_of(item) != "postgresql" or item.get_closest_marker("storage")
    return "quick" if is_quick else "rest"


def database_of(item: pytest.Item) -> str | None:
    """The database that the test runs on; None when it uses none, or its own."""
    call = getattr(item, "callspec", None)
    name: str | None = call.params.get("database") if call else None
    return name


def _mark_by_folder(item: pytest.Item) -> None:
    for folder, marker in MARKERS_BY_FOLDER.items():
        if item.path.is_relative_to(ROOT / folder):
            item.add_marker(marker)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were driven by a browser, and how many ran on each database."""
    passed = Counter(
        place
        for report in terminalreporter.getreports("passed")
        for place, word in PLACES.items()
        if word in report.keywords or f"[{word}" in report.nodeid
    )
    if passed:
        counts = [f"{count} {place}" for place, count in passed.items()]
        terminalreporter.line(f"Passed {', '.join(counts)}")

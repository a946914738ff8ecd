"""`docs/asvs.md`: every requirement of ASVS 5.0.0 levels 1 and 2 once, and files that are there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("asvs.md", "SECURITY.md")
ASVS = (ROOT / "docs" / "asvs.md").read_text()
PATH = re.compile(r"`((?:docs|quizapp|tests|static|templates|requirements|benchmarks)/[\w./-]+)`")
HEADING = re.compile(r"`(docs/[\w./-]+)` \(([^)]+)\)")
EVIDENCE = re.compile(
    r"`tests/[\w./-]+\.py`|`(?:python -m benchmarks|make )[^`]*`|`docs/[\w./-]+` \("
)
"""A test, a command, or a chapter of a document, where a document is what is asked for."""
MOST_OPEN = 6

# https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/docs_en: by section, the numbers of its requirements
LEVEL_1 = """
    1.2 1-5, 1.3 1-2, 1.5 1, 2.1 1, 2.2 1-2, 2.3 1, 3.2 1-2, 3.3 1, 3.4 1-2, 3.5 1-3, 4.1 1, 4.4 1,
    5.2 1-2, 5.3 1-2, 6.1 1, 6.2 1-8, 6.3 1-2, 6.4 1-2, 7.2 1-4, 7.4 1-2, 8.1 1, 8.2 1-2, 8.3 1,
    9.1 1-3, 9.2 1, 10.4 1-5, 11.3 1-2, 11.4 1, 12.1 1, 12.2 1-2, 13.4 1, 14.2 1, 14.3 1, 15.1 1,
    15.2 1, 15.3 1"""
LEVEL_2 = """
    1.1 1-2, 1.2 6-9, 1.3 3-11, 1.4 1-3, 1.5 2, 2.1 2-3, 2.2 3, 2.3 2-4, 2.4 1, 3.3 2-4, 3.4 3-6,
    3.5 4-5, 3.7 1-2, 4.1 2-3, 4.2 1, 4.3 1-2, 4.4 2-4, 5.1 1, 5.2 3, 5.4 1-3, 6.1 2-3, 6.2 9-12,
    6.3 3-4, 6.4 3-4, 6.5 1-5, 6.6 1-3, 6.8 1-4, 7.1 1-3, 7.3 1-2, 7.4 3-5, 7.5 1-2, 7.6 1-2, 8.1 2,
    8.2 3, 8.4 1, 9.2 2-4, 10.1 1-2, 10.2 1-2, 10.3 1-4, 10.4 6-11, 10.5 1-5, 10.6 1-2, 10.7 1-3,
    11.1 1-2, 11.2 1-3, 11.3 3, 11.4 2-4, 11.5 1, 11.6 1, 12.1 2-3, 12.3 1-4, 13.1 1, 13.2 1-5,
    13.3 1-2, 13.4 2-5, 14.1 1-2, 14.2 2-4, 14.3 2-3, 15.1 2-3, 15.2 2-3, 15.3 2-7, 16.1 1,
    16.2 1-5, 16.3 1-4, 16.4 1-3, 16.5 1-3, 17.1 1, 17.2 1-4, 17.3 1-2"""


class Row(NamedTuple):
    numbers: list[str]
    state: str
    where: str


def required(level: str) -> list[str]:
    found = []
    for part in level.split(","):
        section, span = part.split()
        first, _, last = span.partition("-")
        found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def rows(level: int) -> Iterator[Row]:
    part = ASVS.partition(f"\n## Level {level}\n")[2].partition("\n## ")[0]
    for line in part.splitlines():
        if line.startswith("| ") and line[2].isdigit():
            numbers, _, state, where = (cell.strip() for cell in line.strip("|").split(" | "))
            yield Row(numbers.split(", "), state, where.rstrip("| "))


@pytest.mark.parametrize(("level", "list_"), [(1, LEVEL_1), (2, LEVEL_2)])
class TestLevels:
    def test_hold_every_requirement_once(self, level: int, list_: str) -> None:
        listed = [number for row in rows(level) for number in row.numbers]

        assert sorted(listed) == sorted(required(list_))

    def test_give_a_reason_or_a_place_for_each(self, level: int, list_: str) -> None:
        for row in rows(level):
            assert row.state in {"met", "open", "n/a"}
            assert row.where or row.state == "n/a", row.numbers

    def test_are_as_far_as_the_summary_says(self, level: int, list_: str) -> None:
        counts = dict.fromkeys(("met", "open", "n/a"), 0)
        for row in rows(level):
            counts[row.state] += len(row.numbers)

        assert "| {} | {met} | {open} | {n/a} |".format(level, **counts) in ASVS
        assert counts["open"] <= (0 if level == 1 else MOST_OPEN)


def test_every_line_that_is_met_names_what_holds_it() -> None:
    held = [row for level in (1, 2) for row in rows(level) if row.state == "met"]

    assert len(held) > 150
    assert [row.numbers for row in held if not EVIDENCE.search(row.where)] == []


def test_chapters_that_are_named_are_there() -> None:
    named = set(HEADING.findall(ASVS))

    assert len(named) > 5
    for path, chapter in sorted(named):
        assert re.search(rf"^#+ {re.escape(chapter)}$", (ROOT / path).read_text(), re.M), chapter


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_are_named_are_there(document: str) -> None:
    named = set(PATH.findall((ROOT / "docs" / document).read_text()))

    assert len(named) > 5
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []

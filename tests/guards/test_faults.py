"""The list of faults that operators ran into: every test that it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTED = (ROOT / "docs" / "faults.md").read_text()
FILE = re.compile(r"`((?:[a-z_]+/)*test_\w+\.py|feedback/moderation/)`")
IN_FILE = re.compile(r"`((?:[a-z_]+/)*test_\w+\.py)` \(([^)]*)\)")
NAME = re.compile(r"`(test_\w+|Test\w+)`")


def place_of(name: str) -> Path:
    """A file by its name, which stands without its folder behind another of that folder."""
    path = ROOT / "tests" / name
    return path if path.exists() else ROOT / "tests" / "maintenance" / name


def test_every_fault_has_a_line_and_a_test() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", LISTED, re.MULTILINE)]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 24
    assert [name for name in FILE.findall(LISTED) if not place_of(name).exists()] == []


def test_every_test_that_is_named_is_in_its_file() -> None:
    missing = [
        (file, name)
        for file, names in IN_FILE.findall(LISTED)
        for name in NAME.findall(names)
        if not re.search(rf"\b(def|class) {name}\b", place_of(file).read_text())
    ]

    assert missing == []

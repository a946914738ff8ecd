"""Locked versions: none with a vulnerability that was known when this was written.

`make audit` asks the database of vulnerabilities where it can; these minimums hold everywhere.
"""

import re
import tomllib
from importlib.metadata import version
from itertools import chain, zip_longest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\d.]+)", re.MULTILINE)
FLOORS = {
    "flask": "3.1.3",  # CVE-2026-27205: Vary: Cookie was missing
    "werkzeug": "3.1.6",  # CVE-2024-49767: memory of multipart forms
    "gunicorn": "22.0",  # CVE-2024-1135, CVE-2024-6827: request smuggling
    "jinja2": "3.1.6",  # CVE-2025-27516: out of the sandbox
    "pillow": "10.3",  # CVE-2023-50447, CVE-2024-28219
}
BOUND = re.compile(r"(?P<name>[\w.-]+)(?:\[\w+\])?>=(?P<version>[\d.]+)")


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {row["name"].lower(): row["version"] for row in PINNED.finditer(text)}


def declared() -> list[str]:
    """What the game needs, its extras and the tests included, as pyproject.toml says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["project"]["optional-dependencies"].values()
    tests: list[str] = project["dependency-groups"]["test"]
    return [*project["project"]["dependencies"], *chain.from_iterable(groups), *tests]


def is_same(chosen: str, bound: str) -> bool:
    return all(a == b for a, b in zip_longest(numbers(chosen), numbers(bound), fillvalue=0))


def numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_are_not_below_the_floor(name: str, floor: str) -> None:
    for lock in ("run", "test", "dev", "lowest"):
        assert numbers(locked(lock)[name]) >= numbers(floor)


def test_are_those_that_the_tests_run_with() -> None:
    """`make test` runs with the newest versions, `make test-lowest` with the lowest."""
    installed = {name: version(name) for name in FLOORS}

    assert installed in [
        {name: locked(lock)[name] for name in FLOORS} for lock in ("test", "lowest")
    ]


def test_called_lowest_are_the_lower_bounds_of_the_project() -> None:
    """Where they are not, a bound was changed without `make lock`, or names no release."""
    chosen = locked("lowest")
    bounds = {row["name"]: row["version"] for row in map(BOUND.match, declared()) if row}

    assert len(bounds) > 20
    assert {name: chosen[name] for name in bounds if not is_same(chosen[name], bounds[name])} == {}


def test_are_hashed_without_exception() -> None:
    for lock in ("run", "test", "dev", "uv", "peer", "lowest"):
        text = (ROOT / "requirements" / f"{lock}.txt").read_text()
        blocks = re.split(r"\n(?=[a-z])", text.strip())
        assert [block for block in blocks if "--hash=sha256:" not in block] == []

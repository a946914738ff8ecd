"""Locked versions: none with a vulnerability that was known when this was written.

`make audit` asks the database of vulnerabilities where it can; these minimums hold everywhere.
"""

import re
from importlib.metadata import version
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


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {row["name"].lower(): row["version"] for row in PINNED.finditer(text)}


def numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_are_not_below_the_floor(name: str, floor: str) -> None:
    for lock in ("run", "test", "dev"):
        assert numbers(locked(lock)[name]) >= numbers(floor)


@pytest.mark.parametrize("name", FLOORS)
def test_are_those_that_the_tests_run_with(name: str) -> None:
    assert version(name) == locked("test")[name]


def test_are_hashed_without_exception() -> None:
    for lock in ("run", "test", "dev", "uv", "peer"):
        text = (ROOT / "requirements" / f"{lock}.txt").read_text()
        blocks = re.split(r"\n(?=[a-z])", text.strip())
        assert [block for block in blocks if "--hash=sha256:" not in block] == []

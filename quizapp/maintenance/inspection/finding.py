"""One thing that was looked at, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How well it is; only a failure makes `quiz check` end with 1."""

    GOOD = "good"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True)
class Finding:
    """What was looked at (``about``), what was seen, and how to mend it ("" where it is well)."""

    about: str
    state: State
    seen: str
    mend: str = ""


def good(about: str, seen: str) -> Finding:
    return Finding(about, State.GOOD, seen)


def warning(about: str, seen: str, mend: str) -> Finding:
    return Finding(about, State.WARNING, seen, mend)


def failure(about: str, seen: str, mend: str) -> Finding:
    return Finding(about, State.FAILURE, seen, mend)

"""How large a workbook may be, and what its readers give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.quizzes.problems import ProblemCode

from .results import Unreadable

MAX_UNPACKED = 8_000_000
"""Bytes of all parts together."""
MAX_SHEETS = 20
MAX_LINES = 10_000
MAX_COLUMNS = 200
MAX_CELLS = 400_000
"""With something in them, in all sheets together."""


@dataclass(frozen=True)
class Sheet:
    """The lines of a sheet with their numbers from 1, cells as they are shown."""

    name: str
    lines: Iterator[tuple[int, Sequence[str]]]


LIMITS = f"{MAX_SHEETS}, {MAX_LINES:,} × {MAX_COLUMNS}, {MAX_UNPACKED // 1_000_000} MB"


def too_large() -> Unreadable:
    return Unreadable(ProblemCode.WORKBOOK_TOO_LARGE, LIMITS)

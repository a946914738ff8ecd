"""Take the running numbers off the questions of a file."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quizapp.quizzes.problems import ItemProblem, ProblemCode
from quizapp.texts import Localized

from .results import Row

NUMBERED = re.compile(
    r"(?:(?:Q|No|Question|문제|문항|문|질문)\s?\.?\s?)?[(\[]?(\d{1,3})\s?번?\s?[.)\]:．）]+\s*(?!\d)(?=\S)",
    re.IGNORECASE,
)


def unnumbered(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[ItemProblem, ...]]:
    """The rows without the numbers in front of their questions, and a remark that says so.

    Only where every question has one and they rise from the first: a single "7 rings …" stays.
    """
    found = [NUMBERED.match(_stem(row)) for row in rows if row.item]
    numbers = [int(number[1]) for number in found if number]
    rising = all(one < other for one, other in pairwise(numbers))
    if len(numbers) < len(found) or not rising or (len(numbers) < 2 and numbers != [1]):
        return tuple(rows), ()
    return tuple(map(_without_number, rows)), (ItemProblem(ProblemCode.LEFT_NUMBERS),)


def _stem(row: Row) -> str:
    return (row.item.stem.en or row.item.stem.ko) if row.item else ""


def _without_number(row: Row) -> Row:
    if row.item is None:
        return row
    en, ko = (NUMBERED.sub("", text, count=1) for text in (row.item.stem.en, row.item.stem.ko))
    return replace(row, item=replace(row.item, stem=Localized(en, ko)))

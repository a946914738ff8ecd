"""Long runs of a pattern's own characters, and how the time for them grows with their length."""

import re
import time
from collections.abc import Iterator
from itertools import accumulate, product
from re import _constants as op  # type: ignore[attr-defined]  # no public way to read a pattern
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tests.guards.patterns import SCANS

LENGTH = 2000
SUSPICIOUS_SECONDS = 0.001
"""What takes less for `LENGTH` units cannot grow with their square."""
REPEATS = 5
MOST_GROWTH = 2.5
OTHER = "\x01"
"""A character that no pattern waits for."""
SAMPLES = {
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_DIGIT: "0",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_WORD: " ",
}
REPETITIONS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
MOST_PREFIXES, MOST_PAIRED, MOST_SINGLE = 30, 8, 24


def slow_run(pattern: "re.Pattern[Any]", method: str) -> str | None:
    """A run for which twice the length takes more than `MOST_GROWTH` times as long, if any does."""
    for prefix, unit, suffix in _shapes(pattern):
        if _grows_too_fast(pattern, method, prefix, unit, suffix):
            return f"{prefix!r} + {unit!r} * n + {suffix!r}"
    return None


def _grows_too_fast(
    pattern: "re.Pattern[Any]", method: str, prefix: str, unit: str, suffix: str
) -> bool:
    def seconds(length: int, repeats: int) -> float:
        text: Any = prefix + unit * length + suffix
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        return min(_seconds(pattern, method, text) for _ in range(repeats))

    if seconds(LENGTH, 1) < SUSPICIOUS_SECONDS:
        return False
    return seconds(2 * LENGTH, REPEATS) > MOST_GROWTH * seconds(LENGTH, REPEATS)


def _seconds(pattern: "re.Pattern[Any]", method: str, text: Any) -> float:
    """Processor time of this thread alone: a busy machine changes little about it."""
    began = time.thread_time()
    if method in SCANS:
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)
    return time.thread_time() - began


def _shapes(pattern: "re.Pattern[Any]") -> Iterator[tuple[str, str, str]]:
    """What leads into each part of the pattern, a unit to repeat, and what makes it fail."""
    source = pattern.pattern
    tree = parser.parse(source if isinstance(source, str) else source.decode(), pattern.flags & ~32)
    prefixes = [*dict.fromkeys(["", *accumulate(_steps(tree))])][:MOST_PREFIXES]
    letters = [*dict.fromkeys([*_own_characters(tree), " ", "a"])]
    marks = [c for c in letters if not c.isalnum()] + [c for c in letters if c.isalnum()]
    few = marks[:MOST_PAIRED]
    yield from product(prefixes, letters[:MOST_SINGLE], ["", OTHER, *few])
    yield from product(prefixes, map("".join, product(few, few)), ["", OTHER])


def _steps(tree: Any) -> Iterator[str]:
    """A text that matches, in pieces: every part once, the first of alternatives."""
    for code, value in tree:
        if code in {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}:
            yield _sample(code, value)
        elif code in REPETITIONS:
            pieces = [*_steps(value[2])]
            yield from pieces
            yield "".join(pieces) * (min(value[0], 40) - 1)
        elif code is op.SUBPATTERN:
            yield from _steps(value[-1])
        elif code is op.ATOMIC_GROUP:
            yield from _steps(value)
        elif code is op.BRANCH:
            yield from _steps(value[1][0])


def _sample(code: Any, value: Any) -> str:
    if code is op.LITERAL:
        return chr(value)
    if code is op.IN and value[0][0] is not op.NEGATE:
        return next(_own_characters([(code, value)]))
    excluded = {*_own_characters([(code, value)])} if code is not op.ANY else set()
    return next(character for character in "a x0~" if character not in excluded)


def _own_characters(tree: Any) -> Iterator[str]:
    """The characters that the pattern names, and one of each kind that it names."""
    for code, value in tree:
        if code in {op.LITERAL, op.NOT_LITERAL}:
            yield chr(value)
        elif code is op.RANGE:
            yield chr(value[0])
        elif code is op.CATEGORY:
            yield SAMPLES[value]
        for part in _parts(code, value):
            yield from _own_characters(part)


def _parts(code: Any, value: Any) -> list[Any]:
    if code in {op.IN, op.ATOMIC_GROUP}:
        return [value]
    if code in REPETITIONS:
        return [value[2]]
    if code in {op.SUBPATTERN, op.ASSERT, op.ASSERT_NOT}:
        return [value[-1]]
    return list(value[1]) if code is op.BRANCH else []

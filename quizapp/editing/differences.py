"""Differences between two contents, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One place in which two contents differ.

    ``path`` as in the form (``("options", "0", "text", "ko")``); None where one side lacks it.

    Lists whose rows are not the same ones are compared as a whole.
    """

    path: Path
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """The name of the form's field, or what such names begin with."""
        return "-".join(self.path)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    return list(_between(before, after, ()))


def overlap(one: Difference, other: Difference) -> bool:
    """Whether two differences are about the same field, or one about a part of the other's."""
    shared = min(len(one.path), len(other.path))
    return one.path[:shared] == other.path[:shared]


def _between(before: Any, after: Any, path: Path) -> Iterator[Difference]:
    if before == after:
        return
    if _has_parts(before) and _has_parts(after):
        for key in dict.fromkeys((*before, *after)):
            yield from _between(before.get(key), after.get(key), (*path, key))
    elif _are_same_rows(before, after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _between(old, new, (*path, str(index)))
    else:
        yield Difference(path, before, after)


def _has_parts(value: Any) -> bool:
    """Weights (numbers by theme) are one field, everything else by name has parts."""
    return isinstance(value, dict) and not all(isinstance(part, int) for part in value.values())


def _are_same_rows(before: Any, after: Any) -> bool:
    if not (isinstance(before, list) and isinstance(after, list) and len(before) == len(after)):
        return False
    rows = [*before, *after]
    return all(isinstance(row, dict) for row in rows) and [r.get("id") for r in before] == [
        r.get("id") for r in after
    ]

"""Rows of a repeated part of a form: add, remove and move them in the fields that were sent.

A form as sent is a list of pairs of name and value. Rows are named ``<list>-<index>-…``; an index
may be any number, and rows stand in its order.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

Fields = list[tuple[str, str]]
PLACE = re.compile("[0-9]{1,9}")
NEW_ROW = "row"
"""A row needs one field to be seen; no form reads this one."""


def changed(fields: Iterable[tuple[str, str]], command: str) -> Fields:
    """The fields after a command: ``options add``, ``options remove 2``, ``options up 2`` or
    ``options down 2``, with rows counted from 0. A command that makes no sense changes nothing.
    """
    name, verb, place = _parts(command)
    rest, rows = _apart(fields, name)
    at = len(rows) if place is None else place
    if verb == "add":
        rows.append([(NEW_ROW, "")])
    elif verb == "remove" and at < len(rows):
        del rows[at]
    elif verb == "up" and 0 < at < len(rows):
        rows.insert(at - 1, rows.pop(at))
    elif verb == "down" and at < len(rows) - 1:
        rows.insert(at + 1, rows.pop(at))
    return rest + _together(name, rows)


def taken(fields: Iterable[tuple[str, str]], other: Iterable[tuple[str, str]], name: str) -> Fields:
    """The fields with everything below ``name`` as it is in ``other``."""

    def is_below(field: str) -> bool:
        return field == name or field.startswith(f"{name}-")

    kept = [pair for pair in fields if not is_below(pair[0])]
    return kept + [pair for pair in other if is_below(pair[0])]


def place_of(command: str) -> str:
    """Where on the page to go on after a command: the fragment of a row, or of its list."""
    name, verb, place = _parts(command)
    step = {"up": -1, "down": 1}.get(verb)
    if step is None or place is None:
        return quote(f"{name}-end")
    return quote(f"{name}-{max(0, place + step)}")


def _parts(command: str) -> tuple[str, str, int | None]:
    name, verb, place = (*command.split(" "), "", "", "")[:3]
    return name, verb, int(place) if PLACE.fullmatch(place) else None


def _apart(fields: Iterable[tuple[str, str]], name: str) -> tuple[Fields, list[Fields]]:
    rest: Fields = []
    rows: dict[int, Fields] = {}
    for key, value in fields:
        index, dash, column = key.removeprefix(f"{name}-").partition("-")
        if key.startswith(f"{name}-") and dash and PLACE.fullmatch(index):
            rows.setdefault(int(index), []).append((column, value))
        else:
            rest.append((key, value))
    return rest, [rows[index] for index in sorted(rows)]


def _together(name: str, rows: Sequence[Fields]) -> Fields:
    return [
        (f"{name}-{index}-{key}", value) for index, row in enumerate(rows) for key, value in row
    ]

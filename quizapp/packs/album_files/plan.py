"""What the file of an album would do to each thing: add it, change it, leave it, retire it."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from quizapp.editing.differences import Difference, differences

Name = tuple[str, str]
Plain = dict[str, Any]
SHARED = frozenset({"artist", "theme"})
"""Kinds that albums have in common."""
UNORDERED = ("artists", "themes")
"""Lists whose order the game keeps itself."""


class Status(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    RETIRED = "retired"
    MISSING = "missing"
    TAKEN = "taken"


@dataclass(frozen=True)
class Wanted:
    """A thing of the file; ``needs`` are the things that it names."""

    kind: str
    slug: str
    plain: Plain
    line: int
    needs: frozenset[Name]

    @property
    def name(self) -> Name:
        return (self.kind, self.slug)


@dataclass(frozen=True)
class Known:
    """A thing as the database has it.

    ``is_elsewhere``: another album has it, or uses it too.
    """

    id: int
    plain: Plain
    revision: int
    is_retired: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Entry:
    """One thing with what would happen to it; ``wanted`` is None of one that the file lacks."""

    name: Name
    status: Status
    wanted: Wanted | None
    known: Known | None
    differences: tuple[Difference, ...] = ()

    @property
    def plain(self) -> Plain:
        """The thing as the file has it, or else as the database has it."""
        has_it = self.wanted or self.known
        return has_it.plain if has_it else {}

    @property
    def is_taken_over(self) -> bool:
        """Whether it is taken over unless somebody says otherwise.

        What another album shares, what was retired here and what is not in the file are left.
        """
        is_others = self.known is not None and self.known.is_elsewhere
        return self.status in {Status.NEW, Status.CHANGED} and not is_others

    def with_taken(self, places: Collection[int]) -> Plain:
        """The thing as the database has it, with some of the differences."""
        merged = deepcopy(self.known.plain if self.known else {})
        for place, difference in enumerate(self.differences):
            if place in places:
                _put(merged, difference)
        return merged


@dataclass(frozen=True)
class Plan:
    """All things of a file in its order, and then what only the database has."""

    entries: tuple[Entry, ...]

    @cached_property
    def digest(self) -> str:
        """Changes with whatever an editor saw."""
        seen = [
            [*entry.name, entry.status, entry.known and entry.known.revision, _told(entry)]
            for entry in self.entries
        ]
        return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()

    def count(self, status: Status) -> int:
        return sum(entry.status == status for entry in self.entries)

    @property
    def album(self) -> Entry:
        return next(entry for entry in self.entries if entry.name[0] == "album")

    def is_taken_over(self, entry: Entry) -> bool:
        """Whether a thing is taken over unless somebody says otherwise.

        What was retired comes back only together with its album.
        """
        if entry.status == Status.RETIRED:
            return self.album.status == Status.RETIRED
        return entry.is_taken_over

    def usual_ticks(self, *, with_missing: bool = False) -> dict[Name, range]:
        """For each thing that is taken over the places of its differences.

        :param with_missing: whether what the file lacks is retired.
        """
        return {
            entry.name: range(len(entry.differences))
            for entry in self.entries
            if self.is_taken_over(entry) or (with_missing and entry.status == Status.MISSING)
        }


def planned(wanted: Iterable[Wanted], known: Mapping[Name, Known], bad: Collection[Name]) -> Plan:
    """Compare a file with what is there.

    :param known: all that the album has, and whatever else goes by the name of something wanted.
    :param bad: what the file has too, but not in order: it is left alone.
    """
    things = [*wanted]
    entries = [_entry(thing, known.get(thing.name)) for thing in things]
    named = {thing.name for thing in things}.union(bad)
    return Plan((*entries, *_missing(known, named)))


def needed(chosen: Iterable[Name], plan: Plan) -> set[Name]:
    """The chosen things with all that is new and that they name: it comes with them."""
    entries = {entry.name: entry for entry in plan.entries}
    found: set[Name] = set()
    waiting = [*chosen]
    while waiting:
        name = waiting.pop()
        if name in found or name not in entries:
            continue
        found.add(name)
        wanted = entries[name].wanted
        further = wanted.needs if wanted else frozenset()
        waiting += [each for each in further if entries[each].status == Status.NEW]
    return found


def _entry(thing: Wanted, known: Known | None) -> Entry:
    if known is None:
        return Entry(thing.name, Status.NEW, thing, None)
    if known.is_elsewhere and thing.kind not in SHARED:
        return Entry(thing.name, Status.TAKEN, thing, known)
    found = tuple(differences(known.plain, _in_order_of(known.plain, thing.plain)))
    status = Status.CHANGED if found else Status.SAME
    return Entry(thing.name, Status.RETIRED if known.is_retired else status, thing, known, found)


def _missing(known: Mapping[Name, Known], named: Collection[Name]) -> Iterator[Entry]:
    for name, row in known.items():
        is_ours = name[0] not in SHARED and not row.is_elsewhere
        if is_ours and name not in named and not row.is_retired:
            yield Entry(name, Status.MISSING, None, row)


def _in_order_of(known: Plain, wanted: Plain) -> Plain:
    """What is wanted, with those lists as they are known that hold the same in another order."""
    same = {
        name: known[name]
        for name in UNORDERED
        if name in wanted and sorted(wanted[name]) == sorted(known.get(name, ()))
    }
    return {**wanted, **same}


def _put(content: Plain, difference: Difference) -> None:
    *way, last = difference.path
    place: Any = content
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if isinstance(place, list):
        place[int(last)] = deepcopy(difference.after)
    else:
        place[last] = deepcopy(difference.after)


def _told(entry: Entry) -> Any:
    if entry.known is None:
        return entry.wanted and entry.wanted.plain
    return [[found.path, found.before, found.after] for found in entry.differences]

"""Score a sheet of answers: one integer table, added up.

A score says how many standard deviations the answers lean towards a track beyond what blind
clicking would give, in the same unit for every track (design paper: scoring, sections 3 and 10).
Inside, everything is thousandths of a standard deviation; people read *points*, hundredths.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import fsum, log, sqrt
from typing import Any, TypeVar

Profile = Mapping[str, int]
Items = Sequence[Sequence[Profile]]
Answers = tuple[int | None, ...]
Vector = tuple[int, ...]
T = TypeVar("T")

POINT = 10
"""Thousandths of a standard deviation in one point."""

UNSEPARATED = 1e-12
"""Stands for "no item tells this pair apart yet", whose logarithm would not exist."""

NOTHING = 1e-9
"""A spread this small is rounding left over from options that say the same."""


class SheetMismatch(ValueError):
    """The answers do not belong to this table: wrong length, or an option that is not there."""


@dataclass(frozen=True)
class ScoreTable:
    """Everything play needs of an edition, in whole numbers.

    Items stand in play order: the first `core_count` are asked of everybody, the rest are the
    pool of deciders. `decider_lead` is in points. Shapes: `weights[item][option][theme]` and
    `profiles[track][theme]` as the editors typed them; `parts[item][option][theme][track]` in
    thousandths of the track's spread; `leans[item][option][theme]` in thousandths of the theme's.
    """

    themes: tuple[str, ...]
    tracks: tuple[str, ...]
    core_count: int
    decider_count: int
    decider_lead: int
    weights: tuple[tuple[Vector, ...], ...]
    profiles: tuple[Vector, ...]
    parts: tuple[tuple[tuple[Vector, ...], ...], ...]
    leans: tuple[tuple[Vector, ...], ...]

    @cached_property
    def points(self) -> tuple[tuple[Vector, ...], ...]:
        """`points[item][option][track]` in thousandths: the parts of all themes together."""
        return tuple(tuple(add(option, len(self.tracks)) for option in item) for item in self.parts)

    @cached_property
    def deciders(self) -> tuple[tuple[Vector, ...], ...]:
        """`deciders[track][other]`: the pool in the order in which it best tells them apart."""
        pool = range(self.core_count, len(self.points))
        tracks = range(len(self.tracks))

        def best_first(one: int, other: int) -> Vector:
            return tuple(sorted(pool, key=lambda q: (-separation(self, q, one, other), q)))

        return tuple(tuple(best_first(one, other) for other in tracks) for one in tracks)

    @cached_property
    def version(self) -> str:
        """Digest of the table: equal tables break ties alike, on every device."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_plain(self) -> dict[str, Any]:
        """The parts by name, as a JSON column takes them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def to_json(self) -> str:
        return json.dumps(self.to_plain(), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "ScoreTable":
        return cls.from_plain(json.loads(text))

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "ScoreTable":
        """The table of what `to_plain` gave; JSON has made a list of every tuple."""
        return cls(**{name: _frozen(value) for name, value in plain.items()})


@dataclass(frozen=True)
class Score:
    """What a sheet adds up to. Without a single answer there is no evidence and no winner.

    `totals[track]` and `lead` (best minus second) are in thousandths; `ranking` holds track
    indices, best first, and is empty without evidence; `tied_count` tracks share the first place.
    """

    totals: Vector
    ranking: Vector
    lead: int
    tied_count: int
    answered_count: int

    @property
    def winner(self) -> int | None:
        return self.ranking[0] if self.ranking else None


def compile_table(
    items: Items,
    tracks: Mapping[str, Profile],
    *,
    themes: Sequence[str],
    core_count: int,
    decider_count: int = 2,
    decider_lead: int = 50,
) -> ScoreTable:
    """Turn what editors typed into the integer table (section 10 of the scoring paper).

    Content may still break the rules: an option without weights says nothing, and a track whose
    themes no core option names never gets a point. `balance.problems` finds those.
    """
    weights = tuple(tuple(vector(option, themes) for option in item) for item in items)
    profiles = tuple(vector(profile, themes) for profile in tracks.values())
    moves = [centered([unit(option) for option in item]) for item in weights]
    aims = [unit(profile) for profile in profiles]
    core = moves[:core_count]
    spreads = [spread([dot(option, aim) for option in item] for item in core) for aim in aims]
    widths = [spread(columns[d] for columns in map(_columns, core)) for d in range(len(themes))]
    return ScoreTable(
        themes=tuple(themes),
        tracks=tuple(tracks),
        core_count=core_count,
        decider_count=decider_count,
        decider_lead=decider_lead,
        weights=weights,
        profiles=profiles,
        parts=tuple(
            tuple(_parts(option, aims, spreads) for option in options) for options in moves
        ),
        leans=tuple(
            tuple(tuple(map(thousandths, option, widths)) for option in options)
            for options in moves
        ),
    )


def score(table: ScoreTable, answers: Answers) -> Score:
    """Add up the answered items; None (skipped or not asked) adds nothing.

    :raises SheetMismatch: the answers do not fit the table.
    """
    check(table, answers)
    rows = chosen(table.points, answers)
    totals = add(rows, len(table.tracks))
    order = _by_total(totals)
    tied = [track for track in order if totals[track] == totals[order[0]]]
    first = tied[draw(table, answers, len(tied))]
    return Score(
        totals=totals,
        ranking=(first, *(t for t in order if t != first)) if rows else (),
        lead=_lead(totals, order),
        tied_count=len(tied) if rows else 0,
        answered_count=len(rows),
    )


def next_decider(table: ScoreTable, answers: Answers, asked: Sequence[int] = ()) -> int | None:
    """Which item to ask next, once the core is done; None when the result stands.

    While the lead is below the table's, ask the unasked item that best tells the two leaders
    apart. A skipped decider is asked (`asked`, in order) and not asked again. Nothing is decided
    without evidence: when everything was skipped there is no decider either.

    :raises SheetMismatch: the answers do not fit the table.
    """
    outcome = score(table, answers)
    return due_decider(table, outcome.totals, asked) if outcome.answered_count else None


def due_decider(table: ScoreTable, totals: Vector, asked: Sequence[int]) -> int | None:
    """The decider that a sheet is due, from its totals in thousandths; see `next_decider`."""
    if len(asked) >= table.decider_count or len(totals) < 2:
        return None
    *_others, second_most, most = sorted(totals)
    if most - second_most >= table.decider_lead * POINT:
        return None
    first, second = _leaders(totals)
    best_first = table.deciders[first][second]
    return next((item for item in best_first if item not in asked), None)


def follows_deciders(table: ScoreTable, answers: Answers, asked: Sequence[int]) -> bool:
    """Whether exactly these deciders were due after these core answers, and no more are.

    :raises SheetMismatch: the answers do not fit the table.
    """
    check(table, answers)
    known = list(answers[: table.core_count]) + [None] * (len(answers) - table.core_count)
    for count, item in enumerate(asked):
        if next_decider(table, tuple(known), asked[:count]) != item:
            return False
        known[item] = answers[item]
    return tuple(known) == answers and next_decider(table, answers, asked) is None


def separation(table: ScoreTable, item: int, track: int, other: int) -> int:
    """How well an item tells two tracks apart: the mean square of their difference in points."""
    options = table.points[item]
    return sum((row[track] - row[other]) ** 2 for row in options) // len(options)


def core_order(table: ScoreTable) -> Vector:
    """The order in which items should be asked, so that *every pair* of tracks is told apart.

    Greedy: the next item is the one with the largest sum, over pairs, of the logarithm of the
    separation gathered so far (section 4). The first `core_count` of them make the best core.
    """
    aims = [unit(profile) for profile in table.profiles]
    gains = [_pair_gains(_edges(item, aims)) for item in table.weights]
    gathered = [0.0] * (len(aims) * (len(aims) - 1) // 2)
    left = list(range(len(gains)))
    order = []
    while left:
        best = max(left, key=lambda q: (_worth(gathered, gains[q]), -q))
        gathered = [a + b for a, b in zip(gathered, gains[best], strict=True)]
        left.remove(best)
        order.append(best)
    return tuple(order)


def draw(table: ScoreTable, answers: Answers, count: int) -> int:
    """Which of `count` tied tracks a sheet gets: always the same, and without a favorite."""
    if count == 1:
        return 0
    digest = hashlib.sha256(f"{table.version}:{answers}".encode()).digest()
    return int.from_bytes(digest[:8]) % count


def check(table: ScoreTable, answers: Answers) -> None:
    """Check that answers fit a table.

    :raises SheetMismatch: when they do not.
    """
    if len(answers) != len(table.points):
        raise SheetMismatch(f"{len(answers)} answers to {len(table.points)} items")
    for options, answer in zip(table.points, answers, strict=True):
        if answer is not None and not 0 <= answer < len(options):
            raise SheetMismatch(f"no option {answer} among {len(options)}")


def chosen(rows: Sequence[Sequence[T]], answers: Answers) -> list[T]:
    """The rows of the options chosen."""
    return [item[answer] for item, answer in zip(rows, answers, strict=True) if answer is not None]


def add(rows: Iterable[Vector], width: int) -> Vector:
    """Column sums; zeros where there is no row."""
    return tuple(map(sum, zip(*rows, strict=True))) or (0,) * width


def vector(profile: Profile, themes: Sequence[str]) -> Vector:
    return tuple(profile.get(theme, 0) for theme in themes)


def unit(values: Sequence[float]) -> list[float]:
    """Scale a vector to length 1; a zero vector stays zero."""
    length = sqrt(dot(values, values))
    return [value / length if length else 0.0 for value in values]


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    # fsum, because sum() of floats rounds differently from Python 3.12 on.
    return fsum(x * y for x, y in zip(a, b, strict=True))


def centered(options: Sequence[Sequence[float]]) -> list[list[float]]:
    """Options of one item minus their mean: what a choice says beyond a blind click."""
    means = [fsum(column) / len(options) for column in _columns(options)]
    return [[v - mean for v, mean in zip(option, means, strict=True)] for option in options]


def spread(items: Iterable[Sequence[float]]) -> float:
    """Standard deviation of a blind clicker's sum; each item lists its options' centered values."""
    found = sqrt(fsum(dot(values, values) / len(values) for values in items))
    return found if found > NOTHING else 0.0


def thousandths(value: float, scale: float) -> int:
    return round(1000 * value / scale) if scale else 0


def _parts(
    option: Sequence[float], aims: Sequence[Sequence[float]], spreads: Sequence[float]
) -> tuple[Vector, ...]:
    return tuple(
        tuple(thousandths(v * aim[d], s) for aim, s in zip(aims, spreads, strict=True))
        for d, v in enumerate(option)
    )


def _edges(item: Sequence[Vector], aims: Sequence[Sequence[float]]) -> list[list[float]]:
    return centered([[dot(unit(option), aim) for aim in aims] for option in item])


def _pair_gains(edges: Sequence[Sequence[float]]) -> list[float]:
    pairs = [(t, s) for t in range(len(edges[0])) for s in range(t)]
    return [fsum((row[t] - row[s]) ** 2 for row in edges) / len(edges) for t, s in pairs]


def _worth(gathered: Sequence[float], gains: Sequence[float]) -> float:
    return fsum(log(a + b + UNSEPARATED) for a, b in zip(gathered, gains, strict=True))


def _by_total(totals: Vector) -> list[int]:
    return sorted(range(len(totals)), key=lambda track: -totals[track])


def _leaders(totals: Vector) -> tuple[int, int]:
    """The two best, in table order when tied: the tie rule draws the result alone."""
    first = totals.index(max(totals))
    second = max((t for t in range(len(totals)) if t != first), key=totals.__getitem__)
    return first, second


def _lead(totals: Vector, order: Sequence[int]) -> int:
    return totals[order[0]] - totals[order[1]] if len(order) > 1 else 0


def _columns(rows: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    return list(zip(*rows, strict=True))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

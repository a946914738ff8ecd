"""Explain a result: the fewest themes without which another track would have won.

The score is linear in the themes, so the reasons are computed and not told: strike the named
themes out of the answers and the result changes (scoring paper, section 5). Returns facts only;
templates make the sentences.
"""

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .scoring import Answers, Score, ScoreTable, Vector, add, chosen, score

MOST_NAMES = 3


@dataclass(frozen=True)
class Contribution:
    """How much a theme gave the result, in thousandths; all together make its score."""

    theme: str
    amount: int


@dataclass(frozen=True)
class Evidence:
    """The answer that spoke most for the result against the runner-up, by `lead` thousandths."""

    item: int
    option: int
    lead: int


@dataclass(frozen=True)
class Flip:
    """Had `option` been chosen on `item`, all else alike, the result would have been `track`."""

    item: int
    option: int
    track: str


@dataclass(frozen=True)
class Explanation:
    """`reached` and `avoided` are themes, strongest reason first; `without_them` is the track that
    wins once both are struck out, None when no three names suffice: everything pointed one way."""

    reached: tuple[str, ...]
    avoided: tuple[str, ...]
    without_them: str | None
    contributions: tuple[Contribution, ...]
    evidence: Evidence
    nearest_flip: Flip | None


@dataclass(frozen=True)
class _Case:
    """Themes, heaviest first, that lift the winner over one rival, and how far beyond need."""

    themes: tuple[int, ...]
    surplus: int


def explain(table: ScoreTable, answers: Answers) -> Explanation | None:
    """The reasons for a sheet's result; None without evidence.

    :raises SheetMismatch: the answers do not fit the table.
    """
    outcome = score(table, answers)
    if outcome.winner is None:
        return None
    gains = contributions(table, answers)
    named, flips = _named_themes(gains, outcome)
    won = [row[outcome.winner] for row in gains]
    return Explanation(
        reached=tuple(table.themes[d] for d in named if won[d] > 0),
        avoided=tuple(table.themes[d] for d in named if won[d] <= 0),
        without_them=table.tracks[winner_without(gains, outcome, named)] if flips else None,
        contributions=tuple(map(Contribution, table.themes, won)),
        evidence=_evidence(table, answers, outcome),
        nearest_flip=_nearest_flip(table, answers, outcome),
    )


def contributions(table: ScoreTable, answers: Answers) -> list[tuple[int, ...]]:
    """`[theme][track]` in thousandths; the column of a track adds up to its score exactly."""
    options = chosen(table.parts, answers)
    return [add(rows, len(table.tracks)) for rows in zip(*options, strict=True)]


def winner_without(gains: Sequence[Sequence[int]], outcome: Score, struck: Sequence[int]) -> int:
    """The track in front when the struck themes count for nothing (first of equals in order)."""
    totals = [
        total - sum(gains[d][track] for d in struck) for track, total in enumerate(outcome.totals)
    ]
    return max(range(len(totals)), key=lambda track: totals[track])


def _named_themes(gains: Sequence[Sequence[int]], outcome: Score) -> tuple[tuple[int, ...], bool]:
    for may_avoid in (False, True):
        cases = list(_cases(gains, outcome, may_avoid=may_avoid))
        if cases:
            return min(cases, key=lambda case: (case[0], -case[1].surplus))[1].themes, True
    return _heaviest(gains, outcome), False


def _cases(
    gains: Sequence[Sequence[int]], outcome: Score, *, may_avoid: bool
) -> Iterator[tuple[int, _Case]]:
    """Each rival that few enough themes hold down, with the number needed."""
    winner, *rivals = outcome.ranking
    for rival in rivals:
        edges = {
            d: row[winner] - row[rival]
            for d, row in enumerate(gains)
            if row[winner] > row[rival] and (may_avoid or row[winner] > 0)
        }
        ranked = sorted(edges, key=lambda d: -edges[d])
        lead = outcome.totals[winner] - outcome.totals[rival]
        needed = _shortest_prefix([edges[d] for d in ranked], lead)
        if needed is not None:
            # One name alone sounds thin; a second one that leads too keeps the flip certain.
            surplus = sum(edges[d] for d in ranked[:needed]) - lead
            yield needed, _Case(tuple(ranked[: max(needed, 2)]), surplus)


def _shortest_prefix(edges: Sequence[int], lead: int) -> int | None:
    for count in range(1, min(MOST_NAMES, len(edges)) + 1):
        if sum(edges[:count]) > lead:
            return count
    return None


def _heaviest(gains: Sequence[Sequence[int]], outcome: Score) -> tuple[int, ...]:
    winner = outcome.ranking[0]
    given = [d for d, row in enumerate(gains) if row[winner] > 0]
    return tuple(sorted(given, key=lambda d: -gains[d][winner])[:2])


def _evidence(table: ScoreTable, answers: Answers, outcome: Score) -> Evidence:
    winner, runner_up = outcome.ranking[0], outcome.ranking[1]
    found = [
        Evidence(q, a, table.points[q][a][winner] - table.points[q][a][runner_up])
        for q, a in enumerate(answers)
        if a is not None
    ]
    return max(found, key=lambda evidence: evidence.lead)


def _nearest_flip(table: ScoreTable, answers: Answers, outcome: Score) -> Flip | None:
    """The single other answer that changes the result while moving the scores least."""
    found = list(_flips(table, answers, outcome))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _flips(table: ScoreTable, answers: Answers, outcome: Score) -> Iterator[tuple[int, Flip]]:
    for q, answer in enumerate(answers):
        if answer is None:
            continue
        others = tuple(map(operator.sub, outcome.totals, table.points[q][answer]))
        for option, row in enumerate(table.points[q]):
            totals = tuple(map(operator.add, others, row))
            winner = _winner_with(table, answers, totals, q, option)
            if winner != outcome.ranking[0]:
                swing = _swing(table, outcome.ranking[0], winner, q, answer, option)
                yield swing, Flip(q, option, table.tracks[winner])


def _winner_with(
    table: ScoreTable, answers: Answers, totals: Vector, item: int, option: int
) -> int:
    best = max(totals)
    if totals.count(best) == 1:
        return totals.index(best)
    changed = (*answers[:item], option, *answers[item + 1 :])
    return score(table, changed).ranking[0]


def _swing(table: ScoreTable, winner: int, other: int, item: int, answer: int, option: int) -> int:
    old, new = table.points[item][answer], table.points[item][option]
    return (old[winner] - old[other]) - (new[winner] - new[other])

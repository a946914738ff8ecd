"""Why this track: the fewest themes without which its one rival would have been in front.

The score is linear in the themes, so the reasons are computed and not told: strike the named
themes out of the answers and the result changes (scoring paper, section 5). Everything is said
against one rival, the best track that is not part of the result. Returns facts only; templates
make the sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .scoring import Answers, Score, ScoreTable, add, chosen, score

MOST_NAMES = 3


@dataclass(frozen=True)
class Contribution:
    """How much a theme gave the result, in thousandths; all together make its score."""

    theme: str
    amount: int


@dataclass(frozen=True)
class Evidence:
    """The answer that spoke most for the result against the rival, by `lead` thousandths."""

    item: int
    option: int
    lead: int


@dataclass(frozen=True)
class Explanation:
    """Why a sheet has its result.

    `reached` and `avoided` are themes, strongest reason first.

    `answer_count` is the least number of answers that name one of the themes reached for.
    `without_them` is the track in front once the named themes are struck out; None when no three
    names take the result away, or when there is no `rival`: a duet of the only two tracks.
    """

    rival: str | None
    reached: tuple[str, ...]
    avoided: tuple[str, ...]
    answer_count: int
    without_them: str | None
    contributions: tuple[Contribution, ...]
    tipped_by: Evidence | None


@dataclass(frozen=True)
class _Case:
    """The tracks of a result, and the best of the others, if there is one."""

    winners: tuple[int, ...]
    rival: int | None


def explain(table: ScoreTable, answers: Answers, *, is_duet: bool = False) -> Explanation | None:
    """The reasons for a sheet's result; None without evidence.

    :raises SheetMismatch: the answers do not fit the table.
    """
    outcome = score(table, answers)
    if outcome.winner is None:
        return None
    count = 2 if is_duet else 1
    case = _Case(outcome.ranking[:count], next(iter(outcome.ranking[count:]), None))
    gains = contributions(table, answers)
    named, is_decisive = _named_themes(gains, outcome, case)
    won = [sum(row[track] for track in case.winners) // count for row in gains]
    reached = tuple(d for d in named if won[d] > 0)
    return Explanation(
        rival=None if case.rival is None else table.tracks[case.rival],
        reached=tuple(table.themes[d] for d in reached),
        avoided=tuple(table.themes[d] for d in named if won[d] <= 0),
        answer_count=min((_times_named(table, answers, d) for d in reached), default=0),
        without_them=table.tracks[winner_without(gains, outcome, named)] if is_decisive else None,
        contributions=tuple(map(Contribution, table.themes, won)),
        tipped_by=_evidence(table, answers, case),
    )


def contributions(table: ScoreTable, answers: Answers) -> list[tuple[int, ...]]:
    """Split the score of each track by theme.

    `[theme][track]` in thousandths; the column of a track adds up to its score exactly.
    """
    options = chosen(table.parts, answers)
    return [add(rows, len(table.tracks)) for rows in zip(*options, strict=True)]


def winner_without(gains: Sequence[Sequence[int]], outcome: Score, struck: Sequence[int]) -> int:
    """The track in front when the struck themes count for nothing (first of equals in order)."""
    totals = [
        total - sum(gains[d][track] for d in struck) for track, total in enumerate(outcome.totals)
    ]
    return max(range(len(totals)), key=lambda track: totals[track])


def _named_themes(
    gains: Sequence[Sequence[int]], outcome: Score, case: _Case
) -> tuple[tuple[int, ...], bool]:
    """The themes to name, and whether the result is lost without them."""
    for may_avoid in (False, True):
        named = _decisive_themes(gains, outcome, case, may_avoid=may_avoid)
        if named:
            return named, True
    return _heaviest(gains, case), False


def _decisive_themes(
    gains: Sequence[Sequence[int]], outcome: Score, case: _Case, *, may_avoid: bool
) -> tuple[int, ...]:
    """The fewest themes that lift every winner over the rival; empty when three are too few."""
    if case.rival is None:
        return ()
    edges = {d: _edges(row, case) for d, row in enumerate(gains)}
    leading = [
        d
        for d, edge in edges.items()
        if sum(edge) > 0 and (may_avoid or sum(gains[d][track] for track in case.winners) > 0)
    ]
    ranked = sorted(leading, key=lambda d: -sum(edges[d]))
    leads = [outcome.totals[track] - outcome.totals[case.rival] for track in case.winners]
    for count in range(1, min(MOST_NAMES, len(ranked)) + 1):
        lifts = [sum(edges[d][place] for d in ranked[:count]) for place in range(len(leads))]
        if all(lift > lead for lift, lead in zip(lifts, leads, strict=True)):
            # One name alone sounds thin; a second one that leads too keeps the loss certain.
            return tuple(ranked[: count if len(leads) > 1 else max(count, 2)])
    return ()


def _edges(row: Sequence[int], case: _Case) -> tuple[int, ...]:
    assert case.rival is not None
    return tuple(row[track] - row[case.rival] for track in case.winners)


def _heaviest(gains: Sequence[Sequence[int]], case: _Case) -> tuple[int, ...]:
    given = {d: sum(row[track] for track in case.winners) for d, row in enumerate(gains)}
    return tuple(sorted((d for d in given if given[d] > 0), key=lambda d: -given[d])[:2])


def _times_named(table: ScoreTable, answers: Answers, theme: int) -> int:
    """How many of the options chosen name a theme."""
    return sum(weights[theme] > 0 for weights in chosen(table.weights, answers))


def _evidence(table: ScoreTable, answers: Answers, case: _Case) -> Evidence | None:
    """None where no answer spoke for the result more than for the rival."""
    if case.rival is None:
        return None
    found = [
        Evidence(item, option, min(_edges(table.points[item][option], case)))
        for item, option in enumerate(answers)
        if option is not None
    ]
    best = max(found, key=lambda evidence: evidence.lead)
    return best if best.lead > 0 else None

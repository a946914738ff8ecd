"""Find one answer whose change would have given another track, played through the whole quiz.

A changed answer may lead to other deciders than those that were asked, and nobody knows how they
would have been answered. So a flip counts only when *every* answer to every decider that follows,
a skip included, ends at the same track, alone and not as half of a duet.
"""

import operator
from collections.abc import Iterator
from dataclasses import dataclass

from .confidence import Calibration, is_duet
from .scoring import Answers, Score, ScoreTable, Vector, add, chosen, due_decider, score


@dataclass(frozen=True)
class Flip:
    """Had `option` been chosen on `item`, all else alike, the result would have been `track`."""

    item: int
    option: int
    track: int


@dataclass(frozen=True, slots=True)
class Play:
    """A sheet under way. `totals` are in thousandths, one for each track; `asked` are the deciders
    so far, in order."""

    totals: Vector
    answers: Answers
    asked: tuple[int, ...] = ()


def play_of(table: ScoreTable, answers: Answers, asked: tuple[int, ...] = ()) -> Play:
    return Play(add(chosen(table.points, answers), len(table.tracks)), answers, asked)


def endings(table: ScoreTable, play: Play) -> Iterator[Play]:
    """Every finished sheet that can follow, one for each way to answer or skip the deciders.

    :param play: with at least one answer; without any there is nothing to decide.
    """
    due = due_decider(table, play.totals, play.asked)
    if due is None:
        yield play
        return
    skipped = Play(play.totals, play.answers, (*play.asked, due))
    yield from endings(table, skipped)
    for option, row in enumerate(table.points[due]):
        yield from endings(table, _with(skipped, due, option, row))


def flipped(
    table: ScoreTable, answers: Answers, asked: tuple[int, ...], item: int, option: int
) -> tuple[Answers, tuple[int, ...]]:
    """The sheet with one answer changed, as far as the change leaves it standing, and its deciders.

    A changed core answer may lead to other deciders, so none stands; a decider leads to those
    after it alone.
    """
    earlier = asked[: asked.index(item) + 1] if item in asked else ()
    left = tuple(
        answer if q < table.core_count or q in earlier else None for q, answer in enumerate(answers)
    )
    return (*left[:item], option, *left[item + 1 :]), earlier


def nearest_flip(
    table: ScoreTable, calibration: Calibration, answers: Answers, asked: tuple[int, ...]
) -> Flip | None:
    """The best change that holds; None where none does.

    One that gives the runner-up comes first, then the one that moves the scores least.

    :param answers: a finished sheet.
    :param asked: its deciders, in the order in which they were asked.
    :raises SheetMismatch: the answers do not fit the table.
    """
    outcome = score(table, answers)
    if outcome.winner is None:
        return None
    kept = outcome.ranking[: 2 if is_duet(outcome.totals, calibration) else 1]
    rival = next(iter(outcome.ranking[len(kept) :]), None)
    found = _flips(table, calibration, outcome, answers, asked, set(kept))
    return min(found, key=lambda pair: (pair[1].track != rival, pair[0]), default=(0, None))[1]


def _flips(
    table: ScoreTable,
    calibration: Calibration,
    outcome: Score,
    answers: Answers,
    asked: tuple[int, ...],
    kept: set[int],
) -> Iterator[tuple[int, Flip]]:
    """Each flip that holds, with how far it moves the winner against the other track."""
    winner = outcome.ranking[0]
    for item, old, before in _plays_before(table, answers, asked):
        gone = table.points[item][old]
        for option, row in enumerate(table.points[item]):
            if option == old:
                continue
            track = _certain_track(table, calibration, _with(before, item, option, row), kept)
            if track is not None:
                swing = (gone[winner] - gone[track]) - (row[winner] - row[track])
                yield swing, Flip(item, option, track)


def _plays_before(
    table: ScoreTable, answers: Answers, asked: tuple[int, ...]
) -> Iterator[tuple[int, int, Play]]:
    """Each answer given as (item, option, the sheet without it and what came of it).

    Every core answer may lead to other deciders, so none stands there; a decider leads to those
    after it alone.
    """
    core = (*answers[: table.core_count], *[None] * (len(answers) - table.core_count))
    play = play_of(table, core)
    for item, option in enumerate(core):
        if option is not None:
            totals = tuple(map(operator.sub, play.totals, table.points[item][option]))
            yield item, option, Play(totals, core)
    for count, item in enumerate(asked, 1):
        play = Play(play.totals, play.answers, asked[:count])
        option = answers[item]
        if option is not None:
            yield item, option, play
            play = _with(play, item, option, table.points[item][option])


def _certain_track(
    table: ScoreTable, calibration: Calibration, play: Play, kept: set[int]
) -> int | None:
    """The one track, none of `kept`, that all endings of a play give; None where they differ."""
    certain = None
    for end in endings(table, play):
        track = _track(table, end)
        is_other = certain is not None and track != certain
        if is_other or track in kept or is_duet(end.totals, calibration):
            return None
        certain = track
    return certain


def _track(table: ScoreTable, end: Play) -> int:
    best = max(end.totals)
    if end.totals.count(best) == 1:
        return end.totals.index(best)
    return score(table, end.answers).ranking[0]


def _with(play: Play, item: int, option: int, row: Vector) -> Play:
    totals = tuple(map(operator.add, play.totals, row))
    return Play(totals, (*play.answers[:item], option, *play.answers[item + 1 :]), play.asked)

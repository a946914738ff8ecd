"""Count the outcomes of all possible sheets, each as likely as a blind clicker hands it in.

A quiz without deciders is listed as two halves: one addition per pair of halves and track
(12 items of 5 options and 12 tracks: 244 million sheets). One with deciders is a tree whose open
leaves grow by the options of the decider due (scoring paper, section 7).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.scoring import POINT, Answers
from quizapp.mood.simulation import Arrays, Bools, Floats, Ints

MOST_SHEETS_IN_A_TREE = 1 << 21
BLOCK = 1 << 16
HALF = 1 << 14


@dataclass(eq=False)
class Tally:
    """The results of all possible sheets, counted.

    `shares[track]` of all sheets, ties for first split evenly; `tied` the share of sheets with
    such a tie, `asked` the mean number of items; `sheets` by track index one sheet that the track
    wins alone, where there is any.
    """

    shares: Floats
    tied: float = 0.0
    asked: float = 0.0
    sheets: dict[int, Answers] = field(default_factory=dict)


def is_countable(quiz: Arrays) -> bool:
    """Whether every sheet can be counted in the time a publisher waits."""
    has_deciders = simulation.decider_limit(quiz.table) > 0
    return not has_deciders or _core_sheets(quiz) <= MOST_SHEETS_IN_A_TREE


def count(quiz: Arrays) -> Tally:
    """Count every sheet a blind clicker can hand in, each as likely as it is."""
    tally = Tally(np.zeros(len(quiz.table.tracks)))
    if simulation.decider_limit(quiz.table):
        for answers in _core_blocks(quiz):
            _grow(quiz, answers, tally)
    else:
        _count_halves(quiz, tally)
    return tally


def as_answers(row: Ints) -> Answers:
    """A sheet of option numbers, -1 where an item was not asked, as play knows it."""
    return tuple(None if answer < 0 else int(answer) for answer in row)


def _core_sheets(quiz: Arrays) -> int:
    return int(np.prod(quiz.option_counts[: quiz.table.core_count]))


def _core_blocks(quiz: Arrays) -> Iterator[Ints]:
    """All core answers, a block at a time; -1 where an item is not asked."""
    counts = quiz.option_counts[: quiz.table.core_count]
    for start in range(0, _core_sheets(quiz), BLOCK):
        numbers = np.arange(start, min(start + BLOCK, _core_sheets(quiz)))
        answers = np.full((len(numbers), len(quiz.points)), -1, dtype=np.int8)
        answers[:, : len(counts)] = np.stack(np.unravel_index(numbers, counts), axis=1)
        yield answers


def _grow(quiz: Arrays, answers: Ints, tally: Tally) -> None:
    weights = np.full(len(answers), 1 / _core_sheets(quiz))
    totals = simulation.total(quiz, answers, answers >= 0)
    for _ in range(simulation.decider_limit(quiz.table)):
        is_open = simulation.leads(totals) < quiz.table.decider_lead * POINT
        _close(tally, answers[~is_open], totals[~is_open], weights[~is_open])
        answers, totals, weights = _branch(
            quiz, answers[is_open], totals[is_open], weights[is_open]
        )
    _close(tally, answers, totals, weights)


def _branch(
    quiz: Arrays, answers: Ints, totals: Ints, weights: Floats
) -> tuple[Ints, Ints, Floats]:
    """Every sheet with each option of its next decider."""
    due = simulation.deciders(quiz, totals, answers >= 0)
    rows, options = np.nonzero(quiz.has_option[due])
    grown = answers[rows]
    grown[np.arange(len(rows)), due[rows]] = options
    totals = totals[rows] + quiz.points[due[rows], options]
    return grown, totals, (weights / quiz.option_counts[due])[rows]


def _close(tally: Tally, answers: Ints, totals: Ints, weights: Floats) -> None:
    tops = totals == totals.max(axis=1, keepdims=True)
    tied = tops.sum(axis=1)
    tally.shares += np.einsum("s,st->t", weights / tied, tops)
    tally.tied += float(weights[tied > 1].sum())
    tally.asked += float((weights * (answers >= 0).sum(axis=1)).sum())
    for track, place in _newly_won(tally, tops.T, tops.any(axis=0)):
        tally.sheets[track] = as_answers(answers[place])


def _count_halves(quiz: Arrays, tally: Tally) -> None:
    counts = quiz.option_counts[: quiz.table.core_count]
    split = next(q for q in range(len(counts) + 1) if np.prod(counts[q:]) <= HALF)
    heads, tails = _sums(quiz, 0, split), _sums(quiz, split, len(counts))
    lanes = np.ascontiguousarray(tails.T)
    sums, best = np.empty_like(lanes), np.empty_like(lanes[0])
    # Whole words of eight flags, so that ties are counted eight at a time.
    flags = np.zeros((len(lanes), -(-len(best) // 8) * 8), dtype=bool)
    tops = flags[:, : len(best)]
    wins, ties = np.zeros(len(lanes)), 0
    for number, head in enumerate(heads):
        np.add(lanes, head[:, None], out=sums)
        np.maximum.reduce(sums, axis=0, out=best)
        np.equal(sums, best, out=tops)
        won = [np.count_nonzero(top) for top in tops]
        wins += won
        if sum(won) > len(best):
            ties += _split_ties(flags, wins)
        for track, place in _newly_won(tally, tops, np.array(won) > 0):
            sheet = _sheet(number * len(best) + place, counts, len(quiz.points))
            tally.sheets[track] = sheet
    tally.shares += wins / _core_sheets(quiz)
    tally.tied += ties / _core_sheets(quiz)
    tally.asked += len(counts)


def _sums(quiz: Arrays, start: int, stop: int) -> Ints:
    """Add up the points of all answers to a stretch of items.

    `[sheet, track]`: the totals of all answers to a stretch of items, narrow where they fit
    (twice the numbers go through the processor at once).
    """
    fits = np.abs(quiz.points).max(axis=(1, 2)).sum() <= np.iinfo(np.int16).max
    sums = np.zeros((1, len(quiz.table.tracks)), dtype=np.int16 if fits else np.int32)
    for q in range(start, stop):
        options = quiz.points[q][quiz.has_option[q]].astype(sums.dtype)
        sums = (sums[:, None, :] + options).reshape(-1, sums.shape[1])
    return sums


def _split_ties(flags: Bools, wins: Floats) -> int:
    """Take back what tied tracks were counted beyond an even share."""
    tied = np.add.reduce(flags.view(np.uint64), axis=0).view(np.uint8)
    places = np.flatnonzero(tied > 1)
    wins -= flags[:, places] @ (1 - 1 / tied[places])
    return len(places)


def _sheet(place: int, counts: Ints, width: int) -> Answers:
    digits = np.unravel_index(place, counts)
    return (*map(int, digits), *[None] * (width - len(digits)))


def _newly_won(tally: Tally, tops: Bools, is_won: Bools) -> Iterator[tuple[int, int]]:
    """Tracks not seen to win before, with the place of a sheet they win alone."""
    for track in map(int, np.flatnonzero(is_won)):
        if track not in tally.sheets:
            alone = tops[track] & (tops.sum(axis=0) == 1)
            if alone.any():
                yield track, int(alone.argmax())

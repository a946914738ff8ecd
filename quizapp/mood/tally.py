"""A plain tally for comparison: each option counts for one track, and most counts win.

Evened: every track gets equally many options, assigned so that they fit best altogether.
"""

import numpy as np

from . import simulation
from .simulation import Arrays, Bools, Floats, Ints


def evened_tally(quiz: Arrays) -> Ints:
    """Assign each option to the one track that it counts for.

    `[item, option]`: the track each option counts for; -1 where there is no option.
    """
    fits = simulation.unit(quiz.weights[quiz.has_option]) @ quiz.aims.T
    seats = -(-len(fits) // fits.shape[1])
    owners = np.full(quiz.has_option.shape, -1)
    owners[quiz.has_option] = _assignment(-np.repeat(fits, seats, axis=1)) // seats
    return owners


def tally_winners(
    quiz: Arrays, owners: Ints, answers: Ints, asked: Bools, rng: np.random.Generator
) -> Ints:
    """The track most answers to the items asked count for, ties drawn."""
    chosen = owners[np.arange(len(owners)), answers]
    chosen[~asked] = -1
    counts = (chosen[:, :, None] == np.arange(len(quiz.table.tracks))).sum(axis=1)
    winners: Ints = (counts + rng.random(counts.shape) / 2).argmax(axis=1)
    return winners


def _assignment(costs: Floats) -> Ints:
    """The column of each row, no column twice, of least total cost.

    Hungarian method with potentials (Kuhn 1955, in the shortest augmenting path form of Jonker
    and Volgenant 1987). Needs at least as many columns as rows. Column 0 is an extra one, where
    each path begins.
    """
    rows, columns = costs.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns + 1)
    owner = np.full(columns + 1, -1)
    for row in range(rows):
        owner[0], column = row, 0
        nearest, before = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=int)
        is_done = np.zeros(columns + 1, dtype=bool)
        while owner[column] >= 0:
            is_done[column] = True
            reach = costs[owner[column]] - row_price[owner[column]] - column_price[1:]
            better = np.flatnonzero(~is_done[1:] & (reach < nearest[1:])) + 1
            nearest[better], before[better] = reach[better - 1], column
            step = nearest[~is_done].min()
            row_price[owner[is_done]] += step
            column_price[is_done] -= step
            nearest[~is_done] -= step
            column = int(np.where(is_done, np.inf, nearest).argmin())
        while column:
            owner[column] = owner[before[column]]
            column = int(before[column])
    places = np.empty(rows, dtype=int)
    places[owner[1:][owner[1:] >= 0]] = np.flatnonzero(owner[1:] >= 0)
    return places

"""Find the points of greatest penalised likelihood among those that editors can write.

The editors' points are the prior: each point moved away from them costs `price` nats. Coordinate
ascent: the best change of every option and every profile is found by a second-order expansion of
the log-likelihood over all vectors of the grammar, and the best ones are made together as long as
the exact value rises.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.simulation import Floats, Ints

from . import model
from .grammar import moved_points, option_vectors, profiles_near
from .model import Content, Crowd, Frame, Habit, Odds

PROFILE_PRICE = 3
"""What a point of a profile costs, in points of an option: all answers hang on it."""

SWEEPS = 30
SINGLES = 8
LEAST_GAIN = 0.1
"""Nats; less is rounding, or not worth another sweep."""


@dataclass(frozen=True)
class Change:
    """Other points for one option (`row` counts all options) or one track's profile."""

    is_profile: bool
    row: int
    vector: tuple[int, ...]
    gain: float


@dataclass(frozen=True, eq=False)
class Found:
    """Points with the habit that was fitted to them, and their penalised log-likelihood."""

    content: Content
    habit: Habit
    value: float


class Search:
    """One crowd's likelihood around the editors' points."""

    def __init__(self, frame: Frame, editors: Content, crowd: Crowd) -> None:
        self.frame, self.editors, self.crowd = frame, editors, crowd
        known = {tuple(row) for row in editors.weights.tolist()}
        self.vectors = np.array(sorted(known | {*option_vectors(editors.weights.shape[1])}))
        self.units = simulation.unit(self.vectors.astype(float))
        self.moves = np.array([_moved(self.vectors, row) for row in editors.weights])
        self.profiles = [np.array(profiles_near(tuple(row.tolist()))) for row in editors.profiles]
        self.steps = [
            np.array([moved_points(row, near) for near in nears])
            for row, nears in zip(editors.profiles.tolist(), self.profiles, strict=True)
        ]
        self.squares = crowd.choice**2

    def start(self) -> Found:
        return self.at(self.editors, 0.0, None)

    def at(self, content: Content, price: float, habit: Habit | None) -> Found:
        z = model.scores(self.frame, content, self.crowd)
        fitted = model.fit_habit(z, self.crowd, habit)
        value = float(model.odds(fitted, z, self.crowd).logs.sum()) - price * self.moved(content)
        return Found(content, fitted, value)

    def moved(self, content: Content) -> int:
        """Points moved altogether; those of a profile count more."""
        now, then = content, self.editors
        options = np.abs(now.weights - then.weights).sum() // 2
        rows = zip(now.profiles.tolist(), then.profiles.tolist(), strict=True)
        return int(options) + PROFILE_PRICE * sum(moved_points(was, row) for row, was in rows)

    def climb(self, found: Found, price: float) -> Found:
        """The best points to be reached from those found, at this price of a point."""
        best = self.at(found.content, price, found.habit)
        for _ in range(SWEEPS):
            changes = self._batch(best, price)
            better = self._first_better(best, changes, price)
            if better is None:
                return best
            best = better
        return best

    def _first_better(self, best: Found, changes: list[Change], price: float) -> Found | None:
        """The first that is better indeed: all changes, half of them and so on, each alone."""
        for some in _fewer_and_fewer(changes):
            tried = self.at(_changed(best.content, some), price, best.habit)
            if tried.value > best.value + LEAST_GAIN:
                return tried
        return None

    def _batch(self, found: Found, price: float) -> list[Change]:
        """The changes that promise most, at most one of each item."""
        taken: set[int] = set()
        batch = []
        for change in sorted(self._changes(found, price), key=lambda change: -change.gain):
            place = -1 - change.row if change.is_profile else int(self.frame.item[change.row])
            if place not in taken:
                taken.add(place)
                batch.append(change)
        return batch

    def _changes(self, found: Found, price: float) -> Iterator[Change]:
        z = model.scores(self.frame, found.content, self.crowd)
        odds = model.odds(found.habit, z, self.crowd)
        aims = model.aims(self.frame, found.content) * found.habit.sharpness
        yield from self._option_changes(found.content, aims, odds, price)
        yield from self._profile_changes(found.content, aims, odds, price)

    def _option_changes(
        self, content: Content, aims: Floats, odds: Odds, price: float
    ) -> Iterator[Change]:
        slopes = self.crowd.choice.T @ odds.gap(self.crowd) @ aims
        weight = self.squares.T @ odds.weights
        units = model.unit_options(content)
        for row in range(len(slopes)):
            bend = np.diag(weight[row]) - odds.weights.T @ (
                self.squares[:, row, None] * odds.chances
            )
            steps = self.units - units[row]
            rise = steps @ slopes[row] - _half_bend(steps, aims.T @ bend @ aims)
            now = int(np.abs(content.weights[row] - self.editors.weights[row]).sum()) // 2
            gains = rise - price * (self.moves[row] - now)
            best = int(gains.argmax())
            if gains[best] > 0:
                yield Change(False, row, tuple(self.vectors[best].tolist()), float(gains[best]))

    def _profile_changes(
        self, content: Content, aims: Floats, odds: Odds, price: float
    ) -> Iterator[Change]:
        leans = self.crowd.choice @ model.unit_options(content)
        lengths, gap = np.linalg.norm(aims, axis=1), odds.gap(self.crowd)
        for track, nears in enumerate(self.profiles):
            slope = leans.T @ gap[:, track]
            spread = odds.weights[:, track] * (1 - odds.chances[:, track])
            steps = simulation.unit(nears.astype(float)) * lengths[track] - aims[track]
            rise = steps @ slope - _half_bend(steps, leans.T @ (spread[:, None] * leans))
            now = moved_points(
                self.editors.profiles[track].tolist(), content.profiles[track].tolist()
            )
            gains = rise - price * PROFILE_PRICE * (self.steps[track] - now)
            best = int(gains.argmax())
            if gains[best] > 0:
                yield Change(True, track, tuple(nears[best].tolist()), float(gains[best]))


def _fewer_and_fewer(changes: list[Change]) -> Iterator[list[Change]]:
    count = len(changes)
    while count > 1:
        yield changes[:count]
        count //= 2
    yield from ([change] for change in changes[:SINGLES])


def _half_bend(steps: Floats, bend: Floats) -> Floats:
    half: Floats = ((steps @ bend) * steps).sum(axis=1) / 2
    return half


def _moved(vectors: Ints, row: Ints) -> Ints:
    moved: Ints = np.abs(vectors - row).sum(axis=1) // 2
    return moved


def _changed(content: Content, changes: Sequence[Change]) -> Content:
    weights, profiles = content.weights.copy(), content.profiles.copy()
    for change in changes:
        (profiles if change.is_profile else weights)[change.row] = change.vector
    return Content(weights, profiles)

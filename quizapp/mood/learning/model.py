"""How likely players' bets are, given the points of a quiz.

A conditional logit (McFadden 1974, *Conditional logit analysis of qualitative choice behavior*):
of the tracks shown, a player bets on each with odds `exp(sharpness * z + base)`. The base of a
track is how liked it is whatever the answers; it is fitted and never proposed, so that a crowd of
one mood does not bend the points towards its track.
"""

from dataclasses import dataclass

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.scoring import NOTHING
from quizapp.mood.simulation import Arrays, Bools, Floats, Ints

BASE_PENALTY = 1.0
"""Nats for a base of 1; keeps the base of a track that nobody bet on finite."""

BLIND_SHARES = (0.05, 0.5)
"""Between these the share of blind bets is fitted; outside, single bets would decide."""

WARM_ROUNDS, COLD_ROUNDS = 3, 20


@dataclass(frozen=True, eq=False)
class Bets:
    """What players bet on before they saw their result.

    `answers[bet, item]` and `asked[bet, item]` are their sheets; `shown[bet, track]` the tracks
    they could choose from; `chosen[bet]` the one they did.
    """

    answers: Ints
    asked: Bools
    shown: Bools
    chosen: Ints

    def __len__(self) -> int:
        return len(self.chosen)


@dataclass(frozen=True, eq=False)
class Content:
    """The editors' points: `weights[option, theme]` of all options of all items in a row,
    `profiles[track, theme]`; both in whole numbers."""

    weights: Ints
    profiles: Ints


@dataclass(frozen=True, eq=False)
class Frame:
    """What no proposal changes: `item[option]` is the item of each option of the row, `size` its
    number of options, `is_core[option]` whether its item is asked of everybody."""

    item: Ints
    size: Ints
    is_core: Bools


@dataclass(frozen=True, eq=False)
class Crowd:
    """Bets as the model reads them: `choice[bet, option]` is 1 for the option chosen and 0 for the
    others, minus the mean over its item; 0 where the item was not asked."""

    choice: Floats
    shown: Bools
    chosen: Ints


@dataclass(frozen=True, eq=False)
class Habit:
    """What is fitted beside the points: how sharply players bet, the `base[track]`, and the share
    of bets that are made blindly."""

    sharpness: float
    base: Floats
    blind: float


@dataclass(frozen=True, eq=False)
class Odds:
    """`chances[bet, track]` of a bet that is not blind, the log-likelihood `logs[bet]` in nats, and
    how likely each bet was meant: `meant[bet]`, 0 to 1."""

    chances: Floats
    logs: Floats
    meant: Floats

    def gap(self, crowd: Crowd) -> Floats:
        """Bets made minus bets expected, `[bet, track]`, as far as they were meant."""
        gap = -self.chances
        gap[np.arange(len(gap)), crowd.chosen] += 1
        return gap * self.meant[:, None]

    @property
    def weights(self) -> Floats:
        """The chances as far as the bets were meant, `[bet, track]`."""
        return self.chances * self.meant[:, None]


def frame_of(quiz: Arrays) -> Frame:
    item = np.nonzero(quiz.has_option)[0]
    return Frame(item, quiz.option_counts[item], item < quiz.table.core_count)


def content_of(quiz: Arrays) -> Content:
    return Content(
        quiz.weights[quiz.has_option].astype(int), np.array(quiz.table.profiles, dtype=int)
    )


def crowd_of(quiz: Arrays, bets: Bets) -> Crowd:
    options = np.arange(quiz.has_option.shape[1])
    marks = (bets.answers[:, :, None] == options) - 1 / quiz.option_counts[:, None]
    choice = (marks * bets.asked[:, :, None])[:, quiz.has_option]
    return Crowd(choice, bets.shown, bets.chosen)


def subset(crowd: Crowd, places: Ints | Bools) -> Crowd:
    return Crowd(crowd.choice[places], crowd.shown[places], crowd.chosen[places])


def aims(frame: Frame, content: Content) -> Floats:
    """Unit profiles in the unit of a blind clicker's spread, `[track, theme]`: what a unit option
    is multiplied with to give its score (as `scoring.compile_table` does it, unrounded)."""
    units, profiles = unit_options(content), simulation.unit(content.profiles.astype(float))
    fits = (units @ profiles.T)[frame.is_core]
    item, size = frame.item[frame.is_core], frame.size[frame.is_core, None]
    means = np.zeros((frame.item.max() + 1, len(profiles)))
    np.add.at(means, item, fits / size)
    spreads = np.sqrt((((fits - means[item]) ** 2) / size).sum(axis=0))
    scaled: Floats = profiles / np.where(spreads > NOTHING, spreads, np.inf)[:, None]
    return scaled


def unit_options(content: Content) -> Floats:
    return simulation.unit(content.weights.astype(float))


def scores(frame: Frame, content: Content, crowd: Crowd) -> Floats:
    """The scores of all bets' sheets, `[bet, track]`, in standard deviations."""
    found: Floats = crowd.choice @ (unit_options(content) @ aims(frame, content).T)
    return found


def odds(habit: Habit, z: Floats, crowd: Crowd) -> Odds:
    heights = np.where(crowd.shown, habit.sharpness * z + habit.base, -np.inf)
    chances = simulation.softmax(heights)
    meant = (1 - habit.blind) * chances[np.arange(len(chances)), crowd.chosen]
    either = meant + habit.blind / crowd.shown.sum(axis=1)
    return Odds(chances, np.log(either), meant / either)


def fit_habit(z: Floats, crowd: Crowd, start: Habit | None = None) -> Habit:
    """The habit of greatest penalised likelihood: which bets were meant and the share of blind
    ones by expectation-maximisation, the rest by a step of Newton's method in each round."""
    habit = start or Habit(0.5, np.zeros(z.shape[1]), 0.2)
    for _ in range(WARM_ROUNDS if start else COLD_ROUNDS):
        habit = _round(habit, z, crowd)
    return habit


def _round(habit: Habit, z: Floats, crowd: Crowd) -> Habit:
    now = odds(habit, z, crowd)
    gap, p = now.gap(crowd), now.weights
    away = z - (now.chances * z).sum(axis=1, keepdims=True)
    slope = np.concatenate([[(gap * z).sum()], gap.sum(axis=0) - BASE_PENALTY * habit.base])
    bend = np.empty((len(slope), len(slope)))
    bend[0, 0] = (p * away**2).sum() + BASE_PENALTY
    bend[0, 1:] = bend[1:, 0] = (p * away).sum(axis=0)
    bend[1:, 1:] = np.diag(p.sum(axis=0) + BASE_PENALTY) - p.T @ now.chances
    step = np.linalg.solve(bend, slope)
    blind = float(np.clip(1 - now.meant.mean(), *BLIND_SHARES))
    return Habit(float(habit.sharpness + step[0]), habit.base + step[1:], blind)

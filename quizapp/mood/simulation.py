"""Simulate players of a mood quiz before anybody has played it.

A player is a fan of one track with a mood drawn around its profile. Four rules of choosing and
three levels of noise stand for what is not known about real people (scoring paper, section 2).
Everything is numpy and vectorised; play itself never imports this module.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .scoring import POINT, ScoreTable, separation

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]

RULES = ("luce", "cosine", "ideal", "aspect")


@dataclass(frozen=True)
class Noise:
    """How far simulated players stray from what their mood would choose.

    `sharpness` multiplies what an option is worth to the player, `wobble` is the length of the
    deviation of a mood from its track's unit profile, `careless` the share of blind clicks, and
    `attraction` the sd of the appeal an option has for reasons no scorer knows.
    """

    sharpness: float
    wobble: float
    careless: float
    attraction: float


NOISES = {
    "low": Noise(7, 0.4, 0.03, 0.3),
    "medium": Noise(4, 0.7, 0.08, 0.5),
    "high": Noise(2.6, 1.0, 0.15, 0.7),
}


@dataclass(frozen=True, eq=False)
class Arrays:
    """A score table as arrays; missing options of shorter items are zero and never chosen.

    `points[item, option, track]`, `weights[item, option, theme]`, unit `aims[track, theme]`.
    """

    table: ScoreTable
    points: Ints
    weights: Floats
    aims: Floats
    has_option: Bools

    @cached_property
    def separations(self) -> Ints:
        """Measure how well each item tells two tracks apart.

        `[item, track, track]`, the same whole numbers play uses to choose a decider.
        """
        table, tracks = self.table, range(len(self.table.tracks))
        return np.array(
            [
                [[separation(table, q, t, s) for s in tracks] for t in tracks]
                for q in range(len(table.points))
            ]
        )

    @property
    def option_counts(self) -> Ints:
        counts: Ints = self.has_option.sum(axis=1)
        return counts


@dataclass(frozen=True, eq=False)
class Crowd:
    """Players' answers to every item: `fans[player]` is the track each is a fan of (-1: of none),
    `chances[track, item, option]` how often its fans choose an option."""

    fans: Ints
    answers: Ints
    chances: Floats


@dataclass(frozen=True, eq=False)
class Runs:
    """A crowd's sheets played to the end: `totals[player, track]` in thousandths, `winners`, the
    first place's `tied` count, the `leads`, and which items were asked: `asked[player, item]`."""

    totals: Ints
    winners: Ints
    tied: Ints
    leads: Ints
    asked: Bools


def arrays(table: ScoreTable) -> Arrays:
    most = max(map(len, table.weights))
    return Arrays(
        table=table,
        points=np.array(
            [_padded(item, most, len(table.tracks)) for item in table.points], dtype=np.int32
        ),
        weights=np.array(
            [_padded(item, most, len(table.themes)) for item in table.weights], dtype=float
        ),
        aims=unit(np.array(table.profiles, dtype=float)),
        has_option=np.array([[o < len(item) for o in range(most)] for item in table.weights]),
    )


def fans(
    quiz: Arrays, rule: str, noise: Noise, appeal: Floats, *, count: int, rng: np.random.Generator
) -> Crowd:
    """Draw simulated fans.

    `count` players, fans of every track equally often, in one world: `appeal[item, option]` is
    the options' attraction for all of them.
    """
    who = np.arange(count) % len(quiz.table.tracks)
    odds = chances(quiz, moods(quiz, who, noise, rng), rule, noise, appeal)
    means = [odds[who == t].mean(axis=0) for t in range(len(quiz.table.tracks))]
    return Crowd(who, draw(odds, rng), np.array(means))


def clickers(quiz: Arrays, *, count: int, rng: np.random.Generator) -> Crowd:
    """Players who click blindly."""
    odds = quiz.has_option / quiz.option_counts[:, None]
    every = np.broadcast_to(odds, (count, *odds.shape))
    shape = (len(quiz.table.tracks), *odds.shape)
    return Crowd(np.full(count, -1), draw(every, rng), np.broadcast_to(odds, shape))


def moods(quiz: Arrays, who: Ints, noise: Noise, rng: np.random.Generator) -> Floats:
    """One unit mood per player: the profile of the track plus noise, never below zero."""
    aims = quiz.aims[who]
    wobble = rng.normal(0, noise.wobble / np.sqrt(aims.shape[1]), aims.shape)
    return unit(np.clip(aims + wobble, 0, None))


def attraction(quiz: Arrays, noise: Noise, rng: np.random.Generator) -> Floats:
    return rng.normal(0, noise.attraction, quiz.has_option.shape)


def chances(quiz: Arrays, mood: Floats, rule: str, noise: Noise, appeal: Floats) -> Floats:
    """How likely each player is to choose each option: `[player, item, option]`, 0 to 1."""
    if rule == "aspect":
        odds = _by_aspect(quiz, mood, appeal)
    else:
        worth = noise.sharpness * _worth(quiz, mood, rule) + appeal
        odds = softmax(np.where(quiz.has_option, worth, -np.inf))
    blind = quiz.has_option / quiz.option_counts[:, None]
    return (1 - noise.careless) * odds + noise.careless * blind


def draw(odds: Floats, rng: np.random.Generator) -> Ints:
    """One option per player and item."""
    ladder = odds.cumsum(axis=2)
    throws = rng.random((*odds.shape[:2], 1)) * ladder[:, :, -1:]
    answers: Ints = (ladder <= throws).sum(axis=2)
    return answers


def play(quiz: Arrays, answers: Ints, rng: np.random.Generator) -> Runs:
    """Play every sheet to its end, asking deciders as `scoring.next_decider` does. Ties for first
    are drawn at random here; in play the sheet itself draws."""
    everybody = np.arange(len(answers))
    asked = np.zeros(answers.shape, dtype=bool)
    asked[:, : quiz.table.core_count] = True
    totals = total(quiz, answers, asked)
    for _ in range(decider_limit(quiz.table)):
        open_ones = everybody[leads(totals) < quiz.table.decider_lead * POINT]
        due = deciders(quiz, totals[open_ones], asked[open_ones])
        asked[open_ones, due] = True
        totals[open_ones] += quiz.points[due, answers[open_ones, due]]
    tops = totals == totals.max(axis=1, keepdims=True)
    winners = (tops * rng.uniform(0.5, 1, tops.shape)).argmax(axis=1)
    return Runs(totals, winners, tops.sum(axis=1), leads(totals), asked)


def total(quiz: Arrays, answers: Ints, asked: Bools) -> Ints:
    """Add up the scores of simulated sheets.

    `[player, track]` in thousandths, of the items asked.
    """
    totals = np.zeros((len(answers), len(quiz.table.tracks)), dtype=np.int32)
    for q, points in enumerate(quiz.points):
        totals += points[answers[:, q]] * asked[:, q, None]
    return totals


def leads(totals: Ints) -> Ints:
    ranked = np.partition(totals, -2, axis=1)
    return ranked[:, -1] - ranked[:, -2]


def deciders(quiz: Arrays, totals: Ints, asked: Bools) -> Ints:
    """The item that best tells each sheet's two leaders apart among those it was not asked."""
    rows = np.arange(len(totals))
    first = totals.argmax(axis=1)
    rest = totals.copy()
    rest[rows, first] = np.iinfo(rest.dtype).min
    worth = quiz.separations[:, first, rest.argmax(axis=1)].T
    due: Ints = np.where(asked, -1, worth).argmax(axis=1)
    return due


def decider_limit(table: ScoreTable) -> int:
    return min(table.decider_count, len(table.weights) - table.core_count)


def every_noise_and_rule() -> Iterator[tuple[Noise, str]]:
    return ((noise, rule) for noise in NOISES.values() for rule in RULES)


def _worth(quiz: Arrays, mood: Floats, rule: str) -> Floats:
    """What an option is worth to a mood: luce = the weights themselves (in their mean length),
    cosine = direction alone, ideal = nearness (city block) of the shares of the themes."""
    count, weights = len(mood), quiz.weights.reshape(-1, mood.shape[1])
    shape = (count, *quiz.has_option.shape)
    if rule == "luce":
        lengths = np.linalg.norm(weights, axis=1)
        worth = mood @ (weights / lengths[lengths > 0].mean()).T
    elif rule == "cosine":
        worth = mood @ unit(weights).T
    else:
        worth = np.zeros((count, len(weights)))
        for mine, theirs in zip(_shares(mood).T, _shares(weights).T, strict=True):
            worth -= np.abs(mine[:, None] - theirs)
    shaped: Floats = worth.reshape(shape)
    return shaped


def _by_aspect(quiz: Arrays, mood: Floats, appeal: Floats) -> Floats:
    """Elimination by aspects: a theme is drawn from the squared mood, the option strongest in it
    is chosen; equally strong ones by their attraction."""
    masked = np.where(quiz.has_option[:, :, None], quiz.weights, -1)
    strongest = masked == masked.max(axis=1, keepdims=True)
    odds = strongest * np.exp(appeal)[:, :, None]
    odds = odds / odds.sum(axis=1, keepdims=True)
    flat = odds.reshape(-1, odds.shape[2])
    chosen: Floats = (mood**2 @ flat.T).reshape(len(mood), *appeal.shape)
    return chosen


def _padded(rows: tuple[tuple[int, ...], ...], most: int, width: int) -> list[tuple[int, ...]]:
    return [*rows, *[(0,) * width] * (most - len(rows))]


def unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    units: Floats = rows / np.where(lengths, lengths, 1)
    return units


def _shares(rows: Floats) -> Floats:
    sums = rows.sum(axis=-1, keepdims=True)
    shares: Floats = rows / np.where(sums, sums, 1)
    return shares


def softmax(heights: Floats) -> Floats:
    raised = np.exp(heights - heights.max(axis=-1, keepdims=True))
    odds: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return odds

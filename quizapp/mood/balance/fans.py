"""Simulate fans of each track: whose result they get, what items tell, how results feel.

Fans of every track come equally often, choose by all four rules at medium noise, and live in
several worlds (the attraction of the options differs).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.confidence import FLOORS, Band, Calibration
from quizapp.mood.simulation import NOISES, RULES, Arrays, Bools, Crowd, Floats, Ints, Runs

PER_RULE = 6_000
WORLDS = 4
WORST_PAIRS = 3


@dataclass(frozen=True)
class Confusion:
    """Fans of `track` who get `other`, as a share, and the item that tells them apart best. To tell
    them apart better, write an option that says `theme` without `shared`: the theme in which they
    differ most, and the one in which they are most alike ("" where they have none in common)."""

    track: str
    other: str
    share: float
    theme: str
    shared: str
    item: int


@dataclass(frozen=True)
class ItemFacts:
    """What an item tells about a player, and how it is answered.

    `bits`: what the item tells about whose fan a player is; `option_shares` among fans.
    """

    item: int
    bits: float
    option_shares: tuple[float, ...]


@dataclass(frozen=True)
class Texture:
    """How results feel, among fans: shares of torn and tied results, share of sheets that change
    their result when one answer changes, and the mean number of items asked."""

    torn: float
    tied: float
    flipped: float
    asked: float


def gather(quiz: Arrays, rng: np.random.Generator) -> Crowd:
    """Fans of every track equally often, of every rule, in several worlds."""
    size, noise = PER_RULE // WORLDS, NOISES["medium"]
    appeals = [simulation.attraction(quiz, noise, rng) for _ in range(WORLDS)]
    crowds = [
        simulation.fans(quiz, rule, noise, appeal, count=size, rng=rng)
        for rule in RULES
        for appeal in appeals
    ]
    return Crowd(
        fans=np.concatenate([crowd.fans for crowd in crowds]),
        answers=np.concatenate([crowd.answers for crowd in crowds]),
        chances=np.mean([crowd.chances for crowd in crowds], axis=0),
    )


def confusion_matrix(crowd: Crowd, runs: Runs) -> Floats:
    """Count whose result the fans of each track get.

    `[track, result]`: shares of each track's fans.
    """
    size = runs.totals.shape[1]
    places = np.bincount(crowd.fans * size + runs.winners, minlength=size * size)
    counts = places.reshape(size, size)
    shares: Floats = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return shares


def flip_rate(quiz: Arrays, crowd: Crowd, runs: Runs, rng: np.random.Generator) -> float:
    """How often one other answer to an item that was asked changes the result, deciders and all;
    one change is drawn per sheet."""
    rows = np.arange(len(crowd.answers))
    item = (runs.asked * rng.random(runs.asked.shape)).argmax(axis=1)
    steps = rng.integers(1, quiz.option_counts[item])
    answers = crowd.answers.copy()
    answers[rows, item] = (answers[rows, item] + steps) % quiz.option_counts[item]
    again = simulation.play(quiz, answers, rng)
    return float((again.winners != runs.winners).mean())


def odds(calibration: Calibration, runs: Runs) -> Floats:
    """Compute `confidence.posterior` for many sheets at once."""
    z = runs.totals / 1000
    return simulation.softmax((calibration.g0 + calibration.g1 * z.max(axis=1, keepdims=True)) * z)


def worst_pairs(quiz: Arrays, confusion: Floats) -> Iterator[Confusion]:
    table, lost = quiz.table, confusion.copy()
    np.fill_diagonal(lost, 0)
    for place in np.argsort(-lost, axis=None, kind="stable")[:WORST_PAIRS]:
        t, s = map(int, np.unravel_index(place, lost.shape))
        apart, alike = np.abs(quiz.aims[t] - quiz.aims[s]), quiz.aims[t] * quiz.aims[s]
        alike[apart.argmax()] = 0
        yield Confusion(
            track=table.tracks[t],
            other=table.tracks[s],
            share=round(float(lost[t, s]), 4),
            theme=table.themes[int(apart.argmax())],
            shared=table.themes[int(alike.argmax())] if alike.any() else "",
            item=int(quiz.separations[:, t, s].argmax()),
        )


def item_facts(quiz: Arrays, crowd: Crowd) -> Iterator[ItemFacts]:
    for q, item in enumerate(quiz.table.weights):
        by_track = crowd.chances[:, q, : len(item)]
        shares = by_track.mean(axis=0)
        bits = (by_track * np.log2(by_track / shares)).sum(axis=1).mean()
        yield ItemFacts(q, round(float(bits), 4), tuple(rounded(shares)))


def texture(
    quiz: Arrays, calibration: Calibration, crowd: Crowd, runs: Runs, rng: np.random.Generator
) -> Texture:
    torn_below = dict(FLOORS)[Band.LEANING]
    return Texture(
        torn=_mean(odds(calibration, runs).max(axis=1) < torn_below),
        tied=_mean(runs.tied > 1),
        flipped=round(flip_rate(quiz, crowd, runs, rng), 4),
        asked=_mean(runs.asked.sum(axis=1)),
    )


def rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]


def _mean(values: Bools | Ints) -> float:
    return round(float(values.mean()), 4)

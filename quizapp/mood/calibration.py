"""Fit the constants of an edition: confidence, and how alike random pairs are."""

import numpy as np

from . import simulation
from .confidence import Calibration
from .scoring import ScoreTable
from .simulation import Arrays, Floats, Ints

PLAYERS = 36_000
PAIRS = 20_000
STEPS = 12


def calibrate(table: ScoreTable, *, seed: int) -> Calibration:
    """Fit an edition's constants on simulated players of all rules and noise levels.

    The same table and seed give the same constants.
    """
    quiz = simulation.arrays(table)
    rng = np.random.default_rng(seed)
    g0, g1 = _sharpness(*_played(quiz, rng))
    return Calibration(round(g0, 4), round(g1, 4), _pair_quantiles(quiz, rng))


def _played(quiz: Arrays, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """z-scores of the players and the track each is a fan of."""
    kinds = list(simulation.every_noise_and_rule())
    worlds = 2
    scores, who = [], []
    for noise, rule in kinds * worlds:
        count = PLAYERS // (len(kinds) * worlds)
        appeal = simulation.attraction(quiz, noise, rng)
        crowd = simulation.fans(quiz, rule, noise, appeal, count=count, rng=rng)
        scores.append(simulation.play(quiz, crowd.answers, rng).totals / 1000)
        who.append(crowd.fans)
    return np.concatenate(scores), np.concatenate(who)


def _sharpness(z: Floats, who: Ints) -> tuple[float, float]:
    """The g0 and g1 of least log loss.

    The loss is convex in both (a multinomial logistic regression on the features z and top * z),
    so Newton's method finds its one minimum in a handful of steps.
    """
    features = np.stack([z, z.max(axis=1, keepdims=True) * z])
    own = features[:, np.arange(len(who)), who]
    g = np.array([1.0, 0.0])
    for _ in range(STEPS):
        odds = simulation.softmax(np.tensordot(g, features, 1))
        means = (features * odds).sum(axis=2)
        slope = (means - own).sum(axis=1)
        bend = (
            np.einsum("int,jnt,nt->ij", features, features, odds, optimize=True) - means @ means.T
        )
        g = g - np.linalg.solve(bend, slope)
    return float(g[0]), float(g[1])


def _pair_quantiles(quiz: Arrays, rng: np.random.Generator) -> tuple[int, ...]:
    """Percentiles 0 to 100 of the likeness of two blind clickers, cosine in thousandths."""
    one, other = (_random_moods(quiz, rng) for _ in range(2))
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    cosines = (one * other).sum(axis=1) / np.where(lengths, lengths, 1)
    return tuple(np.rint(1000 * np.percentile(cosines, range(101))).astype(int).tolist())


def _random_moods(quiz: Arrays, rng: np.random.Generator) -> Floats:
    answers = simulation.clickers(quiz, count=PAIRS, rng=rng).answers
    rows = quiz.table.leans[: quiz.table.core_count]
    return sum(
        (np.array(item, dtype=float)[answers[:, q]] for q, item in enumerate(rows)),
        start=np.zeros((PAIRS, len(quiz.table.themes))),
    )

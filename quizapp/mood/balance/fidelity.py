"""How many fans of a track get it, compared with the best possible scorer and a plain tally.

The most: a Bayes decoder that knows everything but the mood. The least: what most quizzes do, each
answer counted for one track. All three read the same answers (scoring paper, section 7, G).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.decoder import likelihoods
from quizapp.mood.simulation import NOISES, RULES, Arrays, Ints
from quizapp.mood.tally import evened_tally, tally_winners

PLAYERS = 2_000


@dataclass(frozen=True)
class Fidelity:
    """Shares of fans, choosing by one rule, who get their own track: from this quiz, from the
    decoder, and from the evened tally."""

    rule: str
    quiz: float
    bayes: float
    tally: float


def fidelities(quiz: Arrays, rng: np.random.Generator) -> Iterator[Fidelity]:
    """One for each rule of choosing, at medium noise."""
    for rule in RULES:
        yield Fidelity(rule, *(round(share, 4) for share in _shares(quiz, rule, rng)))


def _shares(quiz: Arrays, rule: str, rng: np.random.Generator) -> tuple[float, float, float]:
    noise = NOISES["medium"]
    appeal = simulation.attraction(quiz, noise, rng)
    crowd = simulation.fans(quiz, rule, noise, appeal, count=PLAYERS, rng=rng)
    runs = simulation.play(quiz, crowd.answers, rng)
    odds = likelihoods(quiz, rule, noise, appeal, answers=crowd.answers, asked=runs.asked, rng=rng)
    tallied = tally_winners(quiz, evened_tally(quiz), crowd.answers, runs.asked, rng)

    def right(winners: Ints) -> float:
        return float((winners == crowd.fans).mean())

    return right(runs.winners), right(odds.argmax(axis=1)), right(tallied)

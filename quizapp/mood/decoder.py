"""A Bayes decoder that knows everything but the mood: the upper bound of any scorer.

It knows the rule of choosing, the noise, the careless clicks and the attraction of the options,
and averages over the moods fans of a track can have (scoring paper, section 2).
"""

import numpy as np

from . import simulation
from .simulation import Arrays, Bools, Floats, Ints, Noise

MOODS = 400


def likelihoods(
    quiz: Arrays,
    rule: str,
    noise: Noise,
    appeal: Floats,
    *,
    answers: Ints,
    asked: Bools,
    rng: np.random.Generator,
) -> Floats:
    """Compute how likely fans of each track are to give these answers.

    `[player, track]`: how likely a fan of the track gives the answers to the items asked.
    """
    tracks = len(quiz.table.tracks)
    who = np.repeat(np.arange(tracks), MOODS)
    moods = simulation.moods(quiz, who, noise, rng)
    chances = simulation.chances(quiz, moods, rule, noise, appeal)
    # Single precision is twice as fast and far finer than the noise of the drawn moods.
    logs = np.log(np.where(quiz.has_option, chances, 1)).reshape(len(who), -1).astype(np.float32)
    chosen = np.arange(quiz.has_option.shape[1]) == answers[:, :, None]
    sheets = (chosen & asked[:, :, None]).reshape(len(answers), -1).astype(np.float32)
    found: Floats = np.exp(sheets @ logs.T).reshape(-1, tracks, MOODS).mean(axis=2)
    return found

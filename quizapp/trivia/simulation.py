"""Simulated players, to measure what the rules of trivia are worth (see `report`).

Abilities are normal (mean 0, sd 1), difficulties normal (sd 1.07), answers follow the Rasch model
with guessing among four options, and editors' stars go with the true difficulty at r = .81.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

import numpy as np
import numpy.typing as npt

from quizapp.trivia.difficulty import GUESSING, difficulty, logits
from quizapp.trivia.percentile import forecast, percentile
from quizapp.trivia.schedule import BankItem, days_ahead
from quizapp.trivia.scoring import points, time_hint

type_floats = npt.NDArray[np.float64]

"""Simulated trivia players, to measure the rules of trivia (see `trivia_report`).

Abilities are normal (mean 0, sd 1) and difficulties normal (sd 1.07 logits); answers follow the
Rasch model with guessing among four options; an editor's stars go with the true difficulty at
r = .81 and miss it by .63 logits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from quizapp.trivia.difficulty import GUESSING, STARS_WORTH, difficulty, logits
from quizapp.trivia.percentile import forecast, percentile
from quizapp.trivia.schedule import SET_SIZE, BankItem, days_ahead
from quizapp.trivia.scoring import points, time_hint

Floats = npt.NDArray[np.float64]

DIFFICULTY_SD = 1.07
JUDGMENT_R = 0.85
"""Correlation of an editor's judgment with the truth; cut down to five stars it is .81."""
QUINTILES = [-0.84, -0.25, 0.25, 0.84]
STARS_MISS = 0.63

BANK_SIZE = 60
WORLDS = 60
DAYS = 200
FIRST_DAY = date(2026, 1, 1)
DAYS_MADE_AT_ONCE = 7

CROWD_SIZE = 4_000
CROWD_MEAN_SD = 0.25
"""How far the mean ability of a day's crowd strays, in sd of ability."""

READERS = 4_000
READING_SECONDS_PER_WORD = 0.25
READING_SPREAD = 0.35
"""Sd of the logarithm of reading time: native readers .2, with second-language readers .35."""
THINKING_SECONDS = 4.0
THINKING_SPREAD = 0.5
KNOWING_SPEEDS_UP = 0.4
"""Where speed is knowledge: how much a logit of lead takes off the logarithm of thinking time."""


@dataclass(frozen=True)
class World:
    """The true difficulties of a bank in logits, and the stars that its editor gave."""

    difficulties: Floats
    stars: list[int]


def random_world(rng: np.random.Generator, item_count: int) -> World:
    truth = rng.normal(size=item_count)
    doubt = rng.normal(size=item_count)
    judgment = JUDGMENT_R * truth + np.sqrt(1 - JUDGMENT_R**2) * doubt
    stars = 1 + np.searchsorted(QUINTILES, judgment)
    return World(DIFFICULTY_SD * truth, stars.tolist())


def right_chances(abilities: Floats, difficulties: Floats) -> Floats:
    """Chances of a right answer: one row for each ability, one column for each item."""
    lead = abilities[:, None] - difficulties[None, :]
    return GUESSING + (1 - GUESSING) / (1 + np.exp(-lead))


def right_answers(rng: np.random.Generator, players: int, difficulties: Floats) -> Floats:
    """Right answers (1) and wrong ones (0) of random players (rows) at each item (columns)."""
    expected = right_chances(rng.normal(size=players), difficulties)
    return (rng.random(expected.shape) < expected).astype(float)


def estimated_shares(rng: np.random.Generator, world: World, responses: int) -> list[float]:
    """The shares that `difficulty` estimates from so many responses to each item."""
    rights = right_answers(rng, responses, world.difficulties).sum(axis=0)
    return [
        difficulty(right=int(right), count=responses, stars=stars).p
        for right, stars in zip(rights, world.stars, strict=True)
    ]


def difficulty_error(*, responses: int, seed: int) -> float:
    """Root mean square error, in logits, of difficulties learned from so many responses each."""
    rng = np.random.default_rng(seed)
    errors = []
    for _ in range(WORLDS):
        world = random_world(rng, BANK_SIZE)
        learned = [logits(p) for p in estimated_shares(rng, world, responses)]
        errors.append(np.array(learned) - world.difficulties)
    return float(np.sqrt(np.mean(np.square(errors))))


def daily_spread(bank: Sequence[BankItem], *, responses: int, seed: int) -> float:
    """Sd over 200 days of the crowd's mean number right; a mean over ten worlds.

    Each item's `p` is the editor's guess, which the true difficulty misses by .63 logits, and the
    schedule knows it as corrected by so many responses.
    """
    rng = np.random.default_rng(seed)
    return float(np.mean([_daily_spread(bank, responses, rng, seed) for _ in range(10)]))


def _daily_spread(
    bank: Sequence[BankItem], responses: int, rng: np.random.Generator, seed: int
) -> float:
    truth = _missed_difficulties(bank, rng)
    rights = right_answers(rng, responses, truth).sum(axis=0)
    learned = _learned(bank, rights, np.full(len(bank), responses))
    crowd = _crowd_shares(bank, truth, rng)
    return _spread(simulated_days(learned, seed=seed), crowd)


def learning_spread(bank: Sequence[BankItem], *, players: int, seed: int) -> float:
    """The same over the first 200 days of a game, which starts with the editor's stars alone.

    :param players: how many play each day; each week is made from what the weeks before taught.
    """
    rng = np.random.default_rng(seed)
    return float(np.mean([_learning_spread(bank, players, rng, seed) for _ in range(10)]))


def _learning_spread(
    bank: Sequence[BankItem], players: int, rng: np.random.Generator, seed: int
) -> float:
    truth = _missed_difficulties(bank, rng)
    crowd = _crowd_shares(bank, truth, rng)
    places = {item.slug: place for place, item in enumerate(bank)}
    rights, counts = np.zeros(len(bank)), np.zeros(len(bank))
    days: dict[date, list[str]] = {}
    while len(days) < DAYS:
        week = days_ahead(
            _learned(bank, rights, counts),
            past=days,
            first=FIRST_DAY + timedelta(days=len(days)),
            count=min(DAYS_MADE_AT_ONCE, DAYS - len(days)),
            secret=str(seed).encode(),
        )
        days |= week
        for slugs in week.values():
            asked = [places[slug] for slug in slugs]
            rights[asked] += right_answers(rng, players, truth[asked]).sum(axis=0)
            counts[asked] += players
    return _spread(days, crowd)


def least_spread(bank: Sequence[BankItem], *, seed: int) -> float:
    """Lower bound for any schedule that knows the stars alone and uses all items equally often.

    Then what the stars miss adds up at random, as in eight items drawn without putting back.
    """
    rng = np.random.default_rng(seed)
    expected = np.array([item.p for item in bank])
    misses = [
        right_chances(rng.normal(size=CROWD_SIZE), _missed_difficulties(bank, rng)).mean(axis=0)
        - expected
        for _ in range(10)
    ]
    return float(np.std(misses) * np.sqrt(SET_SIZE * (1 - SET_SIZE / len(bank))))


def _missed_difficulties(bank: Sequence[BankItem], rng: np.random.Generator) -> Floats:
    """Simulated true difficulties of items, given the error of an editor's stars."""
    guessed = np.array([logits(item.p) for item in bank])
    return guessed + rng.normal(scale=STARS_MISS, size=len(bank))


def _learned(bank: Sequence[BankItem], rights: Floats, counts: Floats) -> list[BankItem]:
    return [
        replace(item, p=(right + STARS_WORTH * item.p) / (count + STARS_WORTH))
        for item, right, count in zip(bank, rights.tolist(), counts.tolist(), strict=True)
    ]


def _crowd_shares(
    bank: Sequence[BankItem], truth: Floats, rng: np.random.Generator
) -> dict[str, float]:
    """The share of a large crowd that has each item right."""
    shares = right_chances(rng.normal(size=CROWD_SIZE), truth).mean(axis=0)
    return {item.slug: share for item, share in zip(bank, shares.tolist(), strict=True)}


def _spread(days: Mapping[date, Sequence[str]], crowd: Mapping[str, float]) -> float:
    return float(np.std([sum(crowd[slug] for slug in slugs) for slugs in days.values()]))


def simulated_days(bank: Sequence[BankItem], *, seed: int) -> dict[date, list[str]]:
    """The daily sets of 200 days, scheduled from an empty history."""
    secret = str(seed).encode()
    return days_ahead(bank, past={}, first=FIRST_DAY, count=DAYS, secret=secret)


def percentile_error(*, players: int, seed: int) -> float:
    """Mean error in percentile points once so many have played, over 300 days.

    The items' difficulties are learned from 20 responses each, and each day's crowd is a little
    stronger or weaker than the model believes.
    """
    rng = np.random.default_rng(seed)
    return float(np.mean([_day_percentile_error(rng, players) for _ in range(300)]))


def _day_percentile_error(rng: np.random.Generator, players: int) -> float:
    world = random_world(rng, SET_SIZE)
    expected = forecast(estimated_shares(rng, world, responses=20))
    abilities = rng.normal(rng.normal(scale=CROWD_MEAN_SD), size=CROWD_SIZE)
    chances = right_chances(abilities, world.difficulties)
    rights = (rng.random(chances.shape) < chances).sum(axis=1)
    played = np.bincount(rights[:players], minlength=SET_SIZE + 1).tolist()
    crowd = np.bincount(rights, minlength=SET_SIZE + 1)
    shares = crowd / crowd.sum()
    truth = 100 * (np.cumsum(shares) - shares / 2)
    stated = [percentile(right, expected=expected, played=played) for right in range(SET_SIZE + 1)]
    return float(np.sum(shares * np.abs(np.array(stated) - truth)))


def reading_correlation(*, speed_is_knowledge: bool, seed: int) -> float:
    """Correlation of the score with seconds per word among players; a mean over ten daily sets.

    Reading speed has nothing to do with knowledge here, so that any correlation is a tax.

    :param speed_is_knowledge: whether those who know also think faster, or time is mere noise.
    """
    rng = np.random.default_rng(seed)
    return float(np.mean([_reading_correlation(rng, speed_is_knowledge) for _ in range(10)]))


def _reading_correlation(rng: np.random.Generator, speed_is_knowledge: bool) -> float:
    difficulties = random_world(rng, SET_SIZE).difficulties
    words = rng.integers(15, 45, size=SET_SIZE)
    abilities = rng.normal(size=READERS)
    reading = READING_SECONDS_PER_WORD * np.exp(rng.normal(scale=READING_SPREAD, size=READERS))
    chances = right_chances(abilities, difficulties)
    thinking = THINKING_SECONDS * np.exp(rng.normal(scale=THINKING_SPREAD, size=chances.shape))
    if speed_is_knowledge:
        thinking *= np.exp(-KNOWING_SPEEDS_UP * (abilities[:, None] - difficulties[None, :]))
    elapsed = reading[:, None] * words[None, :] + thinking
    scores = _scores(rng.random(chances.shape) < chances, elapsed, words.tolist())
    return float(np.corrcoef(scores, reading)[0, 1])


def _scores(rights: npt.NDArray[np.bool_], elapsed: Floats, words: list[int]) -> list[int]:
    hints = [time_hint(["word " * count]) for count in words]
    return [
        sum(
            points(is_right=is_right, elapsed=seconds, hint=hint)
            for is_right, seconds, hint in zip(row, times, hints, strict=True)
        )
        for row, times in zip(rights.tolist(), elapsed.tolist(), strict=True)
    ]

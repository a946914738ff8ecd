"""The acceptance figures of the mood quiz, each with its goal (scoring paper, section 11).

For developers and for the record: `make mood-report` prints them over the shipped content.
Writes nothing. Simulated worlds differ from those the confidence was fitted on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.evaluation.figures import Figure, at_least, at_most
from quizapp.mood import simulation, tally
from quizapp.mood.balance.fans import confusion_matrix, flip_rate, odds
from quizapp.mood.balance.report import balance, distribution
from quizapp.mood.calibration import calibrate
from quizapp.mood.confidence import FLOORS, Calibration
from quizapp.mood.decoder import likelihoods
from quizapp.mood.explanation import contributions, explain
from quizapp.mood.scoring import Answers, ScoreTable, compile_table, draw, score
from quizapp.mood.simulation import NOISES, RULES, Arrays, Bools, Crowd, Floats, Runs

WORLDS = 8
PLAYERS = 2_000
SHEETS = 1_000
CLICKERS = 20_000
BINS = 10


@dataclass(frozen=True, eq=False)
class _World:
    """Simulated players in one world with their results: as played, with 10 fixed items, with all
    items fixed; `bayes` are likelihoods of each track on the answers played."""

    noise: str
    rule: str
    crowd: Crowd
    runs: Runs
    ten: Runs
    everything: Runs
    bayes: Floats
    evened: Bools
    flipped: float
    flipped_everything: float


def mood_report(table: ScoreTable, *, seed: int, worlds: int = WORLDS) -> list[Figure]:
    """Every acceptance figure except CPU times; the same seed gives the same figures.

    `worlds` of 2,000 players each are simulated for every rule and noise level.
    """
    calibration = calibrate(table, seed=seed)
    quiz = simulation.arrays(table)
    rng = np.random.default_rng(seed + 1)
    played = [
        _world(table, quiz, noise, rule, rng)
        for noise in NOISES
        for rule in RULES
        for _ in range(worlds)
    ]
    return [
        *_fidelity(played),
        *_evenness(table, calibration, played, seed),
        *_ties(table, played),
        *_reasons(table, played),
        *_confidence(quiz, calibration, played, rng),
        *_length(played),
    ]


def fixed_table(table: ScoreTable, item_count: int) -> ScoreTable:
    """The quiz of the first `item_count` items in play order, without deciders."""

    def profile(weights: Sequence[int]) -> dict[str, int]:
        return dict(zip(table.themes, weights, strict=True))

    return compile_table(
        [[profile(option) for option in item] for item in table.weights],
        {t: profile(row) for t, row in zip(table.tracks, table.profiles, strict=True)},
        themes=table.themes,
        core_count=item_count,
        decider_count=0,
    )


def _world(
    table: ScoreTable, quiz: Arrays, noise_name: str, rule: str, rng: np.random.Generator
) -> _World:
    noise = NOISES[noise_name]
    appeal = simulation.attraction(quiz, noise, rng)
    crowd = simulation.fans(quiz, rule, noise, appeal, count=PLAYERS, rng=rng)
    runs = simulation.play(quiz, crowd.answers, rng)
    full = simulation.arrays(fixed_table(table, len(table.weights)))
    everything = simulation.play(full, crowd.answers, rng)
    ten = simulation.arrays(fixed_table(table, min(10, len(table.weights))))
    owners = tally.evened_tally(quiz)
    tallied = tally.tally_winners(quiz, owners, crowd.answers, everything.asked, rng)
    return _World(
        noise=noise_name,
        rule=rule,
        crowd=crowd,
        runs=runs,
        ten=simulation.play(ten, crowd.answers, rng),
        everything=everything,
        bayes=likelihoods(
            quiz, rule, noise, appeal, answers=crowd.answers, asked=runs.asked, rng=rng
        ),
        evened=tallied == crowd.fans,
        flipped=flip_rate(quiz, crowd, runs, rng),
        flipped_everything=flip_rate(full, crowd, everything, rng),
    )


def _fidelity(worlds: Sequence[_World]) -> Iterator[Figure]:
    medium, high = _at(worlds, "medium"), _at(worlds, "high")
    by_rule = [_against_bayes([w for w in medium if w.rule == rule]) for rule in RULES]
    gain = _mean(_right(w, w.everything) - w.evened.mean() for w in medium)
    yield at_least("top-1 / Bayes, medium noise, mean of the rules", _mean(by_rule), goal=0.95)
    for rule, ratio in zip(RULES, by_rule, strict=True):
        yield at_least(f"top-1 / Bayes, medium noise, {rule}", ratio, goal=0.90)
    yield at_least("top-1 / Bayes, high noise", _against_bayes(high), goal=0.92)
    yield at_least("top-3, medium noise", _mean(_top_three(w) for w in medium), goal=0.92)
    yield at_least("gain over the evened tally, all items, medium", gain, goal=0.08)


def _evenness(
    table: ScoreTable, calibration: Calibration, worlds: Sequence[_World], seed: int
) -> Iterator[Figure]:
    found = balance(table, calibration, seed=seed + 2)
    among = [
        distribution(confusion_matrix(w.crowd, w.runs).mean(axis=0)) for w in _at(worlds, "medium")
    ]
    reached = sum(reach.answers is not None for reach in found.reach)
    errors = sum(problem.is_error for problem in found.problems)
    yield at_least("tracks reachable, with a sheet each", reached, goal=len(table.tracks))
    yield at_most("errors in items and profiles", errors, goal=0)
    yield at_least("entropy, fans, medium noise", _mean(d.entropy for d in among), goal=0.98)
    yield at_least("entropy, random clicks", found.random.entropy, goal=0.97)
    yield at_least("lowest share / fair, fans", _mean(d.lowest for d in among), goal=0.6)
    yield at_most("highest share / fair, fans", _mean(d.highest for d in among), goal=1.6)
    yield at_least("lowest share / fair, random clicks", found.random.lowest, goal=0.6)
    yield at_most("highest share / fair, random clicks", found.random.highest, goal=1.6)


def _ties(table: ScoreTable, worlds: Sequence[_World]) -> Iterator[Figure]:
    sheets = [sheet for w in worlds for sheet in _sheets(w, SHEETS // 4)]
    again = ScoreTable.from_json(table.to_json())
    same = _mean(score(table, sheet) == score(again, sheet) for sheet in sheets[:SHEETS])
    draws = np.bincount([draw(table, sheet, 3) for sheet in sheets], minlength=3)
    tied = _mean((w.runs.tied > 1).mean() for w in _at(worlds, "medium"))
    yield at_most("ties for first, medium noise", tied, goal=0.005)
    yield at_most("most favored place in a tie / fair", draws.max() / draws.mean(), goal=1.3)
    yield at_least("same sheet, same result after reading the edition back", same, goal=1)


def _reasons(table: ScoreTable, worlds: Sequence[_World]) -> Iterator[Figure]:
    sheets = [sheet for w in worlds for sheet in _sheets(w, SHEETS // 16)]
    checks = np.array([_reason_checks(table, sheet) for sheet in sheets])
    adds_up, changes, keeps = checks.mean(axis=0)
    yield at_least("theme contributions add up to the score", adds_up, goal=1)
    yield at_least("explanation struck out changes the result", changes, goal=0.97)
    yield at_least("explanation alone keeps the result", keeps, goal=0.90)


def _reason_checks(table: ScoreTable, sheet: Answers) -> tuple[bool, bool, bool]:
    """Whether the contributions add up, and striking out or keeping only the named themes does
    what the explanation says; the totals are added up anew from the parts."""
    told, outcome = explain(table, sheet), score(table, sheet)
    if told is None or outcome.winner is None:
        return True, True, True
    gains = np.array(contributions(table, sheet))
    named = [table.themes.index(theme) for theme in told.reached + told.avoided]
    alone = gains[named].sum(axis=0)
    without = gains.sum(axis=0) - alone
    return (
        tuple(gains.sum(axis=0)) == outcome.totals,
        bool(without.max() > without[outcome.winner]),
        bool(alone.max() == alone[outcome.winner]),
    )


def _confidence(
    quiz: Arrays, calibration: Calibration, worlds: Sequence[_World], rng: np.random.Generator
) -> Iterator[Figure]:
    sure = np.concatenate([odds(calibration, w.runs).max(axis=1) for w in worlds])
    right = np.concatenate([w.runs.winners == w.crowd.fans for w in worlds])
    floors = [floor for _, floor in FLOORS]
    bands = [right[band].mean() for band in _bands(sure, floors) if band.any()]
    clicks = simulation.play(quiz, simulation.clickers(quiz, count=CLICKERS, rng=rng).answers, rng)
    called = (odds(calibration, clicks).max(axis=1) >= floors[0]).mean()
    ordered = all(a > b for a, b in pairwise(bands))
    yield at_most("pooled calibration error", _calibration_error(sure, right), goal=0.04)
    yield at_least("'unmistakably' is right", bands[0], goal=0.90)
    yield at_least("bands in order (1 = yes)", ordered, goal=1)
    yield at_most("random clickers called unmistakable", called, goal=0.10)


def _length(worlds: Sequence[_World]) -> Iterator[Figure]:
    medium = _at(worlds, "medium")
    asked = _mean(w.runs.asked.sum(axis=1).mean() for w in medium)
    over_ten = _mean(_right(w, w.runs) - _right(w, w.ten) for w in medium)
    flipped_all = _mean(w.flipped_everything for w in medium)
    yield at_most("mean items asked, medium noise", asked, goal=8.8)
    yield at_least("top-1 over ten fixed items", over_ten, goal=0)
    yield at_most("flip by one answer, as played", _mean(w.flipped for w in medium), goal=0.28)
    yield at_most("flip by one answer, all items", flipped_all, goal=0.20)


def _at(worlds: Sequence[_World], noise: str) -> list[_World]:
    return [world for world in worlds if world.noise == noise]


def _right(world: _World, runs: Runs) -> float:
    return float((runs.winners == world.crowd.fans).mean())


def _against_bayes(worlds: Sequence[_World]) -> float:
    best = _mean((w.bayes.argmax(axis=1) == w.crowd.fans).mean() for w in worlds)
    return _mean(_right(w, w.runs) for w in worlds) / best


def _top_three(world: _World) -> float:
    own = np.take_along_axis(world.runs.totals, world.crowd.fans[:, None], axis=1)
    return float(((world.runs.totals > own).sum(axis=1) < 3).mean())


def _sheets(world: _World, count: int) -> Iterator[Answers]:
    for answers, asked in zip(world.crowd.answers[:count], world.runs.asked, strict=False):
        yield tuple(
            int(a) if is_asked else None for a, is_asked in zip(answers, asked, strict=True)
        )


def _bands(sure: Floats, floors: Sequence[float]) -> Iterator[Bools]:
    for ceiling, floor in pairwise((2.0, *floors)):
        yield (sure >= floor) & (sure < ceiling)


def _calibration_error(sure: Floats, right: Bools) -> float:
    """Expected calibration error in ten bins: the mean gap between stated and true frequency."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weights=sure - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(sure))


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))

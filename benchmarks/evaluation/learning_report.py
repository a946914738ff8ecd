"""What proposals learnt from bets win back when the editors' points are partly wrong.

Simulated players of all four rules of choosing at medium noise (scoring paper, section 2). An
editor who is wrong about an answer gave it the points of another one. Players bet on the track
whose fans they are with probability .7, otherwise blindly on another.
"""

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.evaluation.figures import Figure, at_least, at_most
from quizapp.mood import simulation
from quizapp.mood.learning import model
from quizapp.mood.learning.learner import Lesson, learn
from quizapp.mood.learning.model import Bets, Content
from quizapp.mood.learning.tables import with_content
from quizapp.mood.scoring import ScoreTable
from quizapp.mood.simulation import NOISES, RULES, Arrays, Bools, Floats, Ints

WRONG_ANSWERS = 0.35
KNOW_THEIR_TRACK = 0.7
AGREE_WHEN_TOLD = 0.5
ONE_MOOD = 0.8
GOALS = {300: 0.60, 1_000: 0.85, 3_000: 0.95}
RIGHT_RUNS = 40
PERMUTED_RUNS = 40
MANY = 10_000
TEST_WORLDS, TEST_PLAYERS = 4, 3_000


@dataclass(frozen=True, eq=False)
class Players:
    """Fans with their answers to every item."""

    fans: Ints
    answers: Ints


@dataclass(frozen=True, eq=False)
class World:
    """Players who choose as `right` says, and the quiz as its editors wrote it."""

    right: ScoreTable
    written: ScoreTable
    judges: Players

    def hits(self, table: ScoreTable) -> Bools:
        """Whether each judge gets the own track from this table."""
        rng = np.random.default_rng(0)
        runs = simulation.play(simulation.arrays(table), self.judges.answers, rng)
        hits: Bools = runs.winners == self.judges.fans
        return hits

    def top_1(self, table: ScoreTable) -> float:
        return float(self.hits(table).mean())


def learning_report(table: ScoreTable, *, seed: int) -> Iterator[str | Figure]:
    """Every figure of learning; the same seed gives the same figures, but for time and memory."""
    rng = np.random.default_rng(seed)
    world = world_of(table, wrong=WRONG_ANSWERS, rng=rng)
    yield f"top-1 as written {world.top_1(world.written):.3f}, right {world.top_1(table):.3f}"
    for count, goal in GOALS.items():
        name = f"loss won back, {count} bets"
        yield at_least(f"{name} before the reveal", _before(world, count, rng), goal=goal)
        yield f"{f'{name} after the reveal':<80} {_after(world, count, rng):8.4f}"
    yield at_least("editors right: worst change of top-1", worst_change(table, rng), goal=-0.005)
    yield at_least("one mood: change of top-1 of the others", _one_mood(world, rng), goal=0)
    yield at_most("permuted bets that give a proposal", permuted_share(world, rng), goal=0.05)
    yield from _cost(world, rng)


def world_of(table: ScoreTable, *, wrong: float, rng: np.random.Generator) -> World:
    """A world in which editors are wrong about a share of a quiz's answers."""
    judges = players(simulation.arrays(table), TEST_PLAYERS, rng, worlds=TEST_WORLDS)
    return World(table, _miswritten(table, wrong, rng), judges)


def players(
    quiz: Arrays,
    count: int,
    rng: np.random.Generator,
    *,
    worlds: int = 1,
    popular: Ints | None = None,
) -> Players:
    """Players of every rule: fans of all tracks alike, or four fifths of the `popular` ones."""
    crowds = [_crowd(quiz, rule, count, popular, rng) for rule in RULES for _ in range(worlds)]
    return Players(
        np.concatenate([crowd.fans for crowd in crowds])[: count * worlds],
        np.concatenate([crowd.answers for crowd in crowds])[: count * worlds],
    )


def bets_before(
    world: World, everybody: Players, rng: np.random.Generator, *, agree: float = 0.0
) -> Bets:
    """Players' bets on all tracks; a share of them agrees with the result it was told."""
    runs = simulation.play(simulation.arrays(world.written), everybody.answers, rng)
    count, tracks = runs.totals.shape
    others = (everybody.fans + rng.integers(1, tracks, count)) % tracks
    own = np.where(rng.random(count) < KNOW_THEIR_TRACK, everybody.fans, others)
    chosen = np.where(rng.random(count) < agree, runs.winners, own)
    return Bets(everybody.answers, runs.asked, np.ones((count, tracks), dtype=bool), chosen)


def taught(
    world: World,
    count: int,
    rng: np.random.Generator,
    *,
    agree: float = 0.0,
    popular: Ints | None = None,
) -> Lesson:
    everybody = players(simulation.arrays(world.right), count, rng, popular=popular)
    return learn(world.written, bets_before(world, everybody, rng, agree=agree), rng)


def worst_change(table: ScoreTable, rng: np.random.Generator, *, runs: int = RIGHT_RUNS) -> float:
    """The worst change of top-1 by what is proposed though the editors are right."""
    world = world_of(table, wrong=0, rng=rng)
    before = world.top_1(table)
    counts = np.resize([*GOALS], runs).tolist()
    return min(world.top_1(taught(world, count, rng).table) - before for count in counts)


def permuted_share(world: World, rng: np.random.Generator, *, runs: int = PERMUTED_RUNS) -> float:
    """How often bets dealt out to other players' sheets lead to a proposal."""
    return float(np.mean([_learns_of_permuted(world, rng) for _ in range(runs)]))


def _learns_of_permuted(world: World, rng: np.random.Generator) -> bool:
    everybody = players(simulation.arrays(world.right), 300, rng)
    bets = bets_before(world, everybody, rng)
    dealt = Bets(bets.answers, bets.asked, bets.shown, rng.permutation(bets.chosen))
    return bool(learn(world.written, dealt, rng).proposals)


def _before(world: World, count: int, rng: np.random.Generator) -> float:
    return _won_back(world, taught(world, count, rng))


def _after(world: World, count: int, rng: np.random.Generator) -> float:
    return _won_back(world, taught(world, count, rng, agree=AGREE_WHEN_TOLD))


def _won_back(world: World, lesson: Lesson) -> float:
    low, high = world.top_1(world.written), world.top_1(world.right)
    return (world.top_1(lesson.table) - low) / (high - low)


def _one_mood(world: World, rng: np.random.Generator) -> float:
    popular = rng.choice(len(world.right.tracks), 2, replace=False)
    lesson = taught(world, 3_000, rng, popular=popular)
    others = ~np.isin(world.judges.fans, popular)
    return float(world.hits(lesson.table)[others].mean() - world.hits(world.written)[others].mean())


def _cost(world: World, rng: np.random.Generator) -> Iterator[Figure]:
    """CPU time of one run, and the most memory of this whole process, reports included."""
    bets = bets_before(world, players(simulation.arrays(world.right), MANY, rng), rng)
    start = time.process_time()
    learn(world.written, bets, rng)
    yield at_most(f"CPU seconds, {MANY} bets", time.process_time() - start, goal=5)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield at_most("peak memory of the process, MiB", peak, goal=300)


def _crowd(
    quiz: Arrays, rule: str, count: int, popular: Ints | None, rng: np.random.Generator
) -> Players:
    noise, tracks, size = NOISES["medium"], len(quiz.table.tracks), -(-count // len(RULES))
    appeal = simulation.attraction(quiz, noise, rng)
    who = rng.integers(tracks, size=size)
    if popular is not None:
        who = np.where(rng.random(size) < ONE_MOOD, rng.choice(popular, size), who)
    odds: Floats = simulation.chances(
        quiz, simulation.moods(quiz, who, noise, rng), rule, noise, appeal
    )
    return Players(who, simulation.draw(odds, rng))


def _miswritten(table: ScoreTable, share: float, rng: np.random.Generator) -> ScoreTable:
    """The quiz with the points of a share of its answers copied from answers to other items."""
    quiz = simulation.arrays(table)
    frame, content = model.frame_of(quiz), model.content_of(quiz)
    weights = content.weights.copy()
    wrong = rng.choice(len(weights), round(share * len(weights)), replace=False)
    for row in wrong:
        elsewhere = np.flatnonzero(frame.item != frame.item[row])
        weights[row] = content.weights[rng.choice(elsewhere)]
    return with_content(table, Content(weights, content.profiles))

"""Propose changes of the editors' points, where players' bets give enough evidence for them.

How dear a moved point is, is chosen by cross-validation (Stone 1974), with folds drawn at random:
players may come in turns of tracks, and folds taken in turns would hold whole tracks out. Nothing
is proposed unless the bets that were held out are better foretold by more than two standard
errors. What a proposal would break of the balance rules is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.balance.report import Distribution
from quizapp.mood.scoring import ScoreTable, Vector
from quizapp.mood.simulation import Arrays, Floats, Ints

from . import model, tables
from .ascent import Found, Search
from .model import Bets, Content, Crowd, Frame

FOLDS = 5
PRICES = (3.0, 1.5)
"""Nats that moving one point costs, from the most to the least careful."""

FEWEST_BETS = 100
STANDARD_ERRORS = 2.0


@dataclass(frozen=True)
class Proposal:
    """Other points for one option of an item, or for a track's profile (`item` is then None).

    `before` and `after` are weights by theme. `evidence`: the log-likelihood in nats that all
    bets lose when this change alone is taken back. `bets`: players who chose the option, or who
    bet on the track.
    """

    item: int | None
    option: int | None
    track: str | None
    before: Vector
    after: Vector
    evidence: float
    bets: int


@dataclass(frozen=True)
class Effect:
    """What the proposals together do: shares among simulated fans, and tracks that can be won."""

    shares_before: Distribution
    shares_after: Distribution
    reached_before: Vector
    reached_after: Vector


@dataclass(frozen=True, eq=False)
class Lesson:
    """What bets teach. `gain` is the mean log-likelihood in nats by which a bet held out is better
    foretold, with its standard error; `table` is the quiz with all proposals applied."""

    table: ScoreTable
    proposals: tuple[Proposal, ...]
    gain: float
    standard_error: float
    effect: Effect | None

    @property
    def is_proven(self) -> bool:
        return self.gain > STANDARD_ERRORS * self.standard_error


def learn(table: ScoreTable, bets: Bets, rng: np.random.Generator) -> Lesson:
    """Find which of a table's points to change; the same bets and draws give the same lesson.

    `rng` draws the folds. Takes about half a second for each thousand bets, in memory alone.
    """
    if len(bets) < FEWEST_BETS:
        return Lesson(table, (), 0.0, 0.0, None)
    quiz = simulation.arrays(table)
    frame, editors, crowd = model.frame_of(quiz), model.content_of(quiz), model.crowd_of(quiz, bets)
    gains = held_out(frame, editors, crowd, folds(len(bets), rng))
    best = int(gains.mean(axis=1).argmax())
    gain, error = float(gains[best].mean()), float(gains[best].std(ddof=1) / len(bets) ** 0.5)
    nothing = Lesson(table, (), gain, error, None)
    if not nothing.is_proven:
        return nothing
    search = Search(frame, editors, crowd)
    found = list(path(search, PRICES[: best + 1]))[-1]
    return _lesson(quiz, search, _within_rules(table, search, found), nothing)


def folds(count: int, rng: np.random.Generator) -> Ints:
    """The fold of each bet, drawn at random; all are equally large, or larger by one."""
    return rng.permutation(np.arange(count) % FOLDS)


def held_out(frame: Frame, editors: Content, crowd: Crowd, fold: Ints) -> Floats:
    """How much better the other folds' lesson foretells each bet, `[price, bet]` in nats."""
    gains = np.zeros((len(PRICES), len(fold)))
    for number in range(FOLDS):
        rest, held = fold != number, fold == number
        search = Search(frame, editors, model.subset(crowd, rest))
        out = model.subset(crowd, held)
        before = _logs(frame, search.start(), out)
        for row, found in enumerate(path(search, PRICES)):
            gains[row, held] = _logs(frame, found, out) - before
    return gains


def path(search: Search, prices: Sequence[float]) -> Iterator[Found]:
    """The best points at each price, every search going on from the one before."""
    found = search.start()
    for price in prices:
        found = search.climb(found, price)
        yield found


def _logs(frame: Frame, found: Found, crowd: Crowd) -> Floats:
    return model.odds(found.habit, model.scores(frame, found.content, crowd), crowd).logs


def _within_rules(table: ScoreTable, search: Search, found: Found) -> Content:
    """The points found, without the changes that break a rule which the editors' points keep: first
    those of the option or track it names, then the ones of least evidence."""
    content = found.content
    known, even = tables.errors(table), tables.uneven(tables.among_fans(table))
    while broken := tables.errors(tables.with_content(table, content)) - known:
        content = _taken_back(search, content, {item for _, item, _ in broken})
    reached = set(tables.reached(table))
    while rows := _changed_rows(search.editors, content):
        changed = tables.with_content(table, content)
        is_even = tables.uneven(tables.among_fans(changed)) <= even
        if is_even and reached <= set(tables.reached(changed)):
            return content
        worth = {row: _evidence(search, found, content, row) for row in rows}
        for row in sorted(rows, key=worth.__getitem__)[: -(-len(rows) // 2)]:
            content = _without(search.editors, content, row)
    return content


def _taken_back(search: Search, content: Content, items: set[int | None]) -> Content:
    """Without the changes of some items; without all of them where a track as a whole is at fault
    or the items' own changes are not the reason."""
    rows = _changed_rows(search.editors, content)
    at_fault = [row for row in rows if not row[0] and search.frame.item[row[1]] in items]
    for row in at_fault or [row for row in rows if row[0]] or rows:
        content = _without(search.editors, content, row)
    return content


def _changed_rows(editors: Content, content: Content) -> list[tuple[bool, int]]:
    """The changed rows: whether it is a profile, and its place."""
    options = np.flatnonzero((editors.weights != content.weights).any(axis=1)).tolist()
    profiles = np.flatnonzero((editors.profiles != content.profiles).any(axis=1)).tolist()
    return [*((False, row) for row in options), *((True, row) for row in profiles)]


def _without(editors: Content, content: Content, row: tuple[bool, int]) -> Content:
    is_profile, place = row
    weights, profiles = content.weights.copy(), content.profiles.copy()
    if is_profile:
        profiles[place] = editors.profiles[place]
    else:
        weights[place] = editors.weights[place]
    return Content(weights, profiles)


def _evidence(search: Search, found: Found, content: Content, row: tuple[bool, int]) -> float:
    fitted = search.at(content, 0.0, found.habit)
    without = search.at(_without(search.editors, content, row), 0.0, fitted.habit)
    return fitted.value - without.value


def _lesson(quiz: Arrays, search: Search, content: Content, proven: Lesson) -> Lesson:
    table = quiz.table
    taught = tables.with_content(table, content)
    fitted = search.at(content, 0.0, None)
    proposals = tuple(
        _proposal(quiz, search, fitted, row) for row in _changed_rows(search.editors, content)
    )
    effect = Effect(
        tables.among_fans(table),
        tables.among_fans(taught),
        tables.reached(table),
        tables.reached(taught),
    )
    return Lesson(taught, proposals, proven.gain, proven.standard_error, effect)


def _proposal(quiz: Arrays, search: Search, fitted: Found, row: tuple[bool, int]) -> Proposal:
    is_profile, place = row
    evidence = round(_evidence(search, fitted, fitted.content, row), 2)
    if is_profile:
        return Proposal(
            None,
            None,
            quiz.table.tracks[place],
            tuple(search.editors.profiles[place].tolist()),
            tuple(fitted.content.profiles[place].tolist()),
            evidence,
            int((search.crowd.chosen == place).sum()),
        )
    return Proposal(
        int(search.frame.item[place]),
        int((search.frame.item[:place] == search.frame.item[place]).sum()),
        None,
        tuple(search.editors.weights[place].tolist()),
        tuple(fitted.content.weights[place].tolist()),
        evidence,
        int((search.crowd.choice[:, place] > 0).sum()),
    )

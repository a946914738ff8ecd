"""The balance report: what a quiz would do to its players, before it is published.

Blind clickers are counted exactly; fans are simulated at medium noise, all four rules of choosing
(scoring paper, section 7, B to G). Plain frozen values: `dataclasses.asdict` makes JSON of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.confidence import Calibration
from quizapp.mood.scoring import Answers, ScoreTable, core_order, score
from quizapp.mood.simulation import Arrays, Floats

from . import exact, fans, fidelity
from .problems import BalanceCode, BalanceProblem, table_problems
from .reach import Reach, reaches

CLICKERS = 200_000
FAIR_FROM, FAIR_TO = 0.6, 1.6
UNLOVED = 0.05


@dataclass(frozen=True)
class Distribution:
    """How often each track comes out. `entropy` is 1 when all do equally often; `lowest` and
    `highest` are the extreme shares in fair shares (1 / number of tracks)."""

    shares: tuple[float, ...]
    entropy: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Balance:
    """The balance report of a mood quiz.

    `is_exact`: whether blind clickers were counted (else 200,000 were drawn).
    `confusion[track][result]` are shares of each track's fans. `core_order` is the suggested
    order of all items: the first `core_count` as core, then the deciders.
    """

    problems: tuple[BalanceProblem, ...]
    reach: tuple[Reach, ...]
    is_exact: bool
    random: Distribution
    random_asked: float
    random_tied: float
    among_fans: Distribution
    confusion: tuple[tuple[float, ...], ...]
    confusions: tuple[fans.Confusion, ...]
    items: tuple[fans.ItemFacts, ...]
    core_order: tuple[int, ...]
    texture: fans.Texture
    fidelity: tuple[fidelity.Fidelity, ...]

    @property
    def is_publishable(self) -> bool:
        return not any(problem.is_error for problem in self.problems)


def balance(table: ScoreTable, calibration: Calibration, *, seed: int) -> Balance:
    """Everything an editor should know before publishing; the same seed gives the same report."""
    quiz = simulation.arrays(table)
    rng = np.random.default_rng(seed)
    clicks = _clicks(quiz, rng)
    crowd = fans.gather(quiz, rng)
    runs = simulation.play(quiz, crowd.answers, rng)
    confusion = fans.confusion_matrix(crowd, runs)
    items = tuple(fans.item_facts(quiz, crowd))
    reach = tuple(reaches(table, clicks.sheets))
    order = core_order(table)
    random, among_fans = distribution(clicks.shares), distribution(confusion.mean(axis=0))
    return Balance(
        problems=(
            *table_problems(table),
            *_unreachable(reach),
            *_uneven(table, BalanceCode.UNEVEN_RANDOM, random),
            *_uneven(table, BalanceCode.UNEVEN_FANS, among_fans),
            *_unloved(items),
            *_weak_core(table, order),
        ),
        reach=reach,
        is_exact=exact.is_countable(quiz),
        random=random,
        random_asked=round(clicks.asked, 4),
        random_tied=round(clicks.tied, 6),
        among_fans=among_fans,
        confusion=tuple(tuple(fans.rounded(row)) for row in confusion),
        confusions=tuple(fans.worst_pairs(quiz, confusion)),
        items=items,
        core_order=order,
        texture=fans.texture(quiz, calibration, crowd, runs, rng),
        fidelity=tuple(fidelity.fidelities(quiz, rng)),
    )


def changed_results(
    before: ScoreTable, after: ScoreTable, sheets: Sequence[tuple[Answers, Answers]]
) -> int:
    """How many sheets get another track after the change.

    Each sheet is given twice, in the item order of either table: the caller knows which item
    became which. Sheets without evidence on either side do not count.
    """
    return sum(_is_changed(before, after, old, new) for old, new in sheets)


def distribution(shares: Floats) -> Distribution:
    seen = shares[shares > 0]
    entropy = float(-(seen * np.log(seen)).sum() / np.log(len(shares))) if len(shares) > 1 else 1
    return Distribution(
        shares=tuple(fans.rounded(shares)),
        entropy=round(entropy, 4),
        lowest=round(float(shares.min()) * len(shares), 3),
        highest=round(float(shares.max()) * len(shares), 3),
    )


def _clicks(quiz: Arrays, rng: np.random.Generator) -> exact.Tally:
    if exact.is_countable(quiz):
        return exact.count(quiz)
    crowd = simulation.clickers(quiz, count=CLICKERS, rng=rng)
    runs = simulation.play(quiz, crowd.answers, rng)
    tally = exact.Tally(np.bincount(runs.winners, minlength=len(quiz.table.tracks)) / CLICKERS)
    tally.tied, tally.asked = float((runs.tied > 1).mean()), float(runs.asked.sum(axis=1).mean())
    alone = np.flatnonzero(runs.tied == 1)
    marked = np.where(runs.asked, crowd.answers, -1)[alone]
    for track, row in zip(*np.unique(runs.winners[alone], return_index=True), strict=True):
        tally.sheets[int(track)] = exact.as_answers(marked[row])
    return tally


def _unreachable(reach: Sequence[Reach]) -> Iterator[BalanceProblem]:
    return (
        BalanceProblem(BalanceCode.UNREACHABLE_TRACK, 0, track=r.track)
        for r in reach
        if r.answers is None
    )


def _uneven(table: ScoreTable, code: BalanceCode, found: Distribution) -> Iterator[BalanceProblem]:
    for track, share in zip(table.tracks, found.shares, strict=True):
        fair = share * len(table.tracks)
        if not FAIR_FROM <= fair <= FAIR_TO:
            yield BalanceProblem(code, round(100 * fair), track=track)


def _unloved(items: Sequence[fans.ItemFacts]) -> Iterator[BalanceProblem]:
    for facts in items:
        for o, share in enumerate(facts.option_shares):
            if share < UNLOVED:
                value = round(100 * share)
                yield BalanceProblem(BalanceCode.UNLOVED_OPTION, value, item=facts.item, option=o)


def _weak_core(table: ScoreTable, order: Sequence[int]) -> Iterator[BalanceProblem]:
    """Items that stand in the core though others tell the tracks apart better."""
    for item in sorted(order[table.core_count :]):
        if item < table.core_count:
            yield BalanceProblem(BalanceCode.WEAK_CORE, order.index(item) + 1, item=item)


def _is_changed(before: ScoreTable, after: ScoreTable, old: Answers, new: Answers) -> bool:
    was, becomes = score(before, old).winner, score(after, new).winner
    if was is None or becomes is None:
        return False
    return before.tracks[was] != after.tracks[becomes]

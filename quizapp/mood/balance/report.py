"""The balance report: what a quiz would do to its players, before it is published.

Blind clickers are counted exactly; fans are simulated at medium noise, all four rules of choosing
(scoring paper, section 7, B to F). Plain frozen values: `dataclasses.asdict` makes JSON of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.balance import exact
from quizapp.mood.balance.problems import Code, Problem, table_problems
from quizapp.mood.confidence import FLOORS, Calibration, Word
from quizapp.mood.scoring import (
    POINT,
    Answers,
    ScoreTable,
    core_order,
    next_decider,
    score,
)
from quizapp.mood.simulation import NOISES, RULES, Arrays, Crowd, Floats, Runs

FANS_PER_RULE = 6_000
WORLDS = 4
CLICKERS = 200_000
FAIR_FROM, FAIR_TO = 0.6, 1.6
UNLOVED = 0.05
WORST_PAIRS = 3


@dataclass(frozen=True)
class Distribution:
    """How often each track comes out. `entropy` is 1 when all do equally often; `lowest` and
    `highest` are the extreme shares in fair shares (1 / number of tracks)."""

    shares: tuple[float, ...]
    entropy: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Reach:
    """A sheet that wins the track, as clearly as changing single answers makes it (None: there is
    no such sheet), with the items it was asked beyond the core and its lead in points."""

    track: str
    answers: Answers | None
    lead: int


@dataclass(frozen=True)
class Confusion:
    """Fans of `track` who get `other`, as a share; the theme and the item that tell them apart
    best: write an option that says that theme."""

    track: str
    other: str
    share: float
    theme: str
    item: int


@dataclass(frozen=True)
class ItemFacts:
    """`bits`: what the item tells about whose fan a player is; `option_shares` among fans."""

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


@dataclass(frozen=True)
class Balance:
    """`is_exact`: whether blind clickers were counted (else 200,000 were drawn).
    `confusion[track][result]` are shares of each track's fans. `core_order` is the suggested
    order of all items: the first `core_count` as core, then the deciders."""

    problems: tuple[Problem, ...]
    reach: tuple[Reach, ...]
    is_exact: bool
    random: Distribution
    random_asked: float
    random_tied: float
    fans: Distribution
    confusion: tuple[tuple[float, ...], ...]
    confusions: tuple[Confusion, ...]
    items: tuple[ItemFacts, ...]
    core_order: tuple[int, ...]
    texture: Texture

    @property
    def is_publishable(self) -> bool:
        return not any(problem.is_error for problem in self.problems)


def balance(table: ScoreTable, calibration: Calibration, *, seed: int) -> Balance:
    """Everything an editor should know before publishing; the same seed gives the same report."""
    quiz = simulation.arrays(table)
    rng = np.random.default_rng(seed)
    clicks = _clicks(quiz, rng)
    crowd = _fans(quiz, rng)
    runs = simulation.play(quiz, crowd.answers, rng)
    confusion = confusion_matrix(crowd, runs)
    items = tuple(_item_facts(quiz, crowd))
    reach = tuple(_reach(table, clicks))
    order = core_order(table)
    random, among_fans = distribution(clicks.shares), distribution(confusion.mean(axis=0))
    return Balance(
        problems=(
            *table_problems(table),
            *_unreachable(reach),
            *_uneven(table, Code.UNEVEN_RANDOM, random),
            *_uneven(table, Code.UNEVEN_FANS, among_fans),
            *_unloved(items),
            *_weak_core(table, order),
        ),
        reach=reach,
        is_exact=exact.is_countable(quiz),
        random=random,
        random_asked=round(clicks.asked, 4),
        random_tied=round(clicks.tied, 6),
        fans=among_fans,
        confusion=tuple(tuple(_rounded(row)) for row in confusion),
        confusions=tuple(_worst_pairs(quiz, confusion)),
        items=items,
        core_order=order,
        texture=_texture(quiz, calibration, crowd, runs, rng),
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
        shares=tuple(_rounded(shares)),
        entropy=round(entropy, 4),
        lowest=round(float(shares.min()) * len(shares), 3),
        highest=round(float(shares.max()) * len(shares), 3),
    )


def confusion_matrix(crowd: Crowd, runs: Runs) -> Floats:
    """`[track, result]`: shares of each track's fans."""
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
    """`confidence.posterior` of many sheets at once."""
    z = runs.totals / 1000
    return simulation.softmax((calibration.g0 + calibration.g1 * z.max(axis=1, keepdims=True)) * z)


def _clicks(quiz: Arrays, rng: np.random.Generator) -> exact.Tally:
    if exact.is_countable(quiz):
        return exact.count(quiz)
    crowd = simulation.clickers(quiz, count=CLICKERS, rng=rng)
    runs = simulation.play(quiz, crowd.answers, rng)
    tally = exact.Tally(np.bincount(runs.winners, minlength=len(quiz.table.tracks)) / CLICKERS)
    tally.tied, tally.asked = float((runs.tied > 1).mean()), float(runs.asked.sum(axis=1).mean())
    tally.sheets = {
        int(track): tuple(
            int(a) if is_asked else None
            for a, is_asked in zip(crowd.answers[row], runs.asked[row], strict=True)
        )
        for track, row in zip(*np.unique(runs.winners, return_index=True), strict=True)
    }
    return tally


def _fans(quiz: Arrays, rng: np.random.Generator) -> Crowd:
    """Fans of every track equally often, of every rule, in several worlds."""
    size, noise = FANS_PER_RULE // WORLDS, NOISES["medium"]
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


def _reach(table: ScoreTable, clicks: exact.Tally) -> Iterator[Reach]:
    for t, track in enumerate(table.tracks):
        sheet = clicks.sheets.get(t)
        answers = _clearest(table, sheet, t) if sheet else None
        yield Reach(track, answers, score(table, answers).lead // POINT if answers else 0)


def _clearest(table: ScoreTable, sheet: Answers, track: int) -> Answers:
    """A core sheet with the largest lead found by changing one answer at a time, where that lead
    needs no decider; else the sheet given."""
    answers = sheet[: table.core_count] + (None,) * (len(sheet) - table.core_count)
    best, lead = answers, _lead_of(table, answers, track)
    while True:
        near = max(_neighbors(table, best), key=lambda a: _lead_of(table, a, track), default=best)
        if _lead_of(table, near, track) <= lead:
            break
        best, lead = near, _lead_of(table, near, track)
    is_final = lead > 0 and next_decider(table, best) is None
    return best if is_final else sheet


def _neighbors(table: ScoreTable, answers: Answers) -> Iterator[Answers]:
    for q in range(table.core_count):
        for option in range(len(table.points[q])):
            if option != answers[q]:
                yield (*answers[:q], option, *answers[q + 1 :])


def _lead_of(table: ScoreTable, answers: Answers, track: int) -> int:
    totals = score(table, answers).totals
    return totals[track] - max(total for t, total in enumerate(totals) if t != track)


def _worst_pairs(quiz: Arrays, confusion: Floats) -> Iterator[Confusion]:
    table, lost = quiz.table, confusion.copy()
    np.fill_diagonal(lost, 0)
    for place in np.argsort(-lost, axis=None, kind="stable")[:WORST_PAIRS]:
        t, s = map(int, np.unravel_index(place, lost.shape))
        yield Confusion(
            track=table.tracks[t],
            other=table.tracks[s],
            share=round(float(lost[t, s]), 4),
            theme=table.themes[int(np.abs(quiz.aims[t] - quiz.aims[s]).argmax())],
            item=int(quiz.separations[:, t, s].argmax()),
        )


def _item_facts(quiz: Arrays, crowd: Crowd) -> Iterator[ItemFacts]:
    for q, item in enumerate(quiz.table.weights):
        by_track = crowd.chances[:, q, : len(item)]
        shares = by_track.mean(axis=0)
        bits = (by_track * np.log2(by_track / shares)).sum(axis=1).mean()
        yield ItemFacts(q, round(float(bits), 4), tuple(_rounded(shares)))


def _texture(
    quiz: Arrays, calibration: Calibration, crowd: Crowd, runs: Runs, rng: np.random.Generator
) -> Texture:
    torn_below = dict(FLOORS)[Word.LEANING]
    return Texture(
        torn=_mean(odds(calibration, runs).max(axis=1) < torn_below),
        tied=_mean(runs.tied > 1),
        flipped=round(flip_rate(quiz, crowd, runs, rng), 4),
        asked=_mean(runs.asked.sum(axis=1)),
    )


def _unreachable(reach: Sequence[Reach]) -> Iterator[Problem]:
    return (Problem(Code.UNREACHABLE_TRACK, 0, track=r.track) for r in reach if r.answers is None)


def _uneven(table: ScoreTable, code: Code, found: Distribution) -> Iterator[Problem]:
    for track, share in zip(table.tracks, found.shares, strict=True):
        fair = share * len(table.tracks)
        if not FAIR_FROM <= fair <= FAIR_TO:
            yield Problem(code, round(100 * fair), track=track)


def _unloved(items: Sequence[ItemFacts]) -> Iterator[Problem]:
    for facts in items:
        for o, share in enumerate(facts.option_shares):
            if share < UNLOVED:
                value = round(100 * share)
                yield Problem(Code.UNLOVED_OPTION, value, item=facts.item, option=o)


def _weak_core(table: ScoreTable, order: Sequence[int]) -> Iterator[Problem]:
    """Items that stand in the core though others tell the tracks apart better."""
    for item in sorted(order[table.core_count :]):
        if item < table.core_count:
            yield Problem(Code.WEAK_CORE, order.index(item) + 1, item=item)


def _is_changed(before: ScoreTable, after: ScoreTable, old: Answers, new: Answers) -> bool:
    was, becomes = score(before, old).winner, score(after, new).winner
    if was is None or becomes is None:
        return False
    return before.tracks[was] != after.tracks[becomes]


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]


def _mean(values: simulation.Bools | simulation.Ints) -> float:
    return round(float(values.mean()), 4)

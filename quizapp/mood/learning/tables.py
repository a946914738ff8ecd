"""The score table of other points: compiled as publishing would, and held to the balance rules."""

import numpy as np

from quizapp.mood import simulation
from quizapp.mood.balance import exact, fans
from quizapp.mood.balance.problems import BalanceCode, table_problems
from quizapp.mood.balance.report import FAIR_FROM, FAIR_TO, Distribution, distribution
from quizapp.mood.scoring import Profile, ScoreTable, Vector, compile_table

from .model import Content

SEED = 2018


def with_content(table: ScoreTable, content: Content) -> ScoreTable:
    """The table with these points instead of its own."""

    def profile(row: list[int]) -> Profile:
        return dict(zip(table.themes, row, strict=True))

    rows = iter(content.weights.tolist())
    return compile_table(
        [[profile(next(rows)) for _ in item] for item in table.weights],
        dict(zip(table.tracks, map(profile, content.profiles.tolist()), strict=True)),
        themes=table.themes,
        core_count=table.core_count,
        decider_count=table.decider_count,
        decider_lead=table.decider_lead,
    )


def errors(table: ScoreTable) -> frozenset[tuple[BalanceCode, int | None, str | None]]:
    """The rules that keep a table from being published, each with its item or track."""
    found = table_problems(table)
    return frozenset((each.code, each.item, each.track) for each in found if each.is_error)


def among_fans(table: ScoreTable) -> Distribution:
    """How often each track comes out among simulated fans; the same for equal tables."""
    quiz, rng = simulation.arrays(table), np.random.default_rng(SEED)
    crowd = fans.gather(quiz, rng)
    runs = simulation.play(quiz, crowd.answers, rng)
    return distribution(fans.confusion_matrix(crowd, runs).mean(axis=0))


def reached(table: ScoreTable) -> Vector:
    """The tracks that some sheet wins alone."""
    quiz = simulation.arrays(table)
    if exact.is_countable(quiz):
        return tuple(sorted(exact.count(quiz).sheets))
    rng = np.random.default_rng(SEED)
    clicks = simulation.clickers(quiz, count=fans.PER_RULE, rng=rng)
    return tuple(np.unique(simulation.play(quiz, clicks.answers, rng).winners).tolist())


def uneven(shares: Distribution) -> frozenset[int]:
    """The tracks whose share the balance report would flag."""
    fair = [share * len(shares.shares) for share in shares.shares]
    return frozenset(t for t, each in enumerate(fair) if not FAIR_FROM <= each <= FAIR_TO)

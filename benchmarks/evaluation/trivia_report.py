"""Trivia report: figures of the trivia rules on simulated players, beside their goals."""

from collections.abc import Sequence

from benchmarks.evaluation import trivia_simulation
from benchmarks.evaluation.figures import Figure, at_least, at_most
from quizapp.trivia.schedule import REST_DAYS, SET_SIZE, BankItem
from tests.trivia.rest import shortest_rest

DAILY_SPREAD = "daily set: sd of the crowd's mean over 200 days"
NEAR_LEAST = 1.1


def trivia_report(items: Sequence[BankItem], *, seed: int) -> list[Figure]:
    """The figures for trivia; the same seed gives the same figures, in about fifteen seconds.

    :param items: the bank that daily sets are drawn from, with `p` as the stars let expect. Only
        the daily figures depend on it.
    """
    return [
        *_difficulty_figures(seed),
        *_daily_figures(items, seed),
        *_percentile_figures(seed),
        *_reading_figures(seed),
    ]


def _difficulty_figures(seed: int) -> list[Figure]:
    return [
        at_most(
            f"difficulty error after {responses} responses an item, in logits",
            trivia_simulation.difficulty_error(responses=responses, seed=seed),
            goal=limit,
        )
        for responses, limit in ((20, 0.55), (50, 0.45))
    ]


def _daily_figures(items: Sequence[BankItem], seed: int) -> list[Figure]:
    """Difficulties are learned while people play, so the days begin at 0 responses.

    A game that learned nothing would stay at what the stars miss. No schedule can mend that, so
    its goal is to come near the least that any can reach.
    """
    learning = [
        at_most(
            f"{DAILY_SPREAD} of a new game, {players} players a day",
            trivia_simulation.learning_spread(items, players=players, seed=seed),
            goal=0.20,
        )
        for players in (5, 20)
    ]
    least = trivia_simulation.least_spread(items, seed=seed)
    still = [
        at_most(
            f"{DAILY_SPREAD}, {known}",
            trivia_simulation.daily_spread(items, responses=responses, seed=seed),
            goal=goal,
        )
        for responses, known, goal in (
            (0, f"stars alone (none below {least:.3f})", max(0.20, NEAR_LEAST * least)),
            (20, "20 responses an item", 0.20),
            (50, "50 responses an item", 0.20),
        )
    ]
    return [*learning, *still, _rest_figure(items, seed)]


def _rest_figure(items: Sequence[BankItem], seed: int) -> Figure:
    rest = shortest_rest(trivia_simulation.simulated_days(items, seed=seed))
    goal = min(REST_DAYS, len(items) // SET_SIZE - 1)
    name = f"daily set: days before an item comes back, bank of {len(items)}"
    return at_least(name, rest, goal=goal)


def _percentile_figures(seed: int) -> list[Figure]:
    return [
        at_most(
            f"percentile error after {players} players, in points",
            trivia_simulation.percentile_error(players=players, seed=seed),
            goal=limit,
        )
        for players, limit in ((30, 6), (300, 2))
    ]


def _reading_figures(seed: int) -> list[Figure]:
    return [
        at_most(
            f"|r(score, reading time)|, {world}",
            abs(trivia_simulation.reading_correlation(speed_is_knowledge=is_knowledge, seed=seed)),
            goal=0.06,
        )
        for world, is_knowledge in (("who knows is fast", True), ("time is noise", False))
    ]

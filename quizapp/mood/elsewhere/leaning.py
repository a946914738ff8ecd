"""How far answers lean to each theme, and how far a blind clicker's would by chance.

The same numbers as in the quiz's own score table before they are cut to its own tracks: the unit
weights of the options chosen, beyond the mean of their question (design paper: scoring, sections
3 and 10). With them any profile can be scored, whatever album it is on.
"""

from collections import defaultdict
from collections.abc import Mapping
from math import fsum, sqrt

from quizapp.mood.comparison import similarity
from quizapp.mood.scoring import Answers, ScoreTable, Vector, centered, unit


def leaning(
    table: ScoreTable, answers: Answers, covariance: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """The leanings that the result page shows, each in the length of its theme again."""
    shown = similarity.leanings(table, answers)
    return {
        theme: lean * sqrt(covariance[theme][theme]) / 1000 for theme, lean in shown.items() if lean
    }


def blind_covariance(table: ScoreTable) -> dict[str, dict[str, float]]:
    """The covariance of a blind clicker's leans to each two themes, in the core."""
    terms: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for item in table.weights[: table.core_count]:
        for option in _moves(item):
            moves = dict(zip(table.themes, option, strict=True))
            known = [(theme, move) for theme, move in moves.items() if move]
            for one, move in known:
                for other, other_move in known:
                    terms[one][other].append(move * other_move / len(item))
    return {one: {other: fsum(row[other]) for other in row} for one, row in terms.items()}


def _moves(item: tuple[Vector, ...]) -> list[list[float]]:
    return centered([unit(option) for option in item])

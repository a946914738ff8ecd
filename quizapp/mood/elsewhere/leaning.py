"""How far answers lean to each theme, and how far a blind clicker's would by chance.

The same numbers as in the quiz's own score table before they are cut to its own tracks: the unit
weights of the options chosen, beyond the mean of their question (design paper: scoring, sections
3 and 10). With them any profile can be scored, whatever album it is on.
"""

from collections import defaultdict
from math import fsum

from quizapp.mood.scoring import Answers, ScoreTable, Vector, centered, chosen, unit


def leaning(table: ScoreTable, answers: Answers) -> dict[str, float]:
    """The lean to each theme, deciders included; empty where nothing was answered."""
    options = chosen([_moves(item) for item in table.weights], answers)
    columns = zip(*options, strict=True)
    return dict(zip(table.themes, map(fsum, columns), strict=False))


def blind_covariance(table: ScoreTable) -> dict[tuple[str, str], float]:
    """The covariance of a blind clicker's leans to each two themes, in the core."""
    terms = defaultdict(list)
    for item in table.weights[: table.core_count]:
        for option in _moves(item):
            moves = dict(zip(table.themes, option, strict=True))
            known = [(theme, move) for theme, move in moves.items() if move]
            for one, move in known:
                for other, other_move in known:
                    terms[one, other].append(move * other_move / len(item))
    return {pair: fsum(products) for pair, products in terms.items()}


def _moves(item: tuple[Vector, ...]) -> list[list[float]]:
    return centered([unit(option) for option in item])

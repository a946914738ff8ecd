"""Where two sheets of one edition agree, and where they are furthest apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.mood.scoring import Answers, ScoreTable

CLASH_COUNT = 2


@dataclass(frozen=True)
class Agreement:
    """Over the core items that both answered. `clashes` are items, the furthest apart first."""

    agreed_count: int
    item_count: int
    clashes: tuple[int, ...]


def agreement(table: ScoreTable, one: Answers, other: Answers) -> Agreement:
    pairs = list(zip(one, other, strict=True))[: table.core_count]
    both = [item for item, pair in enumerate(pairs) if None not in pair]
    apart = [item for item in both if pairs[item][0] != pairs[item][1]]

    def distance(item: int) -> int:
        first, second = pairs[item]
        assert first is not None
        assert second is not None
        return _distance(table.leans[item][first], table.leans[item][second])

    furthest_first = sorted(apart, key=lambda item: (-distance(item), item))
    return Agreement(len(both) - len(apart), len(both), tuple(furthest_first[:CLASH_COUNT]))


def _distance(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))

"""The balance report of a mood quiz with its present rows, cached by their score table.

Whatever computes a report raises Busy when too many are wanted at once (`web.doors`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizapp.mood.balance.problems import speaks_for
from quizapp.mood.publishing import (
    SEED,
    PlayableEdition,
    calibration_of,
    in_core_order,
    table_of,
    weights_of,
)
from quizapp.mood.scoring import Answers, ScoreTable
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.web.doors import REPORTS

if TYPE_CHECKING:
    from quizapp.mood.balance.report import Balance

REPORTS_KEPT = 32
FEWEST_TRACKS = 2


@dataclass(frozen=True)
class Examination:
    """A quiz in core order with its table."""

    content: QuizContent
    table: ScoreTable

    @property
    def balance(self) -> "Balance":
        return _balance(self.table.to_json(), self.table.to_json())


def is_examinable(content: QuizContent) -> bool:
    """Whether there is enough of a quiz to say anything about its balance."""
    return len(content.items) >= content.core_count and len(content.tracks) >= FEWEST_TRACKS


def examine(content: QuizContent) -> Examination:
    ordered = in_core_order(content)
    return Examination(ordered, table_of(ordered))


def balance_if(examined: Examination, *, option_id: int, theme: str, weight: int) -> "Balance":
    """The balance that the quiz would have with one weight changed, everything else equal."""
    items = tuple(_with_weight(i, option_id, theme, weight) for i in examined.content.items)
    changed = table_of(replace(examined.content, items=items))
    return _balance(changed.to_json(), examined.table.to_json())


def with_item(content: QuizContent, item: ItemContent) -> QuizContent:
    """The content with an item instead of the one with its id, or on top of all."""
    others = [item if known.id == item.id else known for known in content.items]
    return replace(content, items=tuple(others if item in others else [*others, item]))


def speaking(content: QuizContent, item: ItemContent) -> list[dict[str, int]]:
    """For each option of an item, the points it would give every track of the quiz."""
    if len(content.tracks) < FEWEST_TRACKS or not item.options:
        return [{} for _option in item.options]
    ordered = in_core_order(with_item(content, item))
    return speaks_for(
        weights_of(ordered),
        ordered.items.index(item),
        {track.slug: track.profile for track in ordered.tracks},
        themes=[theme.slug for theme in ordered.themes],
        core_count=ordered.core_count,
    )


@REPORTS.entered()
def moved_results(
    before: PlayableEdition,
    after: Examination,
    sheets: Sequence[tuple[QuizContent, Answers]],
) -> int:
    """How many sheets of any edition get another track than the live edition gives them."""
    from quizapp.mood.balance.report import changed_results

    pairs = [
        (translated(content, answers, before.content), translated(content, answers, after.content))
        for content, answers in sheets
    ]
    return changed_results(before.table, after.table, pairs)


def translated(origin: QuizContent, answers: Answers, target: QuizContent) -> Answers:
    """A sheet in the item order of another state of its quiz; what is gone was not answered."""
    chosen = {
        item.options[answer].id
        for item, answer in zip(origin.items, answers, strict=True)
        if answer is not None
    }
    return tuple(_answer(item, chosen) for item in target.items)


def _answer(item: ItemContent, chosen: set[int]) -> int | None:
    places = (place for place, option in enumerate(item.options) if option.id in chosen)
    return next(places, None)


def _with_weight(item: ItemContent, option_id: int, theme: str, weight: int) -> ItemContent:
    options = tuple(
        replace(option, weights=_changed(option.weights, theme, weight))
        if option.id == option_id
        else option
        for option in item.options
    )
    return replace(item, options=options)


def _changed(weights: Mapping[str, int], theme: str, weight: int) -> dict[str, int]:
    return {name: value for name, value in {**weights, theme: weight}.items() if value}


@lru_cache(maxsize=REPORTS_KEPT)
def _balance(table_json: str, calibrated_json: str) -> "Balance":
    """A report that is known already takes no place at the door."""
    with REPORTS.entered():
        return _balance_alone(table_json, calibrated_json)


@lru_cache(maxsize=REPORTS_KEPT)
def _balance_alone(table_json: str, calibrated_json: str) -> "Balance":
    """Cached too: those who waited at the door want the report that was just made, most often."""
    from quizapp.mood.balance.report import balance  # numpy is not for players' workers

    calibration = calibration_of(ScoreTable.from_json(calibrated_json))
    return balance(ScoreTable.from_json(table_json), calibration, seed=SEED)

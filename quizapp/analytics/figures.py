"""Figures of a quiz from players' counts: shares with intervals, funnel, marks of items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.quizzes.content import ItemContent, OptionContent
from quizapp.texts import Localized
from quizapp.trivia.difficulty import (
    Difficulty,
    Verdict,
    dead_distractors,
    difficulty,
    verdict,
    wilson_interval,
)

LEAST_SAMPLE = 50
RARE_SHARE, COMMON_SHARE = 0.05, 0.5
"""Scoring, section 9: a mood option outside of this says little about anybody; reword it."""


@dataclass(frozen=True)
class Share:
    """A part of a whole, 0-1, with its 95 % interval (Wilson)."""

    count: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Step:
    """A step of the funnel: how many came so far, and their part of those who began."""

    name: str
    count: int
    share: float | None


class Mark(StrEnum):
    """What stands out about an option or an item."""

    NONE = ""
    RARE = "rare"
    COMMON = "common"
    DEAD = "dead"


@dataclass(frozen=True)
class OptionFigure:
    """How often an option was chosen.

    ``share`` is None below the least sample, and then there is no mark either.
    """

    text: Localized
    is_key: bool
    count: int
    share: Share | None
    mark: Mark


@dataclass(frozen=True)
class ItemFigure:
    """How an item was answered, option by option.

    ``difficulty`` and ``verdict`` belong to trivia.
    """

    id: int
    stem: Localized
    response_count: int
    options: list[OptionFigure]
    difficulty: Difficulty | None = None
    verdict: Verdict | None = None

    @property
    def needs_review(self) -> bool:
        is_marked = any(option.mark for option in self.options)
        return is_marked or self.verdict in {Verdict.REWORD, Verdict.RETIRE}


def share_of(count: int, total: int) -> Share | None:
    if total < LEAST_SAMPLE:
        return None
    low, high = wilson_interval(count / total, total)
    return Share(count, count / total, low, high)


def funnel(visits: Mapping[str, int], item_count: int) -> list[Step]:
    """Start, every question, finish; no shares while too few have started.

    Of a mood quiz all but finishes are counted only where the browser runs scripts: a share is
    never more than the whole.
    """
    names = ["start", *(f"item-{number}" for number in range(1, item_count + 1)), "finish"]
    started = visits.get("start", 0)
    return [Step(name, visits.get(name, 0), _part(visits.get(name, 0), started)) for name in names]


def outcome_shares(counts: Mapping[str, int], tracks: Sequence[str]) -> dict[str, Share | None]:
    """The share of each track, the most frequent first; ties stay in the order of the album."""
    total = sum(counts.get(track, 0) for track in tracks)
    ordered = sorted(tracks, key=lambda track: -counts.get(track, 0))
    return {track: share_of(counts.get(track, 0), total) for track in ordered}


def mood_figure(item: ItemContent, counts: Mapping[int, int]) -> ItemFigure:
    total = sum(counts.get(option.id, 0) for option in item.options)
    options = [_mood_option(option, counts.get(option.id, 0), total) for option in item.options]
    return ItemFigure(item.id, item.stem, total, options)


def trivia_figure(item: ItemContent, counts: Mapping[int, int]) -> ItemFigure:
    """How hard an item really is, and what to do about it."""
    chosen = [counts.get(option.id, 0) for option in item.options]
    key = [option.is_key for option in item.options].index(True)
    dead = dead_distractors(chosen, key=key)
    options = [
        OptionFigure(
            option.text,
            option.is_key,
            chosen[place],
            share_of(chosen[place], sum(chosen)),
            Mark.DEAD if place in dead else Mark.NONE,
        )
        for place, option in enumerate(item.options)
    ]
    return ItemFigure(
        item.id,
        item.stem,
        sum(chosen),
        options,
        difficulty(right=chosen[key], count=sum(chosen), stars=item.stars),
        verdict(chosen, key=key, stars=item.stars),
    )


def _mood_option(option: OptionContent, count: int, total: int) -> OptionFigure:
    share = share_of(count, total)
    mark = Mark.NONE
    if share and share.share > COMMON_SHARE:
        mark = Mark.COMMON
    if share and share.share < RARE_SHARE:
        mark = Mark.RARE
    return OptionFigure(option.text, False, count, share, mark)


def _part(count: int, total: int) -> float | None:
    return min(1.0, count / total) if total >= LEAST_SAMPLE else None

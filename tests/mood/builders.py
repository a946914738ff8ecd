"""Tables and sheets for the tests of scoring."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from quizapp.mood.scoring import Answers, Profile, ScoreTable, compile_table, core_order
from tests.mood.reference import Naive
from tests.mood.sample import ITEMS, THEMES, TRACKS

SMALL_THEMES = ("love", "longing", "revenge", "power", "mischief")
SPENDINGS = ((4,), (3, 1), (2, 2), (2, 1, 1))


def sample_table(core_count: int = 8, decider_count: int = 2) -> ScoreTable:
    """The sample quiz in its suggested order."""
    order = core_order(table_of(ITEMS, core_count=core_count))
    items = [ITEMS[q] for q in order]
    return table_of(items, core_count=core_count, decider_count=decider_count)


def table_of(
    items: Sequence[Sequence[Profile]], *, core_count: int, decider_count: int = 2
) -> ScoreTable:
    """Items with the sample's tracks."""
    return compile_table(
        items, TRACKS, themes=THEMES, core_count=core_count, decider_count=decider_count
    )


def table_like(naive: Naive) -> ScoreTable:
    return compile_table(
        naive.items,
        naive.tracks,
        themes=naive.themes,
        core_count=naive.core_count,
        decider_count=naive.decider_count,
        decider_lead=naive.decider_lead,
    )


def with_points_of(table: ScoreTable, naive: Naive) -> Naive:
    """The reference with the app's own points, where counting is compared and not compiling:
    a half is rounded up or down by the last digit of a float."""
    known = {
        (q, o, track): points
        for q, item in enumerate(table.points)
        for o, row in enumerate(item)
        for track, points in zip(table.tracks, row, strict=True)
    }
    return replace(naive, known_points=known)


def random_sheets(table: ScoreTable, count: int, *, seed: int, skips: float = 0.1) -> list[Answers]:
    """Sheets with some answers skipped and at least one given."""
    chance = random.Random(seed)
    sheets: list[Answers] = []
    while len(sheets) < count:
        sheet = tuple(
            None if chance.random() < skips else chance.randrange(len(item))
            for item in table.points
        )
        if any(answer is not None for answer in sheet):
            sheets.append(sheet)
    return sheets


@st.composite
def quizzes(draw: st.DrawFn) -> Naive:
    """Small quizzes that keep the rules of writing, or come close."""
    items = draw(st.lists(st.lists(options(), min_size=2, max_size=4), min_size=3, max_size=5))
    tracks = draw(st.lists(profiles(), min_size=2, max_size=5))
    return Naive(
        items=items,
        tracks={f"track-{number}": profile for number, profile in enumerate(tracks)},
        themes=SMALL_THEMES,
        core_count=draw(st.integers(1, len(items))),
        decider_count=draw(st.integers(0, 2)),
        decider_lead=draw(st.sampled_from((20, 50, 100))),
    )


@st.composite
def options(draw: st.DrawFn) -> dict[str, int]:
    spending = draw(st.sampled_from(SPENDINGS))
    return dict(zip(draw(st.permutations(SMALL_THEMES)), spending, strict=False))


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, int]:
    rest = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    return dict(zip(draw(st.permutations(SMALL_THEMES)), (5, *rest), strict=False))

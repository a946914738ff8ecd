"""Check content against the rules of writing, before anybody plays it (scoring paper, section 7A).

Cheap and without numpy: a form asks on every keystroke. Each problem names the item, option or
track it belongs to, so that its words can stand beside the field.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from quizapp.mood.scoring import POINT, Items, Profile, ScoreTable, compile_table, dot, unit
from quizapp.quizzes.candidate import OPTION_BUDGET, THEME_LIMIT

PROFILE_THEMES = range(2, 6)
STRONGEST_WEIGHT = 5
TWIN_TRACKS = 0.95
ALIKE_TRACKS = 0.80
TWIN_OPTIONS = 0.90
STRONG_POINTS = 30
STRONG_ITEMS = 3
THEME_OPTIONS = 5


class BalanceCode(StrEnum):
    OPTION_WEIGHT = "option-weight"
    OPTION_THEMES = "option-themes"
    TWIN_OPTIONS = "twin-options"
    PROFILE_THEMES = "profile-themes"
    PROFILE_STRONGEST = "profile-strongest"
    TWIN_TRACKS = "twin-tracks"
    SILENT_TRACK = "silent-track"
    FEW_STRONG_ITEMS = "few-strong-items"
    UNREACHABLE_TRACK = "unreachable-track"
    ALIKE_TRACKS = "alike-tracks"
    RARE_THEME = "rare-theme"
    UNEVEN_RANDOM = "uneven-random"
    UNEVEN_FANS = "uneven-fans"
    UNLOVED_OPTION = "unloved-option"
    WEAK_CORE = "weak-core"


WARNINGS = frozenset(
    {
        BalanceCode.ALIKE_TRACKS,
        BalanceCode.RARE_THEME,
        BalanceCode.UNEVEN_RANDOM,
        BalanceCode.UNEVEN_FANS,
        BalanceCode.UNLOVED_OPTION,
        BalanceCode.WEAK_CORE,
    }
)


@dataclass(frozen=True)
class BalanceProblem:
    """One rule the content breaks. `value` is what was found, in the unit of the rule: weights,
    themes, items, options, or hundredths of a cosine or of the fair share."""

    code: BalanceCode
    value: int
    item: int | None = None
    option: int | None = None
    other_option: int | None = None
    track: str | None = None
    other_track: str | None = None
    theme: str | None = None

    @property
    def is_error(self) -> bool:
        """Errors keep an edition from being published, warnings do not."""
        return self.code not in WARNINGS


def problems(
    items: Items, tracks: Mapping[str, Profile], *, themes: Sequence[str], core_count: int
) -> tuple[BalanceProblem, ...]:
    """Every rule of writing that items or profiles break, errors and warnings."""
    table = compile_table(items, tracks, themes=themes, core_count=core_count)
    return table_problems(table)


def table_problems(table: ScoreTable) -> tuple[BalanceProblem, ...]:
    return (
        *_option_problems(table),
        *_twin_options(table),
        *_profile_problems(table),
        *_alike_tracks(table),
        *_track_problems(table),
        *_rare_themes(table),
    )


def speaks_for(
    items: Items,
    item: int,
    tracks: Mapping[str, Profile],
    *,
    themes: Sequence[str],
    core_count: int,
) -> list[dict[str, int]]:
    """For each option of an item, the points it gives every track: the editor's live bars."""
    table = compile_table(items, tracks, themes=themes, core_count=core_count)
    return [
        {track: round(p / POINT) for track, p in zip(table.tracks, option, strict=True)}
        for option in table.points[item]
    ]


def _option_problems(table: ScoreTable) -> Iterator[BalanceProblem]:
    for q, options in enumerate(table.weights):
        for o, weights in enumerate(options):
            spent, named = sum(weights), sum(weight > 0 for weight in weights)
            if spent != OPTION_BUDGET:
                yield BalanceProblem(BalanceCode.OPTION_WEIGHT, spent, item=q, option=o)
            if named > THEME_LIMIT:
                yield BalanceProblem(BalanceCode.OPTION_THEMES, named, item=q, option=o)


def _twin_options(table: ScoreTable) -> Iterator[BalanceProblem]:
    for q, options in enumerate(table.weights):
        for a, b in combinations(range(len(options)), 2):
            likeness = cosine(options[a], options[b])
            if likeness >= TWIN_OPTIONS:
                value = round(100 * likeness)
                yield BalanceProblem(
                    BalanceCode.TWIN_OPTIONS, value, item=q, option=a, other_option=b
                )


def _profile_problems(table: ScoreTable) -> Iterator[BalanceProblem]:
    for track, weights in zip(table.tracks, table.profiles, strict=True):
        named = sum(weight > 0 for weight in weights)
        if named not in PROFILE_THEMES:
            yield BalanceProblem(BalanceCode.PROFILE_THEMES, named, track=track)
        if max(weights) != STRONGEST_WEIGHT:
            yield BalanceProblem(BalanceCode.PROFILE_STRONGEST, max(weights), track=track)


def _alike_tracks(table: ScoreTable) -> Iterator[BalanceProblem]:
    for (track, a), (other, b) in combinations(zip(table.tracks, table.profiles, strict=True), 2):
        likeness = cosine(a, b)
        if likeness >= ALIKE_TRACKS:
            code = BalanceCode.TWIN_TRACKS if likeness >= TWIN_TRACKS else BalanceCode.ALIKE_TRACKS
            yield BalanceProblem(code, round(100 * likeness), track=track, other_track=other)


def _track_problems(table: ScoreTable) -> Iterator[BalanceProblem]:
    for t, track in enumerate(table.tracks):
        best = [max(option[t] for option in item) for item in table.points]
        strong = sum(points >= STRONG_POINTS * POINT for points in best)
        if not any(best[: table.core_count]):
            yield BalanceProblem(BalanceCode.SILENT_TRACK, 0, track=track)
        elif strong < STRONG_ITEMS:
            yield BalanceProblem(BalanceCode.FEW_STRONG_ITEMS, strong, track=track)


def _rare_themes(table: ScoreTable) -> Iterator[BalanceProblem]:
    uses = Counter(
        d for item in table.weights for option in item for d, weight in enumerate(option) if weight
    )
    for d, theme in enumerate(table.themes):
        if uses[d] < THEME_OPTIONS:
            yield BalanceProblem(BalanceCode.RARE_THEME, uses[d], theme=theme)


def cosine(a: Sequence[int], b: Sequence[int]) -> float:
    return dot(unit(a), unit(b))

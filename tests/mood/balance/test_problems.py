from collections.abc import Mapping

import pytest

from quizapp.mood.balance.problems import BalanceCode, BalanceProblem, problems, speaks_for
from quizapp.mood.scoring import Items, Profile
from tests.mood.builders import sample_table
from tests.mood.sample import ITEMS, THEMES, TRACKS

Content = tuple[list[list[Profile]], dict[str, Profile]]


class TestProblems:
    def test_finds_none_in_tidy_content(self) -> None:
        assert _problems(*_content()) == []

    @pytest.mark.parametrize(
        ("option", "code", "value"),
        [
            ({"romance": 3}, BalanceCode.OPTION_WEIGHT, 3),
            ({}, BalanceCode.OPTION_WEIGHT, 0),
            ({"romance": 1, "love": 1, "longing": 1, "power": 1}, BalanceCode.OPTION_THEMES, 4),
        ],
    )
    def test_points_at_an_option_that_breaks_its_budget(
        self, option: Profile, code: BalanceCode, value: int
    ) -> None:
        items, tracks = _content()
        items[1][0] = option
        assert BalanceProblem(code, value, item=1, option=0) in _problems(items, tracks)

    def test_points_at_both_twin_options(self) -> None:
        items, tracks = _content()
        items[2][3] = {**items[2][0]}
        assert BalanceProblem(
            BalanceCode.TWIN_OPTIONS, 100, item=2, option=0, other_option=3
        ) in _problems(items, tracks)

    @pytest.mark.parametrize(
        ("profile", "code", "value"),
        [
            ({"power": 5}, BalanceCode.PROFILE_THEMES, 1),
            ({"power": 4, "grandeur": 3}, BalanceCode.PROFILE_STRONGEST, 4),
        ],
    )
    def test_points_at_a_track_whose_profile_breaks_the_rules(
        self, profile: Profile, code: BalanceCode, value: int
    ) -> None:
        items, tracks = _content()
        tracks["t1"] = profile
        assert BalanceProblem(code, value, track="t1") in _problems(items, tracks)

    @pytest.mark.parametrize(
        ("profile", "code"),
        [
            ({"love": 3, "longing": 5, "tragedy": 3}, BalanceCode.TWIN_TRACKS),
            ({"longing": 5, "tragedy": 5}, BalanceCode.ALIKE_TRACKS),
        ],
    )
    def test_points_at_tracks_that_are_too_alike(self, profile: Profile, code: BalanceCode) -> None:
        items, tracks = _content()
        tracks["t1"] = profile
        found = [p for p in _problems(items, tracks) if p.other_track == "t3"]
        assert [(p.code, p.track) for p in found] == [(code, "t1")]

    def test_points_at_a_track_no_option_speaks_of(self) -> None:
        items, tracks = _content()
        plain = [[{"love": 4}, {"power": 4}] for _ in items]
        found = {p.track for p in _problems(plain, tracks) if p.code is BalanceCode.SILENT_TRACK}
        assert "t8" in found
        assert "t1" not in found

    def test_counts_the_items_with_a_strong_option_for_each_track(self) -> None:
        items, tracks = _content()
        found = [p for p in _problems(items[:2], tracks) if p.code is BalanceCode.FEW_STRONG_ITEMS]
        assert found
        assert all(p.value < 3 for p in found)

    def test_warns_of_a_theme_in_few_options(self) -> None:
        items, tracks = _content()
        found = [p for p in _problems(items[:4], tracks) if p.code is BalanceCode.RARE_THEME]
        assert found
        assert not any(p.is_error for p in found)


class TestSpeaksFor:
    def test_gives_the_points_of_each_option_for_each_track(self) -> None:
        found = speaks_for(ITEMS, 1, TRACKS, themes=THEMES, core_count=12)
        assert found[0]["t2"] == 73
        assert len(found) == len(ITEMS[1])


def _content() -> Content:
    table = sample_table()
    items: list[list[Profile]] = [
        [{theme: w for theme, w in zip(THEMES, option, strict=True) if w} for option in item]
        for item in table.weights
    ]
    return [list(item) for item in items], dict(TRACKS)


def _problems(items: Items, tracks: Mapping[str, Profile]) -> list[BalanceProblem]:
    return list(problems(items, tracks, themes=THEMES, core_count=8))

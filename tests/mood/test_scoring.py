import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given

from quizapp.mood.scoring import (
    POINT,
    Answers,
    ScoreTable,
    SheetMismatch,
    compile_table,
    core_order,
    draw,
    follows_deciders,
    next_decider,
    score,
)
from tests.mood.builders import quizzes, random_sheets, sample_table, table_like, table_of
from tests.mood.reference import Naive
from tests.mood.sample import ITEMS, THEMES, TRACKS


class TestCompileTable:
    def test_gives_the_worked_example_of_the_paper(self) -> None:
        table = table_of(ITEMS, core_count=12)
        lace = dict(zip(table.tracks, table.points[1][0], strict=True))
        assert {t: round(lace[t] / POINT) for t in ("t2", "t6", "t3", "t5")} == {
            "t2": 73,
            "t6": 16,
            "t3": 13,
            "t5": -26,
        }

    def test_equals_the_reference_to_the_last_digit(self) -> None:
        naive = Naive(ITEMS, TRACKS, THEMES, core_count=8)
        table = table_like(naive)
        for q, o, d, t in np.ndindex(np.shape(table.parts)):
            part = naive.part(q, o, naive.themes[d], list(TRACKS)[t])
            assert table.parts[q][o][d][t] == part

    @given(quizzes())
    def test_equals_the_reference_but_for_the_rounding_of_halves(self, naive: Naive) -> None:
        table = table_like(naive)
        for (q, o, track), points in naive.points.items():
            t = table.tracks.index(track)
            assert table.points[q][o][t] == pytest.approx(points, abs=len(naive.themes))

    def test_gives_no_points_to_a_track_that_no_option_names(self) -> None:
        table = compile_table(
            [[{"love": 4}, {"power": 4}]],
            {"heard": {"love": 5}, "silent": {"revenge": 5}},
            themes=("love", "power", "revenge"),
            core_count=1,
        )
        assert [option[1] for option in table.points[0]] == [0, 0]

    def test_reads_back_from_json_as_the_same_table(self) -> None:
        table = sample_table()
        again = ScoreTable.from_json(table.to_json())
        assert (again, again.version) == (table, table.version)


class TestScore:
    def test_equals_the_reference_on_a_thousand_random_sheets(self) -> None:
        table = sample_table()
        order = core_order(table_of(ITEMS, core_count=8))
        naive = Naive([ITEMS[q] for q in order], TRACKS, THEMES, core_count=8)
        for sheet in random_sheets(table, 1000, seed=1):
            totals = list(naive.totals(sheet).values())
            outcome = score(table, sheet)
            assert list(outcome.totals) == totals
            assert outcome.winner is not None
            assert totals[outcome.winner] == max(totals)

    def test_ranks_the_tracks_and_measures_the_lead(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 100, seed=2):
            outcome = score(table, sheet)
            ranked = [outcome.totals[track] for track in outcome.ranking]
            assert ranked == sorted(outcome.totals, reverse=True)
            assert outcome.lead == ranked[0] - ranked[1]

    def test_counts_a_skipped_item_for_nothing(self) -> None:
        table = sample_table()
        whole = score(table, (1,) * 12).totals
        without = score(table, (1,) * 11 + (None,)).totals
        last = table.points[11][1]
        assert [a - b for a, b in zip(whole, without, strict=True)] == list(last)

    def test_picks_nothing_when_everything_is_skipped(self) -> None:
        outcome = score(sample_table(), (None,) * 12)
        assert (outcome.winner, outcome.ranking, outcome.answered_count) == (None, (), 0)

    def test_breaks_a_tie_the_same_way_every_time(self) -> None:
        table = _tied_table()
        sheets = random_sheets(table, 200, seed=3)
        winners = [score(table, sheet).winner for sheet in sheets]
        again = ScoreTable.from_json(table.to_json())
        assert winners == [score(again, sheet).winner for sheet in sheets]

    def test_draws_every_tied_track(self) -> None:
        table = _tied_table()
        tied = [score(table, sheet) for sheet in random_sheets(table, 200, seed=3)]
        assert {outcome.winner for outcome in tied if outcome.tied_count > 1} == {0, 1}

    def test_refuses_answers_to_another_quiz(self) -> None:
        with pytest.raises(SheetMismatch):
            score(sample_table(), (0,) * 11)

    @pytest.mark.parametrize("option", [-1, 4])
    def test_refuses_an_option_that_is_not_there(self, option: int) -> None:
        with pytest.raises(SheetMismatch):
            score(sample_table(), (option, *(0,) * 11))


class TestDraw:
    @pytest.mark.parametrize("count", [2, 3])
    def test_has_no_favorite_place(self, count: int) -> None:
        table = sample_table()
        places = Counter(draw(table, sheet, count) for sheet in random_sheets(table, 3000, seed=4))
        assert max(places.values()) < 1.1 * 3000 / count


class TestNextDecider:
    def test_follows_the_reference(self) -> None:
        table = sample_table()
        order = core_order(table_of(ITEMS, core_count=8))
        naive = Naive([ITEMS[q] for q in order], TRACKS, THEMES, core_count=8)
        cores = {s[:8] + (None,) * 4 for s in random_sheets(table, 12, seed=5, skips=0)}
        for sheet in cores:
            assert next_decider(table, sheet) == naive.decider(sheet)

    def test_asks_nothing_once_the_lead_is_large_enough(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 200, seed=6):
            if score(table, sheet).lead >= 50 * POINT:
                assert next_decider(table, sheet) is None

    def test_asks_a_skipped_decider_only_once(self) -> None:
        table, sheet = _close_sheet()
        first = next_decider(table, sheet)
        assert first is not None
        second = next_decider(table, sheet, (first,))
        assert second not in (None, first)

    def test_asks_no_more_than_the_quiz_allows(self) -> None:
        table, sheet = _close_sheet()
        assert next_decider(table, sheet, (8, 9)) is None

    def test_asks_nothing_without_evidence(self) -> None:
        assert next_decider(sample_table(), (None,) * 12) is None


class TestFollowsDeciders:
    def test_accepts_a_sheet_played_by_the_rule(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 50, seed=7):
            answers, asked = _played(table, sheet)
            assert follows_deciders(table, answers, asked)

    def test_accepts_skipped_deciders(self) -> None:
        table, sheet = _close_sheet()
        first = next_decider(table, sheet)
        assert first is not None
        second = next_decider(table, sheet, (first,))
        assert second is not None
        assert follows_deciders(table, sheet, (first, second))

    def test_refuses_a_decider_that_was_not_due(self) -> None:
        table, sheet = _close_sheet()
        due = next_decider(table, sheet)
        other = next(q for q in range(8, 12) if q != due)
        answers = (*sheet[:other], 0, *sheet[other + 1 :])
        assert not follows_deciders(table, answers, (other,))

    def test_refuses_to_stop_while_one_is_due(self) -> None:
        table, sheet = _close_sheet()
        assert not follows_deciders(table, sheet, ())

    def test_refuses_an_answer_that_was_not_asked_for(self) -> None:
        table = sample_table()
        clear = next(
            sheet
            for sheet in random_sheets(table, 200, seed=8, skips=0)
            if next_decider(table, sheet[:8] + (None,) * 4) is None
        )
        assert follows_deciders(table, clear[:8] + (None,) * 4, ())
        assert not follows_deciders(table, clear[:9] + (None,) * 3, ())


class TestCoreOrder:
    def test_gives_the_order_of_the_paper(self) -> None:
        order = core_order(table_of(ITEMS, core_count=8))
        assert [q + 1 for q in order] == [7, 4, 9, 8, 3, 2, 1, 5, 12, 11, 10, 6]


class TestPlay:
    def test_needs_no_numpy(self) -> None:
        modules = "scoring, confidence, explanation, comparison, balance.problems"
        names = [f"quizapp.mood.{name.strip()}" for name in modules.split(",")]
        script = f"import sys\nimport {', '.join(names)}\nsys.exit('numpy' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def _tied_table() -> ScoreTable:
    """Two tracks that mirror each other and options that say as much for either."""
    return compile_table(
        [[{"love": 4}, {"power": 4}, {"love": 2, "power": 2}]] * 8,
        {"one": {"love": 5}, "other": {"power": 5}},
        themes=("love", "power"),
        core_count=8,
    )


def _close_sheet() -> tuple[ScoreTable, Answers]:
    table = sample_table()
    sheets = (sheet[:8] + (None,) * 4 for sheet in random_sheets(table, 200, seed=9, skips=0))
    return table, next(sheet for sheet in sheets if next_decider(table, sheet) is not None)


def _played(table: ScoreTable, wishes: Answers) -> tuple[Answers, tuple[int, ...]]:
    answers: Answers = wishes[:8] + (None,) * 4
    asked: tuple[int, ...] = ()
    while (due := next_decider(table, answers, asked)) is not None:
        answers, asked = (*answers[:due], wishes[due], *answers[due + 1 :]), (*asked, due)
    return answers, asked

from hypothesis import given
from hypothesis import strategies as st

from quizapp.mood.explanation import Explanation, contributions, explain
from quizapp.mood.scoring import Answers, ScoreTable, compile_table, score
from tests.mood.builders import quizzes, random_sheets, sample_table, table_like
from tests.mood.reference import Naive


def struck_out(table: ScoreTable, sheet: Answers, told: Explanation) -> list[int]:
    """The totals without the named themes, added up option by option."""
    named = {table.themes.index(theme) for theme in told.reached + told.avoided}
    return [
        sum(
            row[track]
            for q, a in enumerate(sheet)
            if a is not None
            for d, row in enumerate(table.parts[q][a])
            if d not in named
        )
        for track in range(len(table.tracks))
    ]


class TestExplain:
    def test_names_themes_without_which_another_track_wins(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 300, seed=1):
            told, totals = (
                _explained(table, sheet),
                struck_out(table, sheet, _explained(table, sheet)),
            )
            if told.without_them is not None:
                best = table.tracks.index(told.without_them)
                assert totals[best] == max(totals)
                assert best != score(table, sheet).winner

    def test_changes_the_result_nearly_always(self) -> None:
        table = sample_table()
        told = [_explained(table, sheet) for sheet in random_sheets(table, 300, seed=2)]
        assert sum(one.without_them is not None for one in told) >= 0.97 * 300

    def test_names_two_or_three_themes(self) -> None:
        table = sample_table()
        told = [_explained(table, sheet) for sheet in random_sheets(table, 300, seed=3)]
        counts = [len(one.reached + one.avoided) for one in told]
        assert max(counts) <= 3
        assert sum(counts) / 300 > 1.8

    def test_tells_themes_reached_for_from_themes_avoided(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 300, seed=4):
            told = _explained(table, sheet)
            amounts = {one.theme: one.amount for one in told.contributions}
            assert all(amounts[theme] > 0 for theme in told.reached)
            assert all(amounts[theme] <= 0 for theme in told.avoided)

    def test_speaks_of_one_rival_the_next_in_the_ranking(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 100, seed=5):
            ranking = score(table, sheet).ranking
            for count in (1, 2):
                told = explain(table, sheet, is_duet=count == 2)
                assert told is not None
                assert told.rival == table.tracks[ranking[count]]

    def test_quotes_the_answer_that_tipped_it(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 100, seed=5):
            winner, rival = score(table, sheet).ranking[:2]
            leads = {
                (q, a): table.points[q][a][winner] - table.points[q][a][rival]
                for q, a in enumerate(sheet)
                if a is not None
            }
            evidence = _explained(table, sheet).tipped_by
            assert evidence is not None
            assert leads[evidence.item, evidence.option] == evidence.lead == max(leads.values())

    def test_counts_the_answers_that_name_a_theme_reached_for(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 100, seed=6):
            told = _explained(table, sheet)
            chosen = [table.weights[q][a] for q, a in enumerate(sheet) if a is not None]
            counts = [
                sum(weights[table.themes.index(theme)] > 0 for weights in chosen)
                for theme in told.reached
            ]
            assert told.answer_count == min(counts, default=0)

    def test_of_a_duet_holds_for_both_tracks(self) -> None:
        table = sample_table()
        for sheet in random_sheets(table, 100, seed=7):
            told = explain(table, sheet, is_duet=True)
            assert told is not None
            if told.without_them is not None:
                totals = struck_out(table, sheet, told)
                rival = totals[table.tracks.index(told.rival or "")]
                assert all(totals[track] < rival for track in score(table, sheet).ranking[:2])

    def test_says_so_when_everything_points_the_same_way(self) -> None:
        table = compile_table(
            [[{"love": 4}, {"power": 4}]],
            {"one": {"love": 5, "romance": 1}, "other": {"love": 4, "romance": 5}},
            themes=("love", "romance", "power"),
            core_count=1,
        )
        told = _explained(table, (1,))
        assert told.without_them is None or told.without_them in table.tracks

    def test_has_nothing_to_say_without_evidence(self) -> None:
        assert explain(sample_table(), (None,) * 12) is None


class TestContributions:
    @given(quizzes(), st.data())
    def test_add_up_to_the_score_exactly(self, naive: Naive, data: st.DataObject) -> None:
        table = table_like(naive)
        sheet = tuple(data.draw(st.integers(0, len(item) - 1)) for item in naive.items)
        columns = zip(*contributions(table, sheet), strict=True)
        assert tuple(map(sum, columns)) == score(table, sheet).totals


def _explained(table: ScoreTable, sheet: Answers) -> Explanation:
    told = explain(table, sheet)
    assert told is not None
    return told

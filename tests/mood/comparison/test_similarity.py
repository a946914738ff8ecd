import pytest

from quizapp.mood.comparison.similarity import fit, mood, percentile, similarity, track_for_both
from tests.mood.builders import random_sheets, sample_table

QUANTILES = tuple(range(-500, 510, 10))


class TestMood:
    def test_leans_to_the_themes_chosen(self) -> None:
        table = sample_table()
        one = mood(table, (0,) + (None,) * 11)
        chosen = table.weights[0][0]
        assert all(
            one[theme] > 0 for theme, weight in zip(table.themes, chosen, strict=True) if weight
        )

    def test_leaves_the_deciders_out(self) -> None:
        table = sample_table()
        assert mood(table, (0,) * 8 + (None,) * 4) == mood(table, (0,) * 8 + (1, 2, None, None))

    def test_has_each_theme_in_its_own_random_spread(self) -> None:
        table = sample_table()
        moods = [mood(table, sheet) for sheet in random_sheets(table, 4000, seed=1, skips=0)]
        for theme in table.themes:
            spread = (sum(one[theme] ** 2 for one in moods) / len(moods)) ** 0.5
            assert spread == pytest.approx(1000, rel=0.06)


class TestSimilarity:
    def test_is_a_thousand_for_the_same_mood(self) -> None:
        one = mood(sample_table(), (0, 1, 2, 3) * 3)
        assert similarity(one, one) == 1000

    def test_is_the_same_from_either_side(self) -> None:
        table = sample_table()
        one, other = mood(table, (0,) * 12), mood(table, (1,) * 12)
        assert similarity(one, other) == similarity(other, one)

    def test_compares_the_themes_both_editions_have(self) -> None:
        assert similarity({"love": 3, "power": 1}, {"love": 3, "mischief": 9}) == 1000

    def test_is_unknown_for_a_mood_that_leans_nowhere(self) -> None:
        assert similarity({"love": 0}, {"love": 5}) is None


class TestPercentile:
    @pytest.mark.parametrize(("cosine", "expected"), [(-900, 0), (0, 50), (250, 75), (900, 99)])
    def test_counts_the_random_pairs_less_alike(self, cosine: int, expected: int) -> None:
        assert percentile(cosine, QUANTILES) == expected


class TestFit:
    @pytest.mark.parametrize(("total", "expected"), [(-3000, 0), (0, 50), (1000, 84), (3000, 99)])
    def test_is_the_share_of_blind_clickers_who_lean_less(self, total: int, expected: int) -> None:
        assert fit(total) == expected


class TestTrackForBoth:
    def test_has_the_largest_smaller_fit(self) -> None:
        shared = track_for_both(
            {"mine": 2000, "yours": -500, "ours": 800}, {"mine": -900, "yours": 1500, "ours": 700}
        )
        assert (shared.track, shared.fits) == ("ours", (79, 76))

    def test_prefers_the_larger_sum_when_equal(self) -> None:
        shared = track_for_both({"one": 500, "other": 500}, {"one": 600, "other": 900})
        assert shared.track == "other"

    def test_keeps_to_tracks_both_could_get(self) -> None:
        shared = track_for_both({"retired": 3000, "kept": 1}, {"kept": 1, "new": 3000})
        assert shared.track == "kept"

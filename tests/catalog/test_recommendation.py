"""Recommending tracks for a mood: order, ties, and reasons that are the real ones."""

from collections import Counter
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.catalog.recommendation import (
    SHOWN,
    Candidate,
    Mood,
    Shelf,
    mood_of,
    named_mood,
    plain_scale,
    quiz_scale,
    recommend,
    shelf_of,
)

THEMES = ("love", "longing", "revenge", "power", "mischief")
profiles = st.dictionaries(st.sampled_from(THEMES), st.integers(1, 5), min_size=1, max_size=4)
moods = st.dictionaries(st.sampled_from(THEMES), st.floats(-1, 1), min_size=1)


def shelf_like(albums: dict[str, list[dict[str, int]]]) -> Shelf:
    return shelf_of(
        Candidate(f"{album}-{place}", album, profile)
        for album, profiles in albums.items()
        for place, profile in enumerate(profiles)
    )


def tracks(shelf: Shelf, mood: Mood, beside: str = "") -> list[str]:
    found = recommend(shelf, plain_scale(shelf), mood, beside=beside)
    return [shelf.candidates[each.place].track for each in found]


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    names = st.sampled_from(["a", "b", "c"])
    return shelf_like(draw(st.dictionaries(names, st.lists(profiles, max_size=6))))


class TestRecommend:
    def test_puts_the_closest_first(self) -> None:
        shelf = shelf_like({"a": [{"power": 5, "love": 1}], "b": [{"love": 5}, {"longing": 5}]})

        assert tracks(shelf, named_mood(["love"])) == ["b-0", "a-0"]

    def test_leaves_the_own_album_out(self) -> None:
        shelf = shelf_like({"a": [{"love": 5}], "b": [{"love": 5}]})

        assert tracks(shelf, mood_of({"love": 5}), beside="a") == ["b-0"]

    def test_recommends_nothing_to_who_leans_nowhere_it_goes(self) -> None:
        shelf = shelf_like({"a": [{"love": 5}]})

        assert tracks(shelf, {"power": 1.0}) == tracks(shelf, {"love": -1.0}) == []
        assert tracks(shelf, {}) == tracks(shelf_of([]), {"love": 1.0}) == []

    def test_counts_in_the_spread_of_the_quiz(self) -> None:
        shelf = shelf_like({"a": [{"love": 5}, {"power": 5}]})
        scale = quiz_scale(shelf, {"love": {"love": 4.0}, "power": {"power": 1.0}})

        found = recommend(shelf, scale, {"love": 1.5, "power": 1.0})

        assert [(each.place, each.total) for each in found] == [(1, 1000), (0, 750)]

    def test_counts_what_two_themes_have_in_common_twice(self) -> None:
        shelf = shelf_like({"a": [{"love": 1, "power": 1}]})
        row = {"love": 1.0, "power": 1.0}

        assert list(quiz_scale(shelf, {"love": row, "power": row})) == [0.5]

    def test_gives_a_track_that_no_option_tells_apart_no_point(self) -> None:
        shelf = shelf_like({"a": [{"love": 5}]})

        assert recommend(shelf, quiz_scale(shelf, {}), {"love": 1.0}) == []

    @settings(max_examples=30)
    @given(shelves(), moods)
    def test_orders_by_the_cosine(self, shelf: Shelf, mood: dict[str, float]) -> None:
        def cosine(profile: dict[str, int]) -> float:
            shared = sum(mood.get(theme, 0) * weight for theme, weight in profile.items())
            return shared / hypot(*profile.values())

        by_place = [cosine(dict(each.profile)) for each in shelf.candidates]
        best = sorted((value for value in by_place if value > 0.005), reverse=True)[:SHOWN]
        found = recommend(shelf, plain_scale(shelf), mood)

        totals = [each.total for each in found]
        assert totals[: len(best)] == pytest.approx([1000 * value for value in best], abs=5)
        assert all(total <= 10 for total in totals[len(best) :])


class TestTies:
    def test_favor_no_album_and_are_always_drawn_alike(self) -> None:
        twins = {f"album-{number}": [{"love": 5, "power": 2}] for number in range(40)}
        shelf = shelf_like(twins)
        moods = [{"love": 1.0, "mischief": n / 1000} for n in range(60)]

        first = [tracks(shelf, mood) for mood in moods]
        counts = Counter(track for shown in first for track in shown)

        assert first == [tracks(shelf, mood) for mood in moods]
        assert len(counts) > 30
        assert max(counts.values()) < 15

    def test_do_not_depend_on_the_order_of_the_albums(self) -> None:
        albums = {name: [{"love": 5}, {"love": 5, "power": 1}] for name in "abcdef"}
        turned = dict(reversed(albums.items()))
        mood = named_mood(["love", "power"])

        assert tracks(shelf_like(albums), mood) == tracks(shelf_like(turned), mood)


class TestReasons:
    @settings(max_examples=30)
    @given(shelves(), moods)
    def test_are_shared_by_the_mood_and_the_track(
        self, shelf: Shelf, mood: dict[str, float]
    ) -> None:
        for each in recommend(shelf, plain_scale(shelf), mood):
            profile = shelf.candidates[each.place].profile
            assert each.themes
            assert all(mood[theme] > 0 and profile[theme] for theme in each.themes)

    @settings(max_examples=50)
    @given(shelves(), moods)
    def test_struck_out_change_the_recommendation(
        self, shelf: Shelf, mood: dict[str, float]
    ) -> None:
        scale = plain_scale(shelf)
        for each in recommend(shelf, scale, mood):
            left = {theme: lean for theme, lean in mood.items() if theme not in each.themes}
            again = [other.place for other in recommend(shelf, scale, left)]
            assert not each.is_decisive or each.place not in again

    def test_are_the_fewest(self) -> None:
        others = [{"love": 5}, {"love": 4, "power": 1}, {"love": 5, "mischief": 1}, {"love": 3}]
        shelf = shelf_like({"a": [{"revenge": 5, "power": 4, "longing": 1}], "b": others})
        mood = {"revenge": 0.8, "power": 0.5, "longing": 0.1, "love": 0.3}

        best = recommend(shelf, plain_scale(shelf), mood)[0]

        assert (best.themes, best.is_decisive) == (("revenge", "power"), True)

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from statistics import fmean, pstdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.trivia.schedule import (
    SET_SIZE,
    BankItem,
    Wording,
    daily_set,
    days_ahead,
    safe_items,
    with_tells,
)
from tests.trivia.rest import shortest_rest

DAY = date(2026, 3, 1)
SECRET = b"a secret of this site"
CATEGORIES = ["tracks", "artists", "drama", "on-screen", "album"]


def bank_of(count: int) -> list[BankItem]:
    """From easy (.9) to hard (.3), evenly, and slugs the other way round; categories mixed."""
    return [
        BankItem(f"item-{999 - number}", CATEGORIES[number % 5], 0.9 - 0.6 * number / count)
        for number in range(count)
    ]


def days_of(bank: list[BankItem], count: int) -> dict[date, list[str]]:
    return days_ahead(bank, past={}, first=DAY, count=count, secret=SECRET)


def told_count(bank: list[BankItem], days: dict[date, list[str]]) -> int:
    """How often in these days an item asked later had its answer told earlier."""
    tells = {item.slug: item.tells for item in bank}
    pairs = [pair for slugs in days.values() for pair in combinations(slugs, 2)]
    return sum(later in tells[earlier] for earlier, later in pairs)


class TestSafeItems:
    def test_holds_back_what_happens_after_the_last_episode_watched(self) -> None:
        bank = [BankItem("a", "drama", 0.5, 0), BankItem("b", "drama", 0.5, 6)]

        assert [item.slug for item in safe_items(bank, watched_up_to=5)] == ["a"]
        assert [item.slug for item in safe_items(bank, watched_up_to=6)] == ["a", "b"]


class TestWithTells:
    def test_knows_whose_key_an_item_says(self) -> None:
        bank = [BankItem(slug, "drama", 0.5) for slug in ("singer", "group", "unit")]
        wordings = {
            "singer": Wording(said="Who sings it? It is Kei of Lovelyz.", key="Kei"),
            "group": Wording(said="Which group? Lovelyz, keinesfalls another.", key="LOVELYZ"),
            "unit": Wording(said="Which?", key="Love"),
        }

        tells = {item.slug: item.tells for item in with_tells(bank, wordings)}

        assert tells == {"singer": {"singer", "group"}, "group": {"group"}, "unit": set()}


class TestDailySet:
    def test_holds_one_item_of_each_octile_easiest_first(self) -> None:
        slugs = daily_set(bank_of(80), day=DAY, past={}, secret=SECRET)

        places = [999 - int(slug.removeprefix("item-")) for slug in slugs]
        assert [place // 10 for place in places] == list(range(8))

    def test_holds_one_or_two_items_of_each_of_five_categories(self) -> None:
        category = {item.slug: item.category for item in bank_of(120)}

        for slugs in days_of(bank_of(120), 14).values():
            counts = Counter(category[slug] for slug in slugs)
            assert sorted(counts.values()) == [1, 1, 2, 2, 2]

    def test_is_about_as_hard_every_day(self) -> None:
        bank = bank_of(120)
        p = {item.slug: item.p for item in bank}
        expected = [sum(p[slug] for slug in slugs) for slugs in days_of(bank, 100).values()]

        assert pstdev(expected) < 0.03
        assert fmean(expected) == pytest.approx(8 * fmean(p.values()), abs=0.05)

    def test_depends_on_day_and_secret_and_nothing_else(self) -> None:
        bank = bank_of(80)
        first = daily_set(bank, day=DAY, past={}, secret=SECRET)

        assert daily_set(bank[::-1], day=DAY, past={}, secret=SECRET) == first
        assert daily_set(bank, day=DAY + timedelta(1), past={}, secret=SECRET) != first
        assert daily_set(bank, day=DAY, past={}, secret=b"another") != first

    def test_takes_the_only_rested_items(self) -> None:
        bank = bank_of(24)
        tired = {item.slug for number, item in enumerate(bank) if number % 3 == 0}

        slugs = daily_set(bank, day=DAY, past={DAY - timedelta(59): list(tired)}, secret=SECRET)

        assert tired.isdisjoint(slugs)

    @pytest.mark.parametrize("count", [0, 1, 5, 7, 8])
    def test_gives_all_items_of_a_tiny_bank(self, count: int) -> None:
        slugs = daily_set(bank_of(count), day=DAY, past={}, secret=SECRET)

        assert slugs == [item.slug for item in bank_of(count)]

    @given(
        st.lists(
            st.builds(
                BankItem,
                slug=st.text("abc", min_size=1, max_size=4),
                category=st.sampled_from(CATEGORIES),
                p=st.floats(0.2, 1),
            ),
            max_size=40,
            unique_by=lambda item: item.slug,
        ),
        st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    )
    def test_never_asks_the_same_twice_a_day(self, bank: list[BankItem], day: date) -> None:
        slugs = daily_set(bank, day=day, past={}, secret=SECRET)

        assert len(set(slugs)) == len(slugs) == min(SET_SIZE, len(bank))
        assert set(slugs) <= {item.slug for item in bank}

    def test_seldom_asks_what_an_earlier_item_has_told(self) -> None:
        rng = np.random.default_rng(5)
        bank = bank_of(120)
        slugs = [item.slug for item in bank]
        telling = [replace(item, tells=frozenset(rng.choice(slugs, 4))) for item in bank]

        assert (
            told_count(telling, days_of(telling, 30)) < told_count(telling, days_of(bank, 30)) / 4
        )


class TestDaysAhead:
    def test_makes_only_the_days_that_are_missing(self) -> None:
        past = {DAY + timedelta(1): ["gone-1", "gone-2"]}

        made = days_ahead(bank_of(80), past=past, first=DAY, count=3, secret=SECRET)

        assert list(made) == [DAY, DAY + timedelta(2)]
        assert past == {DAY + timedelta(1): ["gone-1", "gone-2"]}

    def test_makes_the_same_days_in_one_go_or_one_by_one(self) -> None:
        bank = bank_of(64)
        one_by_one: dict[date, list[str]] = {}
        for number in range(10):
            day = DAY + timedelta(number)
            one_by_one |= days_ahead(bank, past=one_by_one, first=day, count=1, secret=SECRET)

        assert days_of(bank, 10) == one_by_one

    def test_repeats_nothing_within_sixty_days_if_the_bank_is_large(self) -> None:
        assert shortest_rest(days_of(bank_of(8 * 62), 150)) > 60

    @settings(max_examples=15, deadline=None)  # 60 days each take a while
    @given(st.integers(16, 160))
    def test_rests_items_for_as_long_as_a_small_bank_allows(self, count: int) -> None:
        octile = count // SET_SIZE

        assert shortest_rest(days_of(bank_of(count), 60)) >= max(2, octile - 1)

    def test_does_not_depend_on_what_categories_are_called(self) -> None:
        # Nor, therefore, on the order of a set of their names, which differs between processes.
        # Shares in twentieths make many draws equally good.
        rng = np.random.default_rng(5)
        bank = [
            BankItem(f"item-{number}", CATEGORIES[min(rng.integers(5, size=2))], p / 20)
            for number, p in enumerate(rng.integers(6, 18, size=72).tolist())
        ]
        days = days_of(bank, 150)

        for prefix in "abcdefgh":
            renamed = [replace(item, category=prefix + item.category) for item in bank]
            assert days_of(renamed, 150) == days

    def test_does_not_run_in_circles(self) -> None:
        sets = {frozenset(slugs) for slugs in days_of(bank_of(64), 100).values()}

        assert len(sets) > 90

    def test_leaves_no_item_of_a_small_bank_out(self) -> None:
        used = {slug for slugs in days_of(bank_of(64), 100).values() for slug in slugs}

        assert len(used) == 64

    def test_goes_on_with_a_bank_that_has_changed(self) -> None:
        past = days_of(bank_of(64), 10)
        changed = [*bank_of(64)[10:], BankItem("new", "album", 0.55)]

        made = days_ahead(changed, past=past, first=DAY + timedelta(10), count=20, secret=SECRET)

        used = {slug for slugs in made.values() for slug in slugs}
        assert "new" in used
        assert used <= {item.slug for item in changed}

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.scoring import (
    Badge,
    BadgeKind,
    Contrast,
    Mark,
    Strength,
    Timing,
    badges,
    category_strengths,
    contrast,
    emoji_line,
    is_inhumanly_fast,
    is_off_pace,
    is_suspicious,
    longest_streak,
    points,
    theme_strengths,
    time_hint,
    word_count,
)


def mark(
    category: str = "tracks",
    *themes: str,
    is_right: bool = True,
    right_share: float | None = None,
) -> Mark:
    return Mark(category, themes, is_right, right_share)


def timing(elapsed: float) -> Timing:
    return Timing(elapsed=elapsed, hint=20.0, stem_words=8)


class TestWordCount:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Who sings Not Over?", 4),
            ("'끝이 아니길'을 부른 가수는 누구일까요?", 5),
            ("Part 1 – Jang Deok Cheol", 5),
            ("", 0),
            (" — ", 0),
        ],
    )
    def test_counts_what_spaces_separate(self, text: str, words: int) -> None:
        assert word_count(text) == words


class TestTimeHint:
    def test_gives_eight_seconds_and_time_to_read_stem_and_options(self) -> None:
        assert time_hint(["Who sings it?", "Gaho", "Kei"]) == pytest.approx(8 + 0.4 * 5)


class TestPoints:
    @pytest.mark.parametrize(
        ("elapsed", "expected"), [(0, 110), (5, 108), (10, 105), (19.9, 100), (20, 100)]
    )
    def test_adds_up_to_ten_for_speed(self, elapsed: float, expected: int) -> None:
        assert points(is_right=True, elapsed=elapsed, hint=20) == expected

    def test_keeps_a_late_response_right(self) -> None:
        assert points(is_right=True, elapsed=86_400, hint=20) == 100

    @pytest.mark.parametrize("elapsed", [-1e9, -0.1, float("nan")])
    def test_counts_a_broken_clock_as_no_time_at_all(self, elapsed: float) -> None:
        assert points(is_right=True, elapsed=elapsed, hint=20) == 110

    @pytest.mark.parametrize("elapsed", [0.0, 12.0, 500.0])
    def test_gives_a_flat_five_when_relaxed(self, elapsed: float) -> None:
        assert points(is_right=True, elapsed=elapsed, hint=20, is_relaxed=True) == 105

    @given(elapsed=st.floats(), hint=st.floats(8, 200), is_relaxed=st.booleans())
    def test_gives_nothing_for_wrong_and_100_to_110_for_right(
        self, elapsed: float, hint: float, is_relaxed: bool
    ) -> None:
        right = points(is_right=True, elapsed=elapsed, hint=hint, is_relaxed=is_relaxed)
        wrong = points(is_right=False, elapsed=elapsed, hint=hint, is_relaxed=is_relaxed)

        assert 100 <= right <= 110
        assert wrong == 0

    @given(first=st.floats(-10, 300), second=st.floats(-10, 300))
    def test_never_pays_for_being_slower(self, first: float, second: float) -> None:
        fast, slow = sorted((first, second))

        assert points(is_right=True, elapsed=fast, hint=20) >= points(
            is_right=True, elapsed=slow, hint=20
        )


class TestIsInhumanlyFast:
    @pytest.mark.parametrize(("elapsed", "expected"), [(-3, True), (1.9, True), (2.0, False)])
    def test_draws_the_line_at_a_quarter_second_per_word_of_the_stem(
        self, elapsed: float, expected: bool
    ) -> None:
        assert is_inhumanly_fast(timing(elapsed)) is expected


class TestIsOffPace:
    def test_notices_a_response_far_from_the_own_pace_in_either_direction(self) -> None:
        earlier = [timing(seconds) for seconds in (9, 10, 11, 10, 9)]

        assert is_off_pace(timing(2.5), earlier)
        assert is_off_pace(timing(40), earlier)
        assert not is_off_pace(timing(6), earlier)

    def test_needs_five_earlier_responses(self) -> None:
        assert not is_off_pace(timing(40), [timing(10)] * 4)

    def test_lets_a_person_who_is_always_erratic_be_erratic(self) -> None:
        earlier = [timing(seconds) for seconds in (3, 30, 4, 25, 10)]

        assert not is_off_pace(timing(60), earlier)

    def test_rarely_meets_an_honest_player(self) -> None:
        seconds = 10 * np.random.default_rng(4).lognormal(sigma=0.4, size=(2000, 8))
        rounds = [[timing(each) for each in row] for row in seconds.tolist()]

        flags = [is_off_pace(last, earlier) for *earlier, last in rounds]

        assert sum(flags) / len(flags) < 0.02


class TestIsSuspicious:
    def test_is_for_the_inhumanly_fast_and_for_those_off_their_pace_only(self) -> None:
        earlier = [timing(10)] * 5

        assert is_suspicious(timing(1), [])
        assert is_suspicious(timing(60), earlier)
        assert not is_suspicious(timing(8), earlier)


class TestCategoryStrengths:
    def test_puts_the_strongest_first_and_trusts_more_items_more(self) -> None:
        marks = [
            mark("drama", is_right=False),
            mark("drama"),
            mark("album"),
            mark("artists"),
            mark("artists"),
        ]

        assert category_strengths(marks) == [
            Strength("artists", 2, 2),
            Strength("album", 1, 1),
            Strength("drama", 1, 2),
        ]


class TestThemeStrengths:
    def test_counts_an_item_for_each_theme_that_it_touches(self) -> None:
        marks = [mark("tracks", "love", "longing"), mark("drama", "love", is_right=False), mark()]

        assert theme_strengths(marks) == [Strength("longing", 1, 1), Strength("love", 1, 2)]


class TestContrast:
    def test_names_the_strongest_and_the_weakest_subject(self) -> None:
        strengths = [Strength("artists", 3, 3), Strength("tracks", 1, 2), Strength("drama", 0, 2)]

        assert contrast(strengths) == Contrast(more="artists", less="drama")

    @pytest.mark.parametrize(
        "strengths",
        [
            [],
            [Strength("artists", 2, 2)],
            [Strength("artists", 2, 2), Strength("drama", 0, 1)],
            [Strength("artists", 3, 4), Strength("drama", 1, 3)],
        ],
    )
    def test_says_nothing_where_too_little_differs(self, strengths: list[Strength]) -> None:
        assert contrast(strengths) is None


class TestBadges:
    def test_honors_a_streak_and_the_rarest_right_answer(self) -> None:
        marks = [
            mark(right_share=0.31),
            mark(right_share=0.22),
            mark(right_share=0.9),
            mark(right_share=0.1, is_right=False),
        ]

        assert badges(marks) == [Badge(BadgeKind.STREAK, 3), Badge(BadgeKind.RARE_RIGHT, 22)]

    def test_calls_a_round_without_a_miss_flawless(self) -> None:
        assert badges([mark()] * 8) == [Badge(BadgeKind.FLAWLESS, 8)]

    def test_gives_none_for_common_right_answers_and_short_runs(self) -> None:
        assert badges([mark(right_share=0.5), mark(), mark(is_right=False)]) == []

    def test_never_honors_one_of_nobody(self) -> None:
        assert badges([mark(right_share=0.002)]) == [Badge(BadgeKind.RARE_RIGHT, 1)]

    def test_gives_none_for_no_responses(self) -> None:
        assert badges([]) == []


class TestLongestStreak:
    @given(st.lists(st.booleans()))
    def test_is_the_longest_run_that_the_list_contains(self, rights: list[bool]) -> None:
        text = "".join("R" if is_right else "." for is_right in rights)
        length = longest_streak(rights)

        assert "R" * length in text
        assert "R" * (length + 1) not in text


class TestEmojiLine:
    def test_shows_places_and_count(self) -> None:
        assert emoji_line([True, False, True]) == "👑⬛👑 2/3"

    @given(st.lists(st.booleans(), max_size=12))
    def test_says_nothing_but_right_and_wrong(self, rights: list[bool]) -> None:
        assert set(emoji_line(rights)) <= set("👑⬛ /0123456789")

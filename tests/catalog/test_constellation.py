from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizapp.catalog.constellation import Star, constellation

LETTER, LINE = 8.4, 14.0
"""Units that a wide letter and a line of its labels take."""


def box(star: Star, letters: int) -> tuple[float, float, float, float]:
    width = letters * LETTER
    left = star.label_x - {"start": 0, "middle": width / 2, "end": width}[star.anchor]
    return left, star.label_y - LINE, left + width, star.label_y


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    left, top, right, bottom = one
    return left < other[2] and other[0] < right and top < other[3] and other[1] < bottom


class TestConstellation:
    def test_puts_the_first_theme_on_top(self) -> None:
        first = constellation([3, 1, 2]).stars[0]
        assert first.x == 0
        assert first.y < 0

    def test_makes_the_stronger_theme_brighter_and_farther_out(self) -> None:
        stars = constellation([5, 5, 2, 1]).stars
        distances = [abs(complex(star.x, star.y)) for star in stars]
        assert distances[0] > distances[2] > distances[3]
        assert stars[0].radius > stars[2].radius > stars[3].radius

    def test_draws_its_line_through_the_lit_stars_only(self) -> None:
        sky = constellation([4, 0, -3, 2])
        assert [star.is_lit for star in sky.stars] == [True, False, False, True]
        assert len(sky.points.split()) == 2

    def test_lights_nothing_for_a_player_who_skipped_all(self) -> None:
        assert constellation([0, 0, 0]).points == ""

    @given(st.lists(st.floats(-100, 100), min_size=2, max_size=20))
    def test_keeps_stars_and_labels_in_the_picture(self, values: list[float]) -> None:
        for star in constellation(values).stars:
            assert abs(star.x) + star.radius <= 100
            assert abs(star.label_y) <= 118

    @given(st.integers(2, 16), st.integers(3, 12))
    def test_lets_no_two_labels_meet(self, theme_count: int, letters: int) -> None:
        stars = constellation([1.0] * theme_count).stars

        for one, other in combinations(stars, 2):
            assert not overlap(box(one, letters), box(other, letters)), (one, other)

    @given(st.lists(st.integers(1, 9), min_size=3, max_size=13))
    def test_goes_round_clockwise(self, values: list[int]) -> None:
        stars = constellation(values).stars
        for one, other in pairwise(stars):
            assert one.x * other.y - one.y * other.x > -1e-6

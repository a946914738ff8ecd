import pytest

from quizapp.mood.learning.grammar import moved_points, option_vectors, profiles_near


class TestOptionVectors:
    def test_spend_four_points_on_one_or_two_themes(self) -> None:
        vectors = option_vectors(3)
        assert len(vectors) == len(set(vectors)) == 3 + 3 * 3
        assert {sum(vector) for vector in vectors} == {4}
        assert {sum(weight > 0 for weight in vector) for vector in vectors} == {1, 2}


class TestProfilesNear:
    def test_are_profiles_that_the_form_takes(self) -> None:
        near = profiles_near((5, 2, 0), steps=1)
        assert near == ((5, 1, 0), (5, 2, 0), (5, 2, 1), (5, 3, 0))


class TestMovedPoints:
    @pytest.mark.parametrize(
        ("one", "other", "moved"),
        [((3, 1, 0), (3, 1, 0), 0), ((3, 1, 0), (2, 1, 1), 1), ((5, 2, 0), (5, 3, 0), 1)],
    )
    def test_counts_points_that_lie_elsewhere(
        self, one: tuple[int, ...], other: tuple[int, ...], moved: int
    ) -> None:
        assert moved_points(one, other) == moved

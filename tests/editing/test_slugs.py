"""Slugs made from words, each given out once."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.editing.documents.parts import FreeSlugs

SLUGS = st.sampled_from(["a", "a-2", "a-3", "b", "a-5"])


class TestFreeSlugs:
    def test_are_numbered_where_the_word_is_taken(self) -> None:
        free = FreeSlugs(["rose", "rose-3"])

        assert [free.take("rose") for _ in range(3)] == ["rose-2", "rose-4", "rose-5"]
        assert free.take("snow") == "snow"

    @given(st.sets(SLUGS), st.lists(SLUGS, max_size=20))
    def test_are_never_given_out_twice(self, taken: set[str], asked: list[str]) -> None:
        free = FreeSlugs(taken)

        given_out = [free.take(base) for base in asked]

        assert len(taken | set(given_out)) == len(taken) + len(asked)

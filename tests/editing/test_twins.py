"""Pure rules of the question grid: near twins, numbers of an item, its address."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.analytics.figures import mood_figure, trivia_figure
from quizapp.editing.grid.figures import numbers_of
from quizapp.editing.grid.filters import Filter, Missing, Showing, Sort
from quizapp.editing.grid.twins import LEAST_SCORE, Asked, near_twins, score_of
from quizapp.quizzes.content import ItemContent, OptionContent
from quizapp.texts import Localized

ANSWERS = ("Kei", "Hyolyn", "Ben", "Gaho")


def asked(number: int, stem: str, answers: tuple[str, ...] = ANSWERS, ko: str = "") -> Asked:
    return Asked(
        number, {"en": stem, "ko": ko}, [{"en": answer, "ko": answer} for answer in answers]
    )


@pytest.mark.parametrize(
    "other",
    [
        "WHO SINGS 'NOT OVER'?",
        "Who  sings “Not Over” ?",
        "“Not Over”: who sings?",
        "Whosings Not Over",
    ],
)
def test_case_signs_spaces_and_order_make_the_same_question(other: str) -> None:
    one = asked(1, 'Who sings "Not Over"?')

    assert score_of(one, asked(2, other, ANSWERS[::-1]), "en") == 1


def test_spaces_do_not_count_in_korean() -> None:
    one, other = (
        asked(1, "", ko="황후의 품격은 누가 썼나요?"),
        asked(2, "", ko="황후의품격은 누가썼나요"),
    )

    assert [(pair.one, pair.other) for pair in near_twins([one, other], ["en", "ko"])] == [(1, 2)]


def test_one_question_above_many_lists_is_no_twin() -> None:
    one, other = asked(1, "Which is true?"), asked(2, "Which is true?", ("1", "2", "3", "4"))

    assert near_twins([one, other], ["en"]) == []


def test_other_questions_are_no_twins() -> None:
    one, other = asked(1, "Who sings “Not Over”?"), asked(2, "Who wrote the score of the drama?")

    assert near_twins([one, other], ["en"]) == []


WORDS = st.sampled_from(["who", "sings", "not", "over", "this", "song", "the", "palace"])
STEMS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), max_size=12)


@given(STEMS)
def test_the_shortcut_finds_all_that_comparing_everything_finds(stems: list[str]) -> None:
    questions = [asked(number, stem) for number, stem in enumerate(stems, start=1)]
    scores = {
        (one.id, other.id): score_of(one, other, "en") for one, other in combinations(questions, 2)
    }

    found = near_twins(questions, ["en"])

    # what is alike by one of the two orders only may fall below the bound of both together
    assert {(pair.one, pair.other) for pair in found} <= set(scores)
    assert all(pair.score == scores[pair.one, pair.other] >= LEAST_SCORE for pair in found)
    same = {pair for pair in scores if len({stems[number - 1] for number in pair}) == 1}
    assert same <= {(pair.one, pair.other) for pair in found}


COUNTS = st.lists(st.integers(0, 300), min_size=4, max_size=4)


@given(COUNTS, st.integers(0, 3), st.integers(1, 5))
def test_needs_a_hand_where_the_figures_mark_it(counts: list[int], key: int, stars: int) -> None:
    keys = [place == key for place in range(4)]
    options = tuple(
        OptionContent(place, Localized("a", "가"), {}, is_key) for place, is_key in enumerate(keys)
    )
    item = ItemContent(id=1, slug="q", stars=stars, stem=Localized("q", "질문"), options=options)
    by_id = dict(enumerate(counts))

    trivia, mood = numbers_of(counts, keys, stars), numbers_of(counts, [False] * 4, stars)
    assert trivia.needs_hand == trivia_figure(item, by_id).needs_review
    assert mood.needs_hand == mood_figure(item, by_id).needs_review
    assert (trivia.right, mood.right, trivia.asked) == (counts[key], None, sum(counts))


@given(
    st.builds(
        Filter,
        q=st.text("aé 왕&=%+?", max_size=8),
        state=st.sampled_from(list(Showing)),
        missing=st.sampled_from(list(Missing)),
        sort=st.sampled_from(list(Sort)),
        stars=st.integers(0, 5),
        needs_hand=st.booleans(),
        page=st.integers(1, 40),
    )
)
def test_an_address_says_all_of_a_filter_and_no_more(wanted: Filter) -> None:
    query = wanted.query()

    assert all(query.values())
    assert ("page" in query, "q" in query) == (wanted.page > 1, wanted.q != "")
    assert Filter().query() == {}

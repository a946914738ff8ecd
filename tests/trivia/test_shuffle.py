from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.shuffle import chosen_option_id, shown_options

option_ids = st.lists(st.integers(1, 2**31), min_size=2, max_size=6, unique=True)


class TestShownOptions:
    @given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1), option_ids)
    def test_shows_each_option_once_under_a_token_of_its_own(
        self, seed: str, item_id: int, ids: list[int]
    ) -> None:
        shown = shown_options(seed, item_id, ids)

        assert sorted(option.option_id for option in shown) == sorted(ids)
        assert len({option.token for option in shown}) == len(ids)
        assert {len(option.token) for option in shown} == {16}

    @given(option_ids)
    def test_does_not_depend_on_the_stored_order(self, ids: list[int]) -> None:
        assert shown_options("seed", 1, ids) == shown_options("seed", 1, reversed(ids))

    def test_stays_the_same_for_as_long_as_a_round_is_kept(self) -> None:
        shown = shown_options("a stored seed", 7, [1, 2, 3, 4])

        assert [option.option_id for option in shown] == [1, 2, 4, 3]
        assert shown[0].token == "79468248105e7421"

    def test_gives_every_option_every_place_equally_often(self) -> None:
        places = Counter(
            [option.option_id for option in shown_options(f"seed {number}", 1, [1, 2, 3, 4])].index(
                1
            )
            for number in range(4000)
        )

        assert all(900 < places[place] < 1100 for place in range(4))

    def test_names_the_same_option_differently_in_another_round_or_item(self) -> None:
        tokens = {
            shown_options(seed, item_id, [1])[0].token
            for seed in ("one", "other")
            for item_id in (1, 2)
        }

        assert len(tokens) == 4


class TestChosenOptionId:
    @given(option_ids)
    def test_finds_the_option_behind_its_token(self, ids: list[int]) -> None:
        shown = shown_options("seed", 1, ids)

        assert [chosen_option_id(option.token, shown) for option in shown] == [
            option.option_id for option in shown
        ]

    def test_knows_no_row_id_and_no_token_of_another_round(self) -> None:
        shown = shown_options("seed", 1, [1, 2, 3, 4])
        foreign = shown_options("other seed", 1, [1, 2, 3, 4])

        assert chosen_option_id("1", shown) is None
        assert chosen_option_id("", shown) is None
        assert chosen_option_id(foreign[0].token, shown) is None

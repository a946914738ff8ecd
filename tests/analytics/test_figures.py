"""What counts say, and when they say nothing."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.analytics import figures
from quizapp.analytics.figures import Mark
from quizapp.quizzes.content import ItemContent, OptionContent
from quizapp.texts import Localized
from quizapp.trivia.difficulty import Verdict

TEXT = Localized("text", "글")


def item(keys: tuple[bool, ...]) -> ItemContent:
    options = tuple(OptionContent(n, TEXT, is_key=is_key) for n, is_key in enumerate(keys))
    return ItemContent(id=1, slug="item", stem=TEXT, options=options)


class TestShareOf:
    def test_is_unknown_below_fifty(self) -> None:
        assert figures.share_of(49, 49) is None

    def test_has_the_interval_of_wilson(self) -> None:
        share = figures.share_of(50, 100)

        assert share is not None
        assert (round(share.low, 4), round(share.high, 4)) == (0.4038, 0.5962)

    @given(total=st.integers(50, 10**6), part=st.floats(0, 1))
    def test_lies_within_its_interval(self, total: int, part: float) -> None:
        share = figures.share_of(int(part * total), total)

        assert share is not None
        assert 0 <= share.low <= share.share + 1e-12
        assert share.share - 1e-12 <= share.high <= 1


class TestFunnel:
    def test_has_every_step_in_order(self) -> None:
        steps = figures.funnel({"start": 200, "item-1": 180, "finish": 50}, item_count=2)

        assert [(step.name, step.count, step.share) for step in steps] == [
            ("start", 200, 1.0),
            ("item-1", 180, 0.9),
            ("item-2", 0, 0.0),
            ("finish", 50, 0.25),
        ]

    def test_has_no_shares_for_a_few(self) -> None:
        assert figures.funnel({"start": 49}, item_count=0)[0].share is None

    def test_has_no_share_above_the_whole(self) -> None:
        assert figures.funnel({"start": 60, "finish": 90}, item_count=0)[-1].share == 1


class TestOutcomeShares:
    def test_begin_with_the_most_frequent(self) -> None:
        shares = figures.outcome_shares({"b": 60, "a": 40, "gone": 900}, ["a", "b", "c"])

        assert list(shares) == ["b", "a", "c"]
        assert shares["b"]
        assert shares["b"].share == 0.6


class TestMoodFigure:
    def test_marks_what_should_be_reworded(self) -> None:
        figure = figures.mood_figure(item((False,) * 4), {0: 60, 1: 30, 2: 8, 3: 2})

        assert [option.mark for option in figure.options] == [
            Mark.COMMON,
            Mark.NONE,
            Mark.NONE,
            Mark.RARE,
        ]

    def test_marks_nothing_for_a_few(self) -> None:
        figure = figures.mood_figure(item((False,) * 2), {0: 49})

        assert [option.mark for option in figure.options] == [Mark.NONE, Mark.NONE]


class TestTriviaFigure:
    def test_says_what_to_do(self) -> None:
        figure = figures.trivia_figure(
            item((False, True, False, False)), {0: 60, 1: 30, 2: 5, 3: 5}
        )

        assert figure.verdict == Verdict.REWORD
        assert figure.difficulty
        assert figure.difficulty.low < figure.difficulty.p < figure.difficulty.high

    def test_names_dead_distractors(self) -> None:
        figure = figures.trivia_figure(item((True, False, False, False)), {0: 60, 1: 37, 2: 3})

        assert [option.mark for option in figure.options][2:] == [Mark.DEAD, Mark.DEAD]

    def test_waits_for_fifty(self) -> None:
        assert figures.trivia_figure(item((True, False)), {}).verdict == Verdict.WAIT

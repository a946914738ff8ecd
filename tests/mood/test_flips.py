from hypothesis import given
from hypothesis import strategies as st

from quizapp.mood.confidence import Calibration, is_duet
from quizapp.mood.flips import Flip, endings, nearest_flip, play_of
from quizapp.mood.scoring import Answers, ScoreTable, compile_table, next_decider, score
from tests.mood.builders import sample_table

THEMES = ("love", "power", "revenge", "sorrow", "mischief")
CALIBRATION = Calibration(g0=0.6, g1=0.3, pair_quantiles=(0,) * 101)
Sheet = tuple[Answers, tuple[int, ...]]


def profiles(highest: int) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(THEMES), st.integers(1, highest), min_size=1)


@st.composite
def tables(draw: st.DrawFn) -> ScoreTable:
    items = st.lists(profiles(4), min_size=2, max_size=4)
    tracks = draw(st.lists(profiles(5), min_size=2, max_size=15))
    return compile_table(
        draw(st.lists(items, min_size=4, max_size=6)),
        {f"track-{number}": profile for number, profile in enumerate(tracks)},
        themes=THEMES,
        core_count=3,
        decider_count=draw(st.integers(0, 2)),
        decider_lead=draw(st.sampled_from([0, 50, 400])),
    )


@st.composite
def finished_sheets(draw: st.DrawFn, table: ScoreTable) -> Sheet:
    """A sheet as a player would leave it: answered core items, then what deciders were due."""
    answers: list[int | None] = [None] * len(table.points)
    for item in range(table.core_count):
        answers[item] = draw(st.none() | st.integers(0, len(table.points[item]) - 1))
    asked: tuple[int, ...] = ()
    while (due := next_decider(table, tuple(answers), asked)) is not None:
        answers[due] = draw(st.none() | st.integers(0, len(table.points[due]) - 1))
        asked = (*asked, due)
    return tuple(answers), asked


def replayed(table: ScoreTable, sheet: Sheet, flip: Flip) -> list[Answers]:
    """All sheets a player may end at who changes one answer, by the quiz's own next question."""
    answers, asked = sheet
    earlier = asked[: asked.index(flip.item)] if flip.item in asked else ()
    kept = [
        answer if item < table.core_count or item in earlier else None
        for item, answer in enumerate(answers)
    ]
    kept[flip.item] = flip.option
    shown = (*earlier, flip.item) if flip.item in asked else ()
    return list(_played(table, tuple(kept), shown))


def _played(table: ScoreTable, answers: Answers, asked: tuple[int, ...]) -> list[Answers]:
    due = next_decider(table, answers, asked)
    if due is None:
        return [answers]
    choices = [None, *range(len(table.points[due]))]
    return [
        end
        for choice in choices
        for end in _played(table, (*answers[:due], choice, *answers[due + 1 :]), (*asked, due))
    ]


class TestNearestFlip:
    @given(st.data())
    def test_holds_however_the_deciders_are_answered(self, data: st.DataObject) -> None:
        table = data.draw(tables())
        sheet = data.draw(finished_sheets(table))

        flip = nearest_flip(table, CALIBRATION, *sheet)

        if flip is None:
            return
        before = score(table, sheet[0])
        assert flip.track != before.winner
        if is_duet(before.totals, CALIBRATION):
            assert flip.track not in before.ranking[:2]
        for answers in replayed(table, sheet, flip):
            after = score(table, answers)
            assert after.winner == flip.track
            assert not is_duet(after.totals, CALIBRATION)

    @given(st.data())
    def test_is_not_missed_where_a_change_holds(self, data: st.DataObject) -> None:
        table = data.draw(tables())
        sheet = data.draw(finished_sheets(table))
        before = score(table, sheet[0])
        if before.winner is None or nearest_flip(table, CALIBRATION, *sheet) is not None:
            return
        gone = set(before.ranking[: 2 if is_duet(before.totals, CALIBRATION) else 1])

        for item, old in enumerate(sheet[0]):
            for option in range(len(table.points[item])):
                if old is None or option == old:
                    continue
                ends = [score(table, a) for a in replayed(table, sheet, Flip(item, option, 0))]
                certain = {end.winner for end in ends}
                shared = any(is_duet(end.totals, CALIBRATION) for end in ends)
                assert len(certain) > 1 or certain <= gone or shared

    def test_needs_an_answer(self) -> None:
        table = sample_table()

        assert nearest_flip(table, CALIBRATION, (None,) * len(table.points), ()) is None


class TestEndings:
    def test_are_one_for_each_way_through_the_deciders(self) -> None:
        table = sample_table()
        core = (0,) * table.core_count + (None,) * (len(table.points) - table.core_count)

        found = [play.answers for play in endings(table, play_of(table, core))]

        assert sorted(found, key=str) == sorted(_played(table, core, ()), key=str)

"""What a result page says agrees with itself, whatever the content and the answers are."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.mood import outcome
from quizapp.mood.confidence import Calibration
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.scoring import compile_table, next_decider, score
from quizapp.mood.sheet import Sheet
from quizapp.mood.view_models import result_page
from quizapp.quizzes.content import (
    ItemContent,
    OptionContent,
    QuizContent,
    ThemeContent,
    TrackContent,
)
from quizapp.quizzes.queries import PublishedEdition
from quizapp.texts import Localized
from tests.mood.builders import SMALL_THEMES, options, profiles

CALIBRATION = Calibration(g0=0.6, g1=0.3, pair_quantiles=(0,) * 101)


def named(text: str) -> Localized:
    return Localized(en=text, ko=text)


@st.composite
def editions(draw: st.DrawFn) -> PlayableEdition:
    """Quizzes of 2 to 15 tracks, with points as editors give them."""
    items = draw(st.lists(st.lists(options(), min_size=2, max_size=4), min_size=4, max_size=7))
    tracks = draw(st.lists(profiles(), min_size=2, max_size=15))
    content = QuizContent(
        slug="quiz",
        kind="mood",
        album_slug="album",
        album_title=named("Album"),
        drama=named("Drama"),
        title=named("Quiz"),
        intro=named(""),
        core_count=4,
        decider_count=2,
        decider_lead=draw(st.sampled_from([0, 50, 200])),
        themes=tuple(ThemeContent(slug, "*", named(slug), named(slug)) for slug in SMALL_THEMES),
        tracks=tuple(_track(number, profile) for number, profile in enumerate(tracks)),
        items=tuple(_item(number, choices) for number, choices in enumerate(items)),
    )
    table = compile_table(
        items,
        {track.slug: track.profile for track in content.tracks},
        themes=SMALL_THEMES,
        core_count=content.core_count,
        decider_count=content.decider_count,
        decider_lead=content.decider_lead,
    )
    return PlayableEdition(PublishedEdition(1, 1, 1, content), table, CALIBRATION)


def _track(number: int, profile: dict[str, int]) -> TrackContent:
    name = f"track-{number}"
    return TrackContent(
        slug=name,
        kind="release",
        title=named(name),
        original_title="",
        original_language="",
        tagline=named(""),
        story=named(""),
        artists=(),
        profile=profile,
    )


def _item(number: int, choices: list[dict[str, int]]) -> ItemContent:
    made = (
        OptionContent(10 * number + place, named(str(place)), weights)
        for place, weights in enumerate(choices)
    )
    return ItemContent(
        id=number, slug=f"item-{number}", stem=named(str(number)), options=tuple(made)
    )


@st.composite
def finished_sheets(draw: st.DrawFn, quiz: PlayableEdition) -> Sheet:
    """At least one core answer; all others may be skipped."""
    table = quiz.table
    answers: list[int | None] = [None] * len(table.points)
    only = draw(st.integers(0, table.core_count - 1))
    for item in range(table.core_count):
        chosen = st.integers(0, len(table.points[item]) - 1)
        answers[item] = draw(chosen if item == only else st.none() | chosen)
    asked: tuple[int, ...] = ()
    while (due := next_decider(table, tuple(answers), asked)) is not None:
        answers[due] = draw(st.none() | st.integers(0, len(table.points[due]) - 1))
        asked = (*asked, due)
    return Sheet(tuple(answers), asked)


class TestResultPage:
    @given(st.data())
    def test_agrees_with_itself(self, data: st.DataObject) -> None:
        quiz = data.draw(editions())
        sheet = data.draw(finished_sheets(quiz))
        facts = outcome.facts_of(quiz, sheet)
        page = result_page("slug", quiz.content, facts, {}, "en")
        ranking = [place.track.slug for place in page.ranking]
        mine = [track.slug for track in page.tracks]

        assert mine == ranking[: len(mine)]
        assert len(mine) == (2 if page.is_duet else 1)
        assert (page.rival.slug if page.rival else None) == next(iter(ranking[len(mine) :]), None)
        shown = {row.slug: row.value for row in page.leanings}
        assert all(shown[theme.slug] > 0 for theme in page.reached)
        assert all(shown[theme.slug] <= 0 for theme in page.avoided)
        assert page.top == page.ranking[:3]
        fits = [place.fit for place in page.ranking]
        assert fits == sorted(fits, reverse=True)
        assert max(fits) <= 99
        if page.flip:
            assert page.flip.track.slug not in mine
        best = sorted(score(quiz.table, sheet.answers).totals)[-2:]
        assert page.is_even == (best[0] == best[-1])

    @given(st.data())
    def test_says_kept_reaching_from_three_answers_on_for_every_theme(
        self, data: st.DataObject
    ) -> None:
        quiz = data.draw(editions())
        sheet = data.draw(finished_sheets(quiz))
        facts = outcome.facts_of(quiz, sheet)

        given_options = [
            quiz.content.items[item].options[option].weights
            for item, option in enumerate(sheet.answers)
            if option is not None
        ]
        for theme in facts.reached:
            assert sum(theme in weights for weights in given_options) >= facts.answer_count

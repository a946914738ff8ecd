"""Random mood quizzes as editors might write them, and sheets as players leave them."""

from hypothesis import strategies as st

from quizapp.mood.confidence import Calibration
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.scoring import compile_table, next_decider
from quizapp.mood.sheet import Sheet
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
    """Quizzes of 2 to 15 tracks, some of them two of a kind, with points as editors give them."""
    items = draw(st.lists(st.lists(options(), min_size=2, max_size=4), min_size=4, max_size=7))
    tracks = draw(st.lists(profiles(), min_size=2, max_size=15))
    if draw(st.booleans()):  # such a pair is always tied
        tracks[-1] = tracks[0]
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

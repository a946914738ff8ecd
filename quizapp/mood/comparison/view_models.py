"""View models of a comparison: what its page shows, frozen, in one language."""

from dataclasses import dataclass

from quizapp.catalog.listening import ListenLink, listen_links
from quizapp.mood.view_models import ThemeView, TrackView, theme_view, track_view
from quizapp.quizzes.content import QuizContent

from .service import ComparisonFacts


@dataclass(frozen=True)
class Side:
    """One of the two: the result's slug, the track it got, and its fit with the track for both."""

    slug: str
    track: TrackView
    fit: int


@dataclass(frozen=True)
class PartingView:
    """A theme that only one of the two leans to."""

    theme: ThemeView
    is_first: bool


@dataclass(frozen=True)
class ComparisonPage:
    """Two results side by side; the first is the one that was there before."""

    slug: str
    percentile: int | None
    first: Side
    second: Side
    track: TrackView
    shared: list[ThemeView]
    partings: list[PartingView]
    listen: list[ListenLink]


def comparison_page(
    slug: str,
    results: tuple[str, str],
    contents: tuple[QuizContent, QuizContent],
    facts: ComparisonFacts,
    language: str,
) -> ComparisonPage:
    sides = [
        Side(result, track_view(content.track(track), language), fit)
        for result, content, track, fit in zip(
            results, contents, facts.tracks, facts.fits, strict=True
        )
    ]
    content = contents[1]
    both = content.track(facts.track_for_both)
    return ComparisonPage(
        slug=slug,
        percentile=facts.percentile,
        first=sides[0],
        second=sides[1],
        track=track_view(both, language),
        shared=[theme_view(content.theme(theme), language) for theme in facts.shared],
        partings=[
            PartingView(theme_view(content.theme(parting.theme), language), parting.is_first)
            for parting in facts.partings
        ],
        listen=listen_links(
            both.original_title or both.title.ko, [artist.name.ko for artist in both.artists]
        ),
    )

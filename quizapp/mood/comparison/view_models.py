"""View models of a comparison: what its page shows, frozen, in one language."""

from dataclasses import dataclass

from quizapp.catalog.listening import ListenLink, listen_links
from quizapp.mood.outcome import Facts
from quizapp.mood.scoring import Answers
from quizapp.mood.view_models import (
    DiaryNote,
    ThemeView,
    TrackView,
    diary_note,
    theme_view,
    track_view,
    winning_tracks,
)
from quizapp.quizzes.content import QuizContent
from quizapp.texts import LocalText

from .agreement import Agreement
from .service import ComparisonFacts


@dataclass(frozen=True)
class Side:
    """One of the two: the result's slug, the track or the duet it got, its fit with the track for
    both, and what its owner's diary notes of it."""

    slug: str
    tracks: list[TrackView]
    fit: int
    note: DiaryNote

    @property
    def track(self) -> TrackView:
        """The first track of the result."""
        return self.tracks[0]


@dataclass(frozen=True)
class PartingView:
    """A theme that only one of the two leans to."""

    theme: ThemeView
    is_first: bool


@dataclass(frozen=True)
class ComparisonLink:
    """A comparison in the list of a result: its slug, and the track or the duet of the other."""

    slug: str
    tracks: list[TrackView]


@dataclass(frozen=True)
class Clash:
    """A question that the two answered differently."""

    stem: LocalText
    first: LocalText
    second: LocalText


@dataclass(frozen=True)
class AgreementView:
    agreed_count: int
    item_count: int
    clashes: list[Clash]


@dataclass(frozen=True)
class ComparisonPage:
    """Two results side by side; the first is the one that was there before."""

    slug: str
    quiz_slug: str
    percentile: int | None
    first: Side
    second: Side
    track: TrackView
    shared: list[ThemeView]
    partings: list[PartingView]
    agreement: AgreementView | None
    listen: list[ListenLink]


def agreement_view(
    agreed: Agreement, content: QuizContent, sheets: tuple[Answers, Answers], language: str
) -> AgreementView:
    """How far two sheets of one edition agree, with the questions that they clash over."""

    def answer(sheet: Answers, item: int) -> LocalText:
        option = sheet[item]
        assert option is not None, "a clash is between two answers"
        return content.items[item].options[option].text.in_language(language)

    return AgreementView(
        agreed.agreed_count,
        agreed.item_count,
        [
            Clash(
                content.items[item].stem.in_language(language),
                answer(sheets[0], item),
                answer(sheets[1], item),
            )
            for item in agreed.clashes
        ],
    )


def side(slug: str, content: QuizContent, facts: Facts, fit: int, language: str) -> Side:
    return Side(slug, winning_tracks(content, facts, language), fit, diary_note(content, facts))


def comparison_page(
    slug: str,
    sides: tuple[Side, Side],
    content: QuizContent,
    facts: ComparisonFacts,
    agreement: AgreementView | None,
    language: str,
) -> ComparisonPage:
    """What the page shows; ``content`` is the edition that the second of the two answered."""
    both = content.track(facts.track_for_both)
    return ComparisonPage(
        slug=slug,
        quiz_slug=content.slug,
        percentile=facts.percentile,
        first=sides[0],
        second=sides[1],
        track=track_view(both, language),
        shared=[theme_view(content.theme(theme), language) for theme in facts.shared],
        partings=[
            PartingView(theme_view(content.theme(parting.theme), language), parting.is_first)
            for parting in facts.partings
        ],
        agreement=agreement,
        listen=listen_links(
            both.original_title or both.title.ko, [artist.name.ko for artist in both.artists]
        ),
    )

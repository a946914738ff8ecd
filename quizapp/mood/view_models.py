"""View models of the mood quiz: what its pages show, frozen, in one language."""

from dataclasses import dataclass

from quizapp.catalog.listening import ListenLink, listen_links
from quizapp.catalog.view_models import ArtistLink, SceneView, ThemeRow, source_label
from quizapp.quizzes.content import (
    ItemContent,
    QuizContent,
    SceneContent,
    ThemeContent,
    TrackContent,
)
from quizapp.texts import LANGUAGES, Localized, LocalText

from .confidence import Band
from .outcome import Answered, Facts, Verdict
from .scoring import POINT

TOP_COUNT = 3
SHARE_FROM = 50
"""Results of a quiz before it is said how many players got a track."""


@dataclass(frozen=True)
class OptionView:
    id: int
    text: LocalText


@dataclass(frozen=True)
class ItemView:
    id: int
    stem: LocalText
    options: tuple[OptionView, ...]


@dataclass(frozen=True)
class TrackView:
    """``hangul`` is the Korean title where ``title`` is another, ``note`` what that one means."""

    slug: str
    title: LocalText
    hangul: str
    note: LocalText
    artists: tuple[ArtistLink, ...]
    profile: dict[str, int]
    tagline: LocalText


@dataclass(frozen=True)
class ThemeView:
    slug: str
    label: LocalText
    phrase: LocalText


@dataclass(frozen=True)
class Place:
    """A track's place in the ranking, with its fit from 0 to 99."""

    track: TrackView
    fit: int


@dataclass(frozen=True)
class Tipping:
    """The answer that decided the result."""

    stem: LocalText
    option: LocalText


@dataclass(frozen=True)
class FlipView:
    stem: LocalText
    instead: LocalText
    track: TrackView


@dataclass(frozen=True)
class DiaryNote:
    """What the browser of a result's owner notes of it: by language the titles of its tracks, and
    the sign of the theme that it leans to most, if it leans anywhere."""

    titles: dict[str, list[str]]
    sign: str


@dataclass(frozen=True)
class ResultPage:
    """A result, the same for its maker and for every friend who opens the link.

    ``tracks`` are one, or the two of a duet; ``rival`` is the best track besides them. The named
    themes, ``reached`` and ``avoided``, stand among the ``leanings``. ``is_lost_without_them``
    says that another track would have won without the named themes, and
    ``is_rival_without_them`` that this is the rival.
    """

    slug: str
    quiz_slug: str
    band: Band
    is_duet: bool
    is_even: bool
    tracks: list[TrackView]
    rival: TrackView | None
    reached: list[ThemeView]
    avoided: list[ThemeView]
    answer_count: int
    is_lost_without_them: bool
    is_rival_without_them: bool
    tipping: Tipping | None
    flip: FlipView | None
    top: list[Place]
    ranking: list[Place]
    leanings: list[ThemeRow]
    carried: list[ThemeRow]
    shares: list[tuple[TrackView, int]]
    scene: SceneView | None
    listen: list[ListenLink]
    note: DiaryNote

    @property
    def chart(self) -> list[ThemeRow]:
        """The themes leaned to, the strongest first; one that is named, even if it comes to 0."""
        named = {theme.slug for theme in self.reached}
        rows = [row for row in self.leanings if row.value > 0 or row.slug in named]
        return sorted(rows, key=lambda row: -row.value)

    @property
    def track(self) -> TrackView:
        """The first track of the result."""
        return self.tracks[0]


def item_view(item: ItemContent, language: str) -> ItemView:
    options = tuple(OptionView(o.id, o.text.in_language(language)) for o in item.options)
    return ItemView(item.id, item.stem.in_language(language), options)


def track_view(track: TrackContent, language: str) -> TrackView:
    return TrackView(
        slug=track.slug,
        title=track.title.in_language(language),
        hangul=_hangul(track.title, language),
        note=track.title_note.in_language(language),
        artists=tuple(ArtistLink(a.slug, a.name.in_language(language)) for a in track.artists),
        profile=track.profile,
        tagline=track.tagline.in_language(language),
    )


def _hangul(title: Localized, language: str) -> str:
    return title.ko if language != "ko" and title.ko != title.en else ""


def theme_view(theme: ThemeContent, language: str) -> ThemeView:
    return ThemeView(
        theme.slug, theme.label.in_language(language), theme.phrase.in_language(language)
    )


def theme_row(theme: ThemeContent, value: int, language: str) -> ThemeRow:
    return ThemeRow(theme.slug, theme.label.in_language(language), value, theme.glyph)


def result_page(
    slug: str, content: QuizContent, facts: Facts, outcome_counts: dict[str, int], language: str
) -> ResultPage:
    def track(name: str) -> TrackView:
        return track_view(content.track(name), language)

    winner = content.track(facts.winner.track)
    places = [Place(track(s.track), s.fit) for s in facts.ranking]
    first, second = facts.ranking[0], facts.ranking[1] if len(facts.ranking) > 1 else None
    return ResultPage(
        slug=slug,
        quiz_slug=content.slug,
        band=facts.band,
        is_duet=facts.is_duet,
        is_even=second is not None and first.total == second.total,
        tracks=winning_tracks(content, facts, language),
        rival=track(facts.rival) if facts.rival else None,
        reached=_themes(content, facts.reached, language),
        avoided=_themes(content, facts.avoided, language),
        answer_count=facts.answer_count,
        is_lost_without_them=facts.without_them is not None,
        is_rival_without_them=facts.rival is not None and facts.without_them == facts.rival,
        tipping=_quoted(content, facts.tipped_by, language) if facts.tipped_by else None,
        flip=_flip(content, facts, language),
        top=places[:TOP_COUNT],
        ranking=places,
        leanings=_leanings(content, facts, language),
        carried=_carried(content, places[0].track, language),
        shares=_shares(content, facts, outcome_counts, language),
        scene=_scene(winner.scene, language),
        listen=listen_links(
            winner.original_title or winner.title.ko, [artist.name.ko for artist in winner.artists]
        ),
        note=diary_note(content, facts),
    )


def winning_tracks(content: QuizContent, verdict: Verdict, language: str) -> list[TrackView]:
    """The track of a result, or both of a duet."""
    return [track_view(track, language) for track in _winners(content, verdict)]


def diary_note(content: QuizContent, facts: Facts) -> DiaryNote:
    winners = _winners(content, facts)
    titles = {
        language: [track.title.in_language(language).text for track in winners]
        for language in LANGUAGES
    }
    strongest = max(facts.leanings, key=lambda theme: _points(facts.leanings[theme]))
    is_leaning = facts.leanings[strongest] > 0
    return DiaryNote(titles, content.theme(strongest).glyph if is_leaning else "")


def _winners(content: QuizContent, verdict: Verdict) -> list[TrackContent]:
    return [content.track(s.track) for s in verdict.ranking[: 2 if verdict.is_duet else 1]]


def _scene(scene: SceneContent | None, language: str) -> SceneView | None:
    if scene is None:
        return None
    label = source_label(scene.source.label, scene.source.label_ko, language)
    text = scene.text.in_language(language)
    return SceneView(text, scene.spoiler_episode, label, scene.source.url)


def _shares(
    content: QuizContent, facts: Facts, outcome_counts: dict[str, int], language: str
) -> list[tuple[TrackView, int]]:
    """For how many percent of players each track of the result came first, if that can be said."""
    percents = [
        (track_view(track, language), share_percent(outcome_counts, track.slug))
        for track in _winners(content, facts)
    ]
    return [(track, percent) for track, percent in percents if percent is not None]


def share_percent(outcome_counts: dict[str, int], track: str) -> int | None:
    """Share of players for whom the track came first; None while there are too few to say.

    0 is less than one half of a percent, and 100 is everybody.
    """
    everybody, count = sum(outcome_counts.values()), outcome_counts.get(track, 0)
    if everybody < SHARE_FROM:
        return None
    return 100 if count == everybody else min(99, round(100 * count / everybody))


def _themes(content: QuizContent, slugs: tuple[str, ...], language: str) -> list[ThemeView]:
    return [theme_view(content.theme(slug), language) for slug in slugs]


def _quoted(content: QuizContent, answered: Answered, language: str) -> Tipping:
    item = content.item(answered.item)
    option = item.option(answered.option)
    return Tipping(item.stem.in_language(language), option.text.in_language(language))


def _flip(content: QuizContent, facts: Facts, language: str) -> FlipView | None:
    if facts.flip is None or facts.flip_track is None:
        return None
    quoted = _quoted(content, facts.flip, language)
    return FlipView(
        quoted.stem, quoted.option, track_view(content.track(facts.flip_track), language)
    )


def _carried(content: QuizContent, track: TrackView, language: str) -> list[ThemeRow]:
    """The track's own themes, the strongest first."""
    strongest_first = sorted(track.profile.items(), key=lambda weight: -weight[1])
    return [theme_row(content.theme(slug), value, language) for slug, value in strongest_first]


def _leanings(content: QuizContent, facts: Facts, language: str) -> list[ThemeRow]:
    """Every theme in display order, in points: hundredths of a standard deviation."""
    return [
        theme_row(content.theme(slug), _points(lean), language)
        for slug, lean in facts.leanings.items()
    ]


def _points(lean: int) -> int:
    """Thousandths as points, away from zero: a theme that was named leans somewhere."""
    return -(-lean // POINT) if lean > 0 else lean // POINT

"""What the page of the balance report shows: its figures with titles, words and verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.analytics.figures import COMMON_SHARE, RARE_SHARE, Share, share_of
from quizapp.mood.scoring import Answers
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.texts import Localized, LocalText
from quizapp.web.i18n import current_language

from .balance import Examination

if TYPE_CHECKING:
    from quizapp.mood.balance.fans import Confusion, ItemFacts
    from quizapp.mood.balance.report import Balance, Distribution

EVEN_RANDOM, EVEN_FANS = 0.97, 0.98
FAIR_FROM, FAIR_TO = 0.6, 1.6
MOST_TIES, MOST_FLIPS, LEAST_FIDELITY = 0.005, 0.28, 0.95
"""What a good quiz shows (scoring, section 11)."""

RULES = {
    "luce": _l("weighs all themes together"),
    "cosine": _l("goes by the mixture of themes"),
    "ideal": _l("takes what is nearest"),
    "aspect": _l("lets a single theme decide"),
}


@dataclass(frozen=True)
class Headline:
    """One figure of the summary. ``is_fine`` is None where there is nothing to reach."""

    name: str
    value: str
    words: str
    is_fine: bool | None = None


@dataclass(frozen=True)
class TrackRow:
    """Shares 0-1, before and (what-if) after; ``sheet`` is one way to get the track, as
    (question, answer)."""

    title: LocalText
    random: float
    fans: float
    random_if: float | None
    fans_if: float | None
    lead: int
    sheet: list[tuple[LocalText, LocalText]]


@dataclass(frozen=True)
class Cell:
    """Percent of a track's fans; ``heat`` is 0 to 9 for its color."""

    percent: int
    heat: int


@dataclass(frozen=True)
class ConfusionRow:
    """Of 100 fans of ``track``, ``percent`` get ``other``; ``hint`` says what to write."""

    track: LocalText
    other: LocalText
    percent: float
    hint: str
    stem: LocalText


@dataclass(frozen=True)
class OptionRow:
    """Share among simulated fans, and among real players where there are enough of them."""

    text: LocalText
    share: float
    real: Share | None

    @property
    def needs_rewording(self) -> bool:
        is_common = self.real is not None and self.real.share > COMMON_SHARE
        return is_common or self.share < RARE_SHARE


@dataclass(frozen=True)
class ItemRow:
    id: int
    stem: LocalText
    bits: float
    place: int
    is_core: bool
    options: list[OptionRow]


@dataclass(frozen=True)
class FidelityRow:
    """Shares of the fans, choosing by one rule, who get their own track."""

    rule: str
    quiz: float
    bayes: float
    tally: float


def headlines(report: "Balance", content: QuizContent) -> list[Headline]:
    texture = report.texture
    return [
        _evenness(_("Evenness among fans"), report.among_fans, EVEN_FANS),
        _evenness(_("Evenness under random clicking"), report.random, EVEN_RANDOM),
        _closeness(report),
        Headline(
            _("One answer changes the result"),
            _percent(texture.flipped),
            _("at most %(goal)s for a quiz that one can trust", goal=_percent(MOST_FLIPS)),
            texture.flipped <= MOST_FLIPS,
        ),
        Headline(
            _("Dead heats"),
            _percent(texture.tied),
            _("results with two tracks on top; a draw by the answers themselves decides"),
            texture.tied <= MOST_TIES,
        ),
        Headline(
            _("Torn between two"),
            _percent(texture.torn),
            _("results that are told as “torn”"),
        ),
        Headline(
            _("Questions asked on average"),
            f"{texture.asked:.2f}",
            _("%(count)s for everybody, the rest are deciders", count=content.core_count),
        ),
    ]


def track_rows(
    examined: Examination, report: "Balance", changed: "Balance | None"
) -> list[TrackRow]:
    return [
        TrackRow(
            title=_local(track.title),
            random=report.random.shares[place],
            fans=report.among_fans.shares[place],
            random_if=changed.random.shares[place] if changed else None,
            fans_if=changed.among_fans.shares[place] if changed else None,
            lead=report.reach[place].lead,
            sheet=_sheet(examined.content, report.reach[place].answers),
        )
        for place, track in enumerate(examined.content.tracks)
    ]


def heat(report: "Balance") -> list[list[Cell]]:
    return [
        [Cell(round(100 * share), min(9, int(share * 10))) for share in shares]
        for shares in report.confusion
    ]


def confusion_rows(content: QuizContent, report: "Balance") -> list[ConfusionRow]:
    return [
        ConfusionRow(
            track=_local(content.track(found.track).title),
            other=_local(content.track(found.other).title),
            percent=round(100 * found.share, 1),
            hint=_hint(content, found),
            stem=_local(content.items[found.item].stem),
        )
        for found in report.confusions
    ]


def item_rows(content: QuizContent, report: "Balance", counts: Mapping[int, int]) -> list[ItemRow]:
    return [
        ItemRow(
            id=item.id,
            stem=_local(item.stem),
            bits=round(found.bits, 2),
            place=place,
            is_core=place <= content.core_count,
            options=_option_rows(item, found, counts),
        )
        for place, (item, found) in enumerate(
            zip(content.items, report.items, strict=True), start=1
        )
    ]


def fidelity_rows(report: "Balance") -> list[FidelityRow]:
    return [
        FidelityRow(str(RULES[found.rule]), found.quiz, found.bayes, found.tally)
        for found in report.fidelity
    ]


def _evenness(name: str, found: "Distribution", goal: float) -> Headline:
    words = _(
        "tracks come out from %(lowest)s to %(highest)s times their fair share",
        lowest=round(found.lowest, 2),
        highest=round(found.highest, 2),
    )
    is_fair = found.lowest >= FAIR_FROM and found.highest <= FAIR_TO
    return Headline(name, f"{found.entropy:.3f}", words, is_fair and found.entropy >= goal)


def _closeness(report: "Balance") -> Headline:
    """How many fans get their own track, beside the best possible."""
    own = _mean([found.quiz for found in report.fidelity])
    best = _mean([found.bayes for found in report.fidelity])
    return Headline(
        _("Fans who get their own track"),
        _percent(own),
        _(
            "%(best)s would be the best that anybody could read from their answers",
            best=_percent(best),
        ),
        own >= LEAST_FIDELITY * best,
    )


def _hint(content: QuizContent, found: "Confusion") -> str:
    theme = _local(content.theme(found.theme).label).text
    if not found.shared:
        return str(_("Write an answer that says “%(theme)s”.", theme=theme))
    shared = _local(content.theme(found.shared).label).text
    words = _(
        "Write an answer that says “%(theme)s” without “%(shared)s”.", theme=theme, shared=shared
    )
    return str(words)


def _sheet(content: QuizContent, answers: Answers | None) -> list[tuple[LocalText, LocalText]]:
    return [
        (_local(item.stem), _local(item.options[answer].text))
        for item, answer in zip(content.items, answers or (), strict=False)
        if answer is not None
    ]


def _option_rows(
    item: ItemContent, facts: "ItemFacts", counts: Mapping[int, int]
) -> list[OptionRow]:
    everybody = sum(counts.get(option.id, 0) for option in item.options)
    return [
        OptionRow(_local(option.text), share, share_of(counts.get(option.id, 0), everybody))
        for option, share in zip(item.options, facts.option_shares, strict=True)
    ]


def _local(text: Localized) -> LocalText:
    return text.in_language(current_language())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"

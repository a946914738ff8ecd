"""View models of trivia: what its pages show, frozen, in one language."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from quizapp.catalog.view_models import source_label
from quizapp.config import house_day
from quizapp.plays.models import ItemTally, LeaderboardEntry, TriviaResponse, TriviaRound
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.quizzes.models import KeyCorrection
from quizapp.quizzes.queries import edition_by_id
from quizapp.texts import Localized, LocalText

from .correction_view_models import Corrected, Reworded, corrected, key_of, reworded
from .percentile import Standing
from .queries import Question
from .scoring import Badge, Contrast, Mark, emoji_line

SHARES_FROM = 50
"""Responses to an item before it is said how many players chose what."""

ANCHOR_LENGTH = 12


@dataclass(frozen=True)
class OptionView:
    token: str
    text: LocalText


@dataclass(frozen=True)
class QuestionPage:
    """An item before its response: neither its key nor its explanation is in here."""

    play_key: str
    quiz_slug: str
    edition_id: int
    item_id: int
    kind: str
    day: date | None
    started_at: datetime
    position: int
    item_count: int
    category: str
    stem: LocalText
    options: list[OptionView]
    is_relaxed: bool
    hint_seconds: float
    seconds_left: float

    @property
    def seconds_text(self) -> str:
        return str(round(self.seconds_left, 1))

    @property
    def hidden_in_time(self) -> str:
        """The attribute of what is said while a right response earns more the sooner it comes."""
        return "" if self.seconds_left else " hidden"

    @property
    def hidden_late(self) -> str:
        """The attribute of what is said from then on."""
        return " hidden" if self.seconds_left else ""

    @property
    def round_data(self) -> str:
        """What scripts are told of the round, as JSON."""
        data = {
            "key": self.play_key,
            "kind": self.kind,
            "day": self.day.isoformat() if self.day else "",
            "position": self.position,
            "count": self.item_count,
            "at": self.started_at.isoformat(),
        }
        return json.dumps(data)


@dataclass(frozen=True)
class OptionShare:
    text: LocalText
    percent: int
    is_key: bool
    is_chosen: bool


@dataclass(frozen=True)
class SourceLink:
    label: LocalText
    url: str


@dataclass(frozen=True)
class Answered:
    """An item after its response. ``key`` is the right option as known today.

    :ivar reworded: the last correction that concerns no option which this round has.
    """

    position: int
    stem: LocalText
    category: str
    is_right: bool
    points: int
    chosen: LocalText
    key: LocalText
    explanation: LocalText
    sources: list[SourceLink]
    corrected: Corrected | None
    reworded: Reworded | None
    shares: list[OptionShare]


@dataclass(frozen=True)
class FeedbackPage:
    play_key: str
    quiz_slug: str
    item_count: int
    score: int
    answered: Answered
    next_position: int
    is_last: bool
    is_flagged: bool


@dataclass(frozen=True)
class ReviewPage:
    """The answered items of a round, and the slug of the quiz that it is of."""

    quiz_slug: str
    items: list[Answered]


@dataclass(frozen=True)
class StrengthView:
    """How well a player knows a subject.

    ``subject`` is a category; a theme has a label of its own.
    """

    subject: str
    label: LocalText | None
    right: int
    total: int


@dataclass(frozen=True)
class Side:
    """One player's run through the same items."""

    slug: str
    nickname: str
    score: int
    right_count: int
    item_count: int
    marks: tuple[bool, ...]
    line: str


@dataclass(frozen=True)
class QuizName:
    """The quiz that a round is of, as its edition calls it."""

    slug: str
    title: Localized


@dataclass(frozen=True)
class ResultPage:
    """How a finished round went.

    :ivar bar: why the round cannot go on the boards, None when it can.
    :ivar is_todays: whether its day is today.
    :ivar streak_until: when a streak of days ends that this round is the last of.
    """

    play_key: str
    slug: str
    quiz: QuizName
    kind: str
    day: date | None
    started_at: datetime
    is_relaxed: bool
    nickname: str
    side: Side
    standing: Standing | None
    bar: str | None
    is_todays: bool
    streak_until: datetime | None
    categories: list[StrengthView]
    themes: list[StrengthView]
    contrast: Contrast | None
    badges: list[Badge]
    origin: Side | None
    challengers: list[Side]


@dataclass(frozen=True)
class ChallengePage:
    """A finished round as its link shows it to everybody: how it went, but not what was asked."""

    quiz: QuizName
    side: Side
    origin: Side | None


@dataclass(frozen=True)
class BoardRow:
    rank: int
    anchor: str
    nickname: str
    score: int
    right_count: int
    on: date


def question_page(
    round_: TriviaRound, asked: Question, *, hint_seconds: float, now: datetime, language: str
) -> QuestionPage:
    assert round_.shown_at is not None
    elapsed = max(0.0, (now - round_.shown_at).total_seconds())
    texts = {option.id: option.text.in_language(language) for option in asked.item.options}
    return QuestionPage(
        play_key=round_.play_key,
        quiz_slug=edition_by_id(round_.edition_id).content.slug,
        edition_id=round_.edition_id,
        item_id=asked.item.id,
        kind=round_.kind,
        day=round_.day,
        started_at=round_.started_at,
        position=asked.position,
        item_count=round_.item_count,
        category=asked.item.category,
        stem=asked.item.stem.in_language(language),
        options=[OptionView(shown.token, texts[shown.option_id]) for shown in asked.options],
        is_relaxed=round_.is_relaxed,
        hint_seconds=hint_seconds,
        seconds_left=max(0.0, hint_seconds - elapsed),
    )


def answered(
    response: TriviaResponse,
    item: ItemContent,
    *,
    corrections: Sequence[KeyCorrection],
    shares: list[OptionShare],
    language: str,
) -> Answered:
    key = key_of(item, corrections)
    return Answered(
        position=response.position,
        stem=item.stem.in_language(language),
        category=item.category,
        is_right=response.is_right,
        points=response.points,
        chosen=item.option(response.option_id).text.in_language(language),
        key=key.text.in_language(language),
        explanation=item.explanation.in_language(language),
        sources=[
            SourceLink(source_label(source.label, source.label_ko, language), source.url)
            for source in item.sources
        ],
        corrected=corrected(response, item, corrections, language),
        reworded=reworded(item, corrections),
        shares=shares,
    )


def option_shares(
    asked: Question, counts: Mapping[int, int], *, key_id: int, chosen_id: int, language: str
) -> list[OptionShare]:
    """In the order in which the round showed them; none while there are too few to say."""
    total = sum(counts.get(option.id, 0) for option in asked.item.options)
    if total < SHARES_FROM:
        return []
    return [
        OptionShare(
            text=asked.item.option(shown.option_id).text.in_language(language),
            percent=round(100 * counts.get(shown.option_id, 0) / total),
            is_key=shown.option_id == key_id,
            is_chosen=shown.option_id == chosen_id,
        )
        for shown in asked.options
    ]


def marks(
    content: QuizContent, responses: Iterable[TriviaResponse], tallies: Mapping[int, ItemTally]
) -> list[Mark]:
    return [
        Mark(
            category=item.category,
            themes=item.themes,
            is_right=response.is_right,
            right_share=_right_share(tallies.get(item.id)),
        )
        for response in responses
        for item in [content.item(response.item_id)]
    ]


def _right_share(tally: ItemTally | None) -> float | None:
    if tally is None or tally.response_count < SHARES_FROM:
        return None
    return tally.right_count / tally.response_count


def quiz_name(content: QuizContent) -> QuizName:
    return QuizName(content.slug, content.title)


def side(round_: TriviaRound) -> Side:
    rights = tuple(response.is_right for response in round_.responses)
    return Side(
        slug=round_.slug,
        nickname=round_.shown_nickname,
        score=round_.score,
        right_count=round_.right_count,
        item_count=round_.item_count,
        marks=rights,
        line=emoji_line(rights),
    )


def board_rows(entries: Sequence[LeaderboardEntry], first_rank: int) -> list[BoardRow]:
    return [
        BoardRow(
            rank=rank,
            anchor=anchor(entry.nickname_key),
            nickname=entry.nickname,
            score=entry.score,
            right_count=entry.right_count,
            on=house_day(entry.achieved_at),
        )
        for rank, entry in enumerate(entries, first_rank)
    ]


def anchor(nickname_key: str) -> str:
    """The id of a nickname's row; a digest, because a nickname may hold what no id can."""
    return f"n-{sha256(nickname_key.encode()).hexdigest()[:ANCHOR_LENGTH]}"

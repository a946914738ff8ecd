"""Load the view model of each page of trivia, in a constant number of statements."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from quizapp.config import current_settings, house_day
from quizapp.plays.models import TriviaResponse, TriviaRound
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.models import KeyCorrection
from quizapp.quizzes.queries import PublishedEdition, edition_by_id

from . import board_queries, queries, view_models
from .correction_view_models import key_of
from .percentile import Standing, standing
from .scoring import Strength, badges, category_strengths, contrast, theme_strengths
from .service.answers import OutOfTurn, seconds_hint
from .service.board import bar

BOARD_LENGTH = 20
ARCHIVE_LENGTH = 30


@dataclass(frozen=True)
class Archive:
    days: list[date]
    older_than: date | None


@dataclass(frozen=True)
class Board:
    """One page of a board; ``next_page`` is where the next begins, to be signed into its link."""

    rows: list[view_models.BoardRow]
    next_page: list[Any] | None


def question_or_feedback(
    *, play_key: str, position: int, language: str, now: datetime
) -> view_models.QuestionPage | view_models.FeedbackPage:
    """The item to answer, or, once it has its response, what there is to learn from it.

    :raises RoundMissing: for a key that opens no round.
    :raises QuestionMissing: when the round has no such position.
    :raises OutOfTurn: before the item was asked.
    """
    round_ = queries.round_by_key(play_key)
    asked = queries.question(round_, position)
    if position < round_.next_position:
        return _feedback(round_, position, language)
    if position > round_.next_position or not round_.is_waiting:
        raise OutOfTurn("out-of-turn")
    hint = seconds_hint(asked.item, language)
    return view_models.question_page(round_, asked, hint_seconds=hint, now=now, language=language)


def where_next(play_key: str) -> int | None:
    """The position of a round to look at now; None when it is finished."""
    round_ = queries.round_by_key(play_key)
    if round_.is_finished:
        return None
    return round_.next_position if round_.is_waiting else round_.response_count


def _feedback(round_: TriviaRound, position: int, language: str) -> view_models.FeedbackPage:
    response = round_.responses[position - 1]
    found = queries.corrections(round_.edition_id, [response.item_id])
    return view_models.FeedbackPage(
        play_key=round_.play_key,
        quiz_slug=edition_by_id(round_.edition_id).content.slug,
        item_count=round_.item_count,
        score=sum(each.points for each in round_.responses[:position]),
        answered=_answered(round_, response, found, {}, language),
        next_position=position + 1,
        is_last=position == round_.item_count,
        is_flagged=queries.is_flagged(queries.flag_source(round_, position)),
    )


def _answered(
    round_: TriviaRound,
    response: TriviaResponse,
    found: dict[int, list[KeyCorrection]],
    counts: dict[int, int],
    language: str,
) -> view_models.Answered:
    asked = queries.question(round_, response.position)
    corrections = found.get(response.item_id, [])
    shares = view_models.option_shares(
        asked,
        counts,
        key_id=key_of(asked.item, corrections).id,
        chosen_id=response.option_id,
        language=language,
    )
    return view_models.answered(
        response, asked.item, corrections=corrections, shares=shares, language=language
    )


def quiz_of_round(play_key: str) -> str:
    """The slug of the quiz that a round is of.

    :raises RoundMissing:
    """
    return edition_by_id(queries.round_by_key(play_key).edition_id).content.slug


def review(*, play_key: str, language: str) -> view_models.ReviewPage:
    """Every item answered so far, with what other players chose where enough have."""
    round_ = queries.round_by_key(play_key)
    found = queries.corrections(round_.edition_id, round_.item_ids)
    content = edition_by_id(round_.edition_id).content
    items = [content.item(response.item_id) for response in round_.responses]
    counts = queries.option_counts([option.id for item in items for option in item.options])
    answers = [_answered(round_, each, found, counts, language) for each in round_.responses]
    return view_models.ReviewPage(content.slug, answers)


def result(*, play_key: str, language: str, now: datetime) -> view_models.ResultPage | None:
    """How a finished round went; None while it is not finished."""
    round_ = queries.round_by_key(play_key)
    if not round_.is_finished:
        return None
    edition = edition_by_id(round_.edition_id)
    tallies = queries.item_tallies(round_.item_ids)
    marks = view_models.marks(edition.content, round_.responses, tallies)
    return view_models.ResultPage(
        play_key=play_key,
        slug=round_.slug,
        quiz=view_models.quiz_name(edition.content),
        kind=round_.kind,
        day=round_.day,
        started_at=round_.started_at,
        is_relaxed=round_.is_relaxed,
        nickname=round_.nickname,
        side=view_models.side(round_),
        standing=_standing(edition, round_),
        bar=bar(round_, now),
        is_todays=round_.day == house_day(now),
        streak_until=_streak_until(round_),
        categories=_strengths(category_strengths(marks), edition.content, language),
        themes=_strengths(theme_strengths(marks), edition.content, language),
        contrast=contrast(category_strengths(marks)),
        badges=badges(marks),
        origin=_origin(round_),
        challengers=[view_models.side(other) for other in queries.challengers_of(round_.id)],
    )


def _standing(edition: PublishedEdition, round_: TriviaRound) -> Standing | None:
    """Where a round stands in its day; None for one that counts for nothing."""
    if not round_.counts_today or round_.is_hasty or round_.day is None:
        return None
    played = queries.day_histogram(edition.quiz_id, round_.day, round_.item_count)
    return standing(round_.right_count, played) if any(played) else None


def _streak_until(round_: TriviaRound) -> datetime | None:
    """When a streak ends unless it goes on: the end of the next day, as the house counts now."""
    if round_.day is None:
        return None
    return current_settings().start_of(round_.day + timedelta(days=2))


def _strengths(
    strengths: list[Strength], content: QuizContent, language: str
) -> list[view_models.StrengthView]:
    labels = {theme.slug: theme.label.in_language(language) for theme in content.themes}
    return [
        view_models.StrengthView(each.subject, labels.get(each.subject), each.right, each.total)
        for each in strengths
    ]


def _origin(round_: TriviaRound) -> view_models.Side | None:
    origin = queries.origin_of(round_)
    return view_models.side(origin) if origin else None


def challenge(slug: str) -> view_models.ChallengePage:
    """The page of a finished round that a friend may challenge.

    :raises RoundMissing: when there is no such finished round.
    """
    round_ = queries.finished_round_by_slug(slug)
    quiz = view_models.quiz_name(edition_by_id(round_.edition_id).content)
    return view_models.ChallengePage(quiz, view_models.side(round_), _origin(round_))


def archive(edition: PublishedEdition, *, before: date) -> Archive:
    rows = queries.days_before(edition.quiz_id, before, ARCHIVE_LENGTH + 1)
    days = [row.day for row in rows][:ARCHIVE_LENGTH]
    return Archive(days, days[-1] if len(rows) > ARCHIVE_LENGTH else None)


def board(edition: PublishedEdition, *, day: date | None, start: list[Any] | None) -> Board:
    """A page of the board of a day or of all time, from ``next_page`` of the page before."""
    rank, after = _place(start) if start else (1, None)
    name = board_queries.board_name(edition.quiz_id, day)
    entries = board_queries.board_entries(name, after=after, limit=BOARD_LENGTH + 1)
    shown = entries[:BOARD_LENGTH]
    if len(entries) == len(shown):
        return Board(view_models.board_rows(shown, rank), None)
    last = shown[-1]
    next_page = [rank + len(shown), last.score, _microseconds(last.achieved_at), last.nickname_key]
    return Board(view_models.board_rows(shown, rank), next_page)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _microseconds(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(microseconds=1)


def _place(start: list[Any]) -> tuple[int, board_queries.Place]:
    rank, score, microseconds, nickname_key = start
    instant = EPOCH + timedelta(microseconds=microseconds)
    return rank, board_queries.Place(score, instant, nickname_key)

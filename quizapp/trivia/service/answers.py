"""Ask the items of a round one by one and grade the responses, timed by the server's clock."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from quizapp.database.counters import Sums
from quizapp.database.db import retry_once
from quizapp.database.group_commit import Batch, write_together
from quizapp.errors import Conflict, Rejected
from quizapp.plays.models import (
    DayTally,
    ItemTally,
    OptionTally,
    RoundKind,
    TriviaResponse,
    TriviaRound,
)
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.queries import edition_by_id
from quizapp.trivia.queries import (
    Question,
    earlier_times,
    key_id_now,
    question,
    round_by_key,
    round_state,
)
from quizapp.trivia.scoring import (
    EARLIER_PACES_NEEDED,
    Timing,
    is_inhumanly_fast,
    is_suspicious,
    points,
    time_hint,
    word_count,
)
from quizapp.trivia.shuffle import chosen_option_id

from .funnel import count_steps

LONGEST_MS = 24 * 60 * 60 * 1000
"""Longer than a day counts as a day."""

KINDS_COUNTED = {RoundKind.TODAY, RoundKind.CHALLENGE}

ADD_RESPONSE = insert(TriviaResponse).inline()
MOVE_ON = (
    update(TriviaRound)
    .where(TriviaRound.id == bindparam("round_id"))
    .values(
        shown_at=None,
        score=TriviaRound.score + bindparam("points"),
        right_count=TriviaRound.right_count + bindparam("right"),
        **{name: bindparam(name) for name in ("response_count", "is_hasty", "finished_at")},
    )
    .returning(TriviaRound.right_count)
)
"""Adds to what the round has now: a correction may have added to it since the round was read."""
START_CLOCK = (
    update(TriviaRound)
    .where(
        TriviaRound.id == bindparam("round_id"),
        TriviaRound.response_count == bindparam("asked_count"),
        TriviaRound.shown_at.is_(None),
    )
    .values(shown_at=bindparam("now"))
    .returning(TriviaRound.id)
)
"""Changes nothing when the clock runs already or the item has its response."""


class OutOfTurn(Conflict):
    """The item has not been asked yet."""


class AnsweredBefore(Conflict):
    """The item has another response already, and the first one stands."""


class UnknownOption(Rejected):
    """Nothing was chosen, or something that this item of this round does not show."""


def ask(*, play_key: str, position: int, now: datetime) -> None:
    """Show an item: from here on its clock runs. Asked again, nothing changes.

    :raises RoundMissing: for a key that opens no round.
    :raises QuestionMissing: when the round has no such position.
    :raises OutOfTurn: before the item ahead of it has its response.
    """
    round_ = round_state(play_key)
    question(round_, position)
    if position > round_.next_position:
        raise OutOfTurn("out-of-turn")

    def start_clock(batch: Batch) -> None:
        asked = {"round_id": round_.id, "asked_count": position - 1, "now": now}
        if batch.connection.execute(START_CLOCK, asked).scalar() is not None:
            count_steps(batch.sums, round_, f"item-{position}", day=now.date())

    write_together(start_clock)


@retry_once
def respond(*, play_key: str, position: int, token: str, language: str, now: datetime) -> None:
    """Grade, store and count a response; the same one sent again has no second effect.

    :param token: the option, by the name under which this round shows it.
    :param language: of the page, whose words the time hint counts.
    :raises RoundMissing: for a key that opens no round.
    :raises QuestionMissing: when the round has no such position.
    :raises UnknownOption: when the item shows no such option.
    :raises AnsweredBefore: when another option was chosen first.
    :raises OutOfTurn: before the item was asked.
    """
    round_ = round_state(play_key)
    asked = question(round_, position)
    option_id = chosen_option_id(token, asked.options)
    if option_id is None:
        raise UnknownOption("unknown-option")
    if position < round_.next_position:
        _compare(round_by_key(play_key).responses[position - 1], option_id)
    elif position == round_.next_position and round_.is_waiting:
        _take(round_, asked, option_id, language, now)
    else:
        raise OutOfTurn("out-of-turn")


def _compare(first: TriviaResponse, option_id: int) -> None:
    if first.option_id != option_id:
        raise AnsweredBefore("answered-before")


def _take(
    round_: TriviaRound, asked: Question, option_id: int, language: str, now: datetime
) -> None:
    """Keep the first response to the item that a round waits for.

    The round was read before the transaction and is where it was in it: to move it on takes a
    response at this position, and UNIQUE(round_id, position) lets nobody add a second one.
    """
    timing = _timing(asked.item, _elapsed_ms(round_, now), language)
    is_hasty = round_.is_hasty or is_inhumanly_fast(timing)
    is_last = asked.position == round_.item_count
    teaches = (
        _teaches(round_)
        and not is_hasty
        and not is_suspicious(timing, _earlier_timings(round_, asked.position, language))
    )

    def insert_and_count(batch: Batch) -> None:
        key_id = key_id_now(round_.edition_id, asked.item, batch.connection)
        graded = _graded(round_, asked, option_id, timing, key_id)
        response = {**graded, "round_id": round_.id, "answered_at": now}
        batch.connection.execute(ADD_RESPONSE, response)
        progress = {
            "points": graded["points"],
            "right": int(graded["is_right"]),
            "response_count": asked.position,
            "is_hasty": is_hasty,
            "finished_at": now if is_last else None,
        }
        right_count = batch.connection.scalar(MOVE_ON, {**progress, "round_id": round_.id})
        if teaches:
            _count_item(batch.sums, graded)
        if is_last:
            _count_finish(batch.sums, round_, right_count, is_hasty, now)

    write_together(insert_and_count)


def _teaches(round_: TriviaRound) -> bool:
    """Whether difficulty may learn from it: not where the player may have seen the item before."""
    return round_.kind in KINDS_COUNTED and not round_.is_again


def _graded(
    round_: TriviaRound, asked: Question, option_id: int, timing: Timing, key_id: int
) -> dict[str, Any]:
    is_right = option_id == key_id
    return {
        "position": asked.position,
        "item_id": asked.item.id,
        "option_id": option_id,
        "is_right": is_right,
        "points": points(
            is_right=is_right,
            elapsed=timing.elapsed,
            hint=timing.hint,
            is_relaxed=round_.is_relaxed,
        ),
        "elapsed_ms": round(timing.elapsed * 1000),
    }


def _elapsed_ms(round_: TriviaRound, now: datetime) -> int:
    assert round_.shown_at is not None
    elapsed = round((now - round_.shown_at).total_seconds() * 1000)
    return min(LONGEST_MS, max(0, elapsed))


def _earlier_timings(round_: TriviaRound, position: int, language: str) -> list[Timing]:
    """None are read where they are too few to tell anything."""
    if position <= EARLIER_PACES_NEEDED:
        return []
    content = edition_by_id(round_.edition_id).content
    return [
        _timing(content.item(item_id), elapsed_ms, language)
        for item_id, elapsed_ms in earlier_times(round_)
    ]


def _timing(item: ItemContent, elapsed_ms: int, language: str) -> Timing:
    stem = item.stem.in_language(language).text
    return Timing(elapsed_ms / 1000, seconds_hint(item, language), word_count(stem))


def seconds_hint(item: ItemContent, language: str) -> float:
    """Seconds within which a right answer earns speed points, in the language of the page."""
    options = [option.text.in_language(language).text for option in item.options]
    return time_hint([item.stem.in_language(language).text, *options])


def _count_item(sums: Sums, graded: dict[str, Any]) -> None:
    counted = ("response_count", "right_count") if graded["is_right"] else ("response_count",)
    sums.add(ItemTally, *counted, keys=[{"item_id": graded["item_id"]}])
    sums.add(OptionTally, "response_count", keys=[{"option_id": graded["option_id"]}])


def _count_finish(
    sums: Sums, round_: TriviaRound, right_count: int | None, is_hasty: bool, now: datetime
) -> None:
    if round_.counts_today and not is_hasty:
        quiz_id = edition_by_id(round_.edition_id).quiz_id
        day = {"quiz_id": quiz_id, "day": round_.day, "right_count": right_count}
        sums.add(DayTally, "round_count", keys=[day])
    count_steps(sums, round_, "finish", day=now.date())

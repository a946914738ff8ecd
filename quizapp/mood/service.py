"""Play the mood quiz: from a sheet of answers to a decider or a result."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from quizapp.database.counters import Sums
from quizapp.database.db import insert_new, retry_once
from quizapp.database.group_commit import Batch, write_together
from quizapp.plays.models import MoodResult, OptionTally, OutcomeTally, VisitTally
from quizapp.plays.ownership import is_told_again, key_of, new_secret, owner_key
from quizapp.plays.queries import result_of

from . import outcome
from .flips import flipped
from .flow import Decider, next_step
from .publishing import PlayableEdition
from .sheet import Sheet

SLUG_BYTES = 16
"""Random bytes in a share slug."""


@dataclass(frozen=True)
class Finished:
    """The share slug of the result, and whether this request has stored it.

    :ivar owner_key: None when an earlier request was told it, and longer ago than a player goes
        back or presses again.
    """

    slug: str
    owner_key: str | None = field(compare=False)
    is_new: bool = field(compare=False)


def respond(
    *, quiz: PlayableEdition, sheet: Sheet, attempt: str, now: datetime
) -> Decider | Finished:
    """Score a sheet: ask a decider while two tracks are close, otherwise store the result.

    The same sheet of the same attempt is one result, however often and however fast it is sent.

    :raises NoEvidence: when nothing was answered.
    :raises WrongDeciders: when the deciders do not follow from the answers.
    """
    step = next_step(quiz, sheet)
    if isinstance(step, Decider):
        return step
    return _keep(quiz, sheet, attempt, step, now)


def flipped_sheet(quiz: PlayableEdition, sheet: Sheet, facts: outcome.Facts) -> Sheet | None:
    """The sheet of a result with the one answer changed that its flip names, if it has one."""
    if facts.flip is None:
        return None
    item = next(n for n, one in enumerate(quiz.content.items) if one.id == facts.flip.item)
    options = [option.id for option in quiz.content.items[item].options]
    option = options.index(facts.flip.option)
    return Sheet(*flipped(quiz.table, sheet.answers, sheet.deciders, item, option))


@retry_once
def _keep(
    quiz: PlayableEdition, sheet: Sheet, attempt: str, verdict: outcome.Verdict, now: datetime
) -> Finished:
    row: dict[str, Any] = {
        "slug": secrets.token_urlsafe(SLUG_BYTES),
        "edition_id": quiz.edition.id,
        "attempt": attempt,
        "sheet": sheet.encode(),
        "owner_secret": new_secret(),
        "facts": outcome.to_json(verdict),
        "created_at": now,
    }

    def insert_and_count(batch: Batch) -> bool:
        unique = ("attempt", "sheet")
        is_new = insert_new(MoodResult, row, unique=unique, connection=batch.connection)
        if is_new:
            _count(batch.sums, quiz, sheet, verdict, now)
        return is_new

    if write_together(insert_and_count):
        return Finished(row["slug"], owner_key(row["slug"], row["owner_secret"]), is_new=True)
    return _found(result_of(attempt, row["sheet"]), now)


def _found(result: MoodResult, now: datetime) -> Finished:
    key = key_of(result) if is_told_again(result.created_at, now) else None
    return Finished(result.slug, key, is_new=False)


def _count(
    sums: Sums, quiz: PlayableEdition, sheet: Sheet, verdict: outcome.Verdict, now: datetime
) -> None:
    quiz_id = quiz.edition.quiz_id
    outcomes = [{"quiz_id": quiz_id, "track": verdict.winner.track}]
    sums.add(OutcomeTally, "result_count", keys=outcomes)
    chosen = [
        {"option_id": item.options[answer].id}
        for item, answer in zip(quiz.content.items, sheet.answers, strict=True)
        if answer is not None
    ]
    sums.add(OptionTally, "response_count", keys=chosen)
    visits = [{"quiz_id": quiz_id, "day": now.date(), "step": "finish"}]
    sums.add(VisitTally, "visit_count", keys=visits)

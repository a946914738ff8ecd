"""Play the mood quiz: from a sheet of answers to a decider or a result."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.database import counters
from quizapp.database.db import insert_new, retry_once, transaction
from quizapp.plays.models import MoodResult, OptionTally, OutcomeTally, VisitTally
from quizapp.plays.queries import slug_of_result

from . import outcome
from .flow import Decider, next_step
from .publishing import PlayableEdition
from .sheet import Sheet

SLUG_BYTES = 16
"""Random bytes in a share slug."""


@dataclass(frozen=True)
class Finished:
    """The share slug of the result."""

    slug: str


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
    return Finished(_keep(quiz, sheet, attempt, step, now))


@retry_once
def _keep(
    quiz: PlayableEdition, sheet: Sheet, attempt: str, facts: outcome.Facts, now: datetime
) -> str:
    row: dict[str, Any] = {
        "slug": secrets.token_urlsafe(SLUG_BYTES),
        "edition_id": quiz.edition.id,
        "attempt": attempt,
        "sheet": sheet.encode(),
        "facts": outcome.to_json(facts),
        "created_at": now,
    }
    with transaction():
        if not insert_new(MoodResult, row, unique=("attempt", "sheet")):
            return slug_of_result(attempt, row["sheet"])
        _count(quiz, sheet, facts, now)
    return str(row["slug"])


def _count(quiz: PlayableEdition, sheet: Sheet, facts: outcome.Facts, now: datetime) -> None:
    quiz_id = quiz.edition.quiz_id
    outcomes = [{"quiz_id": quiz_id, "track": facts.winner.track}]
    counters.count(OutcomeTally, "result_count", keys=outcomes)
    chosen = [
        {"option_id": item.options[answer].id}
        for item, answer in zip(quiz.content.items, sheet.answers, strict=True)
        if answer is not None
    ]
    counters.count(OptionTally, "response_count", keys=chosen)
    visits = [{"quiz_id": quiz_id, "day": now.date(), "step": "finish"}]
    counters.count(VisitTally, "visit_count", keys=visits)

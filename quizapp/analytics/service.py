"""Count visits by step of the funnel; nothing is stored about a visitor."""

import re
from collections.abc import Sequence
from datetime import datetime

from quizapp.database import counters
from quizapp.database.db import transaction
from quizapp.errors import Rejected
from quizapp.plays.models import VisitTally
from quizapp.quizzes.queries import quiz_by_slug

STEP = re.compile(r"start|item-([1-9]|[1-2][0-9]|30)")
"""A quiz was opened, or its question of this number was shown. A finish is counted where the
result is kept, never on a browser's word."""


class StepUnknown(Rejected):
    pass


def count_visits(*, quiz_slug: str, steps: Sequence[str], now: datetime) -> None:
    """Add one to each of the steps of today's funnel.

    :raises StepUnknown: when there is none, or one twice, or one that no browser counts.
    :raises QuizMissing: when there is no such quiz.
    """
    is_known = all(STEP.fullmatch(step) for step in steps)
    if not steps or not is_known or len(steps) > len(set(steps)):
        raise StepUnknown("step")
    visit = {"quiz_id": quiz_by_slug(quiz_slug).id, "day": now.date()}
    with transaction():
        counters.count(VisitTally, "visit_count", keys=[{**visit, "step": step} for step in steps])

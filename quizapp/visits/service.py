"""Count how far players come, and keep no trace of any of them."""

import re
from datetime import datetime

from quizapp.db import transaction
from quizapp.errors import Rejected
from quizapp.plays import tallies
from quizapp.plays.models import VisitTally
from quizapp.quizzes.queries import quiz_by_slug

STEP = re.compile(r"start|item-([1-9]|[1-2][0-9]|30)")
"""A quiz was opened, or its question of this number was shown. A finish is counted where the
result is kept, never on a browser's word."""


class StepUnknown(Rejected):
    pass


def count_visit(*, quiz_slug: str, step: str, now: datetime) -> None:
    """Add one to a step of today's funnel.

    :raises StepUnknown: when it is none that a browser counts.
    :raises QuizMissing: when there is no such quiz.
    """
    if not STEP.fullmatch(step):
        raise StepUnknown("step")
    key = {"quiz_id": quiz_by_slug(quiz_slug).id, "day": now.date(), "step": step}
    with transaction():
        tallies.count(VisitTally, "visit_count", keys=[key])

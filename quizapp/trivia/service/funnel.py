"""Count how far players come, within the transactions of what they do.

The steps are those that the beacon counts for a quiz whose questions all stand on one page.
"""

from datetime import date

from quizapp.database.counters import Sums
from quizapp.plays.models import TriviaRound, VisitTally
from quizapp.quizzes.queries import edition_by_id


def count_steps(sums: Sums, round_: TriviaRound, *steps: str, day: date) -> None:
    """Count steps of the funnel, within the transaction in which they happen."""
    quiz_id = edition_by_id(round_.edition_id).quiz_id
    visits = [{"quiz_id": quiz_id, "day": day, "step": step} for step in steps]
    sums.add(VisitTally, "visit_count", keys=visits)

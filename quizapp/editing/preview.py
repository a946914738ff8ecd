"""Preview of a quiz with one item as it is typed; nothing is stored."""

from dataclasses import replace

from quizapp.mood.confidence import Calibration
from quizapp.mood.publishing import (
    PlayableEdition,
    calibration_of,
    in_core_order,
    playable,
    table_of,
)
from quizapp.mood.scoring import ScoreTable
from quizapp.publishing.balance import with_item
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import PublishedEdition
from quizapp.web.doors import REPORTS

NO_EDITION = 0


def mood_preview(
    quiz: Quiz, content: QuizContent, item: ItemContent, live_id: int | None
) -> PlayableEdition:
    """The quiz with this item asked first, whatever its place will be.

    The words for how sure a result is are those of the live edition: fitting them anew takes
    seconds, and one item hardly moves them.
    """
    ordered = in_core_order(with_item(content, item))
    others = tuple(known for known in ordered.items if known.id != item.id)
    shown = replace(ordered, items=(item, *others))
    table = table_of(shown)
    edition = PublishedEdition(NO_EDITION, quiz.id, NO_EDITION, shown)
    return PlayableEdition(edition, table, _calibration(table, live_id))


def _calibration(table: ScoreTable, live_id: int | None) -> Calibration:
    """:raises Busy: when it has to be fitted, and too many others have something fitted too."""
    if live_id:
        return playable(live_id).calibration
    with REPORTS.entered():
        return calibration_of(table)

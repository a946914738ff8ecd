"""Preview of a quiz with one item as it is typed; nothing is stored."""

from dataclasses import replace

from quizapp.mood.publishing import (
    PlayableEdition,
    calibration_of,
    in_core_order,
    playable,
    table_of,
)
from quizapp.publishing.balance import with_item
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import PublishedEdition

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
    calibration = playable(live_id).calibration if live_id else calibration_of(table)
    edition = PublishedEdition(NO_EDITION, quiz.id, NO_EDITION, shown)
    return PlayableEdition(edition, table, calibration)

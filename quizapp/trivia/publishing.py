"""Publish the trivia items as a frozen edition."""

from datetime import datetime

from quizapp.config import house_day
from quizapp.quizzes import content as contents
from quizapp.quizzes.editions import insert_edition
from quizapp.quizzes.models import Edition
from quizapp.quizzes.queries import content_now, edition_by_id, quiz_by_slug

from .daily import reschedule


def publish(*, quiz_slug: str, now: datetime, note: str = "", editor_name: str = "") -> int:
    """Freeze a trivia quiz as its next edition and return the edition's id.

    Tomorrow and later are drawn anew from it; today and the past keep the items they had.

    :raises QuizMissing: when there is no such quiz.
    """
    quiz = quiz_by_slug(quiz_slug)
    edition_id = insert_edition(
        Edition(
            quiz_id=quiz.id,
            content=contents.to_json(content_now(quiz)),
            note=note,
            published_at=now,
            published_by=editor_name,
        )
    )
    reschedule(edition=edition_by_id(edition_id), today=house_day(now))
    return edition_id

"""Publish a quiz as its next edition, once its balance allows it."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from quizapp.auth.models import Author, Role
from quizapp.errors import Conflict, Rejected
from quizapp.mood import publishing as mood
from quizapp.quizzes import content as contents
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import content_now, quiz_by_slug
from quizapp.trivia import publishing as trivia

from .balance import Examination, examine, is_examinable


class ChangedMeanwhile(Conflict):
    """The quiz is no longer what the editor looked at before publishing."""


class TooLittle(Rejected):
    """There are too few items or tracks to play."""


class Unbalanced(Rejected):
    """The balance report has errors, and nobody who may has overruled it."""


def publish(
    *,
    quiz_slug: str,
    digest: str,
    reason: str,
    author: Author,
    now: datetime,
    correct_now: Collection[int] = (),
) -> int:
    """Freeze a quiz as the edition that players get from now on, and give the edition's id.

    ``digest`` is what the editor saw (`content.digest`). An admin may publish against the balance
    report by giving a ``reason``, which the edition keeps.

    :param correct_now: of trivia, the items whose change corrects what is asked already.
    :raises QuizMissing: when there is no such quiz.
    :raises ChangedMeanwhile: when somebody has edited the quiz since.
    :raises TooLittle: when there is not enough to play.
    :raises Unbalanced: when the report has errors and is not overruled.
    """
    quiz = quiz_by_slug(quiz_slug)
    content = content_now(quiz)
    if digest != contents.digest(content):
        raise ChangedMeanwhile("changed")
    if quiz.kind == QuizKind.TRIVIA:
        if not content.items:
            raise TooLittle("too-little")
        return trivia.publish(
            quiz_slug=quiz_slug, now=now, editor_name=author.name, correct_now=correct_now
        )
    if not is_examinable(content):
        raise TooLittle("too-little")
    return _publish_mood(quiz, examine(content), reason.strip(), author, now)


def may_overrule(author: Author) -> bool:
    return author.role == Role.ADMIN


def _publish_mood(
    quiz: Quiz, examined: Examination, reason: str, author: Author, now: datetime
) -> int:
    balance = examined.balance
    if not balance.is_publishable and not (reason and may_overrule(author)):
        raise Unbalanced("unbalanced")
    report: dict[str, Any] = asdict(balance)
    return mood.freeze(
        quiz_id=quiz.id,
        content=examined.content,
        report=report,
        note="" if balance.is_publishable else reason,
        editor_name=author.name,
        now=now,
    )

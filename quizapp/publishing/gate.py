"""The publishing gate: whether a quiz may be published, with the reasons as sentences."""

from dataclasses import dataclass

from flask_babel import gettext as _

from quizapp.auth.access import current_editor
from quizapp.publishing.words import finding_words
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz

from .balance import examine, is_examinable
from .service import may_overrule


@dataclass(frozen=True)
class Gate:
    """Whether a quiz may be published.

    ``errors`` stand in the way of publishing, which the editor ``may_overrule`` or not.
    """

    is_open: bool
    may_overrule: bool
    errors: list[str]
    warnings: list[str]


def gate_of(quiz: Quiz, content: QuizContent) -> Gate:
    if quiz.kind == QuizKind.TRIVIA:
        missing = [] if content.items else [_("There is no question yet.")]
        return Gate(not missing, False, missing, [])
    if not is_examinable(content):
        return Gate(False, False, [_too_little(content)], [])
    return _gate_of_report(content)


def _gate_of_report(content: QuizContent) -> Gate:
    examined = examine(content)
    report = examined.balance
    return Gate(
        report.is_publishable,
        not report.is_publishable and may_overrule(current_editor()),
        finding_words(report.problems, examined.content, is_error=True),
        finding_words(report.problems, examined.content, is_error=False),
    )


def _too_little(content: QuizContent) -> str:
    words = _(
        "There are %(items)s of at least %(needed)s questions, %(tracks)s of at least 2 tracks.",
        items=len(content.items),
        needed=content.core_count,
        tracks=len(content.tracks),
    )
    return str(words)

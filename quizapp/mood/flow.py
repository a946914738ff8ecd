"""The step that follows a sheet of answers: a decider, or the verdict.

Play and the editors' preview both ask `next_step`; only play keeps what comes of it.
"""

from dataclasses import dataclass

from quizapp.errors import Rejected
from quizapp.quizzes.content import ItemContent

from .outcome import Verdict, verdict_of
from .publishing import PlayableEdition
from .scoring import follows_deciders, next_decider
from .sheet import Sheet


class NoEvidence(Rejected):
    """Every question was skipped: there is nothing to pick a track by."""


class WrongDeciders(Rejected):
    """The deciders answered are not the ones that these answers lead to."""


@dataclass(frozen=True)
class Decider:
    """One more question, because two tracks are close."""

    item: ItemContent
    leaders: tuple[str, str]
    asked_count: int


def next_step(quiz: PlayableEdition, sheet: Sheet) -> Decider | Verdict:
    """Score a sheet: a decider while two tracks are close, otherwise the verdict.

    Nothing is read or written.

    :raises NoEvidence: when nothing was answered.
    :raises WrongDeciders: when the deciders do not follow from the answers.
    """
    if all(answer is None for answer in sheet.answers):
        raise NoEvidence("no-evidence")
    due = next_decider(quiz.table, sheet.answers, sheet.deciders)
    if due is not None:
        return _decider(quiz, sheet, due)
    if not follows_deciders(quiz.table, sheet.answers, sheet.deciders):
        raise WrongDeciders("deciders")
    return verdict_of(quiz, sheet)


def _decider(quiz: PlayableEdition, sheet: Sheet, due: int) -> Decider:
    standings = verdict_of(quiz, sheet).ranking
    leaders = (standings[0].track, standings[1].track)
    return Decider(quiz.content.items[due], leaders, len(sheet.deciders))

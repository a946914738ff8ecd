"""Hide, show, rename and remove nicknames on boards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.database.db import retry_once, transaction
from quizapp.errors import Rejected
from quizapp.feedback.moderation.acts import Act
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import newest_edition, quiz_by_id
from quizapp.trivia.board_queries import editors_words
from quizapp.trivia.name_words import WordList, word_list
from quizapp.trivia.nickname import NicknameProblem, nickname, nickname_problems
from quizapp.trivia.service import moderation as boards
from quizapp.trivia.service.board import answers_of
from quizapp.trivia.service.words import names_with

from .record import Kept, add_record

SUBJECTS_NAMED = 3


class NewNameRefused(Rejected):
    """``problems`` says why."""

    def __init__(self, problems: list[NicknameProblem]) -> None:
        super().__init__("nickname")
        self.problems = problems


class SameName(Rejected):
    """The new nickname is the old one."""


@dataclass(frozen=True)
class FoundName:
    """A nickname on the boards of a quiz, by its key and as its player wrote it."""

    quiz_id: int
    key: str
    name: str


@retry_once
def hide_name(*, quiz_id: int, key: str, reason: str, by: str, now: datetime) -> ModerationRecord:
    """Hide a nickname from all boards, pages and cards; nobody can take it meanwhile.

    :raises NameGone:
    :raises DoneAlready:
    """
    with transaction():
        kept = boards.set_hidden(quiz_id=quiz_id, key=key, is_hidden=True)
        return add_record(Act.HIDE, kept["nickname"], kept, by=by, now=now, reason=reason)


@retry_once
def show_name(*, quiz_id: int, key: str, reason: str, by: str, now: datetime) -> ModerationRecord:
    """Show a hidden nickname again.

    :raises NameGone:
    :raises DoneAlready:
    """
    with transaction():
        kept = boards.set_hidden(quiz_id=quiz_id, key=key, is_hidden=False)
        return add_record(Act.SHOW, kept["nickname"], kept, by=by, now=now, reason=reason)


@retry_once
def rename(
    *, quiz_id: int, key: str, typed: str, reason: str, by: str, now: datetime
) -> ModerationRecord:
    """Give a player another nickname, by the rules for players' own.

    :raises NewNameRefused: naming each broken rule.
    :raises SameName:
    :raises NameTaken:
    :raises NameGone:
    """
    with transaction():
        name = nickname(typed)
        _check_name(quiz_id, typed)
        kept = boards.rename(quiz_id=quiz_id, key=key, name=name)
        if kept["nickname"] == name.name:
            raise SameName("same-name")
        subject = f"{kept['nickname']} → {name.name}"
        return add_record(Act.RENAME, subject, kept, by=by, now=now, reason=reason)


@retry_once
def remove_name(*, quiz_id: int, key: str, reason: str, by: str, now: datetime) -> ModerationRecord:
    """Take a nickname off all boards; its rounds stay, without it.

    :raises NameGone:
    """
    with transaction():
        kept = boards.remove(quiz_id=quiz_id, key=key)
        return add_record(Act.REMOVE, kept["nickname"], kept, by=by, now=now, reason=reason)


def hide_found(*, by: str, now: datetime) -> ModerationRecord | None:
    """Hide every name on the boards that holds a refused word; None when none does."""
    found = found_by(words_now())
    return _hide_all(found, by, now) if found else None


def found_by(words: WordList) -> list[FoundName]:
    """The shown names on boards that hold a refused word."""
    return [
        FoundName(quiz_id, entry.nickname_key, entry.nickname)
        for quiz_id, entry in names_with(words)
    ]


def words_now() -> WordList:
    """The list by which nicknames are refused at this moment."""
    return word_list(editors_words())


@retry_once
def _hide_all(found: Sequence[FoundName], by: str, now: datetime) -> ModerationRecord:
    with transaction():
        kept = hide_each(found)
        return add_record(Act.HIDE_FOUND, subject_of(kept["names"]), kept, by=by, now=now)


def hide_each(found: Sequence[FoundName]) -> Kept:
    """Within a transaction: hide names; those that were not hidden or gone already."""
    done = [each for each in found if boards.hide_if_shown(quiz_id=each.quiz_id, key=each.key)]
    return {
        "hidden": [(each.quiz_id, each.key) for each in done],
        "names": [each.name for each in done],
    }


def subject_of(names: Sequence[str]) -> str:
    """The first of the names, as many as a line takes."""
    return ", ".join(names[:SUBJECTS_NAMED]) + (" …" if len(names) > SUBJECTS_NAMED else "")


def _check_name(quiz_id: int, typed: str) -> None:
    live = newest_edition(quiz_by_id(quiz_id).slug, QuizKind.TRIVIA).content
    problems = nickname_problems(typed, answers=answers_of(live), words=words_now())
    if problems or not nickname(typed).name:
        raise NewNameRefused(problems or [NicknameProblem.INVISIBLE])

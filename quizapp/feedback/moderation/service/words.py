"""Change the list of words that nicknames must not hold, and hide names that hold one."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from quizapp.database.db import retry_once, transaction
from quizapp.feedback.moderation.acts import Act
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.trivia.name_words import WordKind, only
from quizapp.trivia.service import words as listed

from .names import FoundName, found_by, hide_each, words_now
from .record import add_record

Found = Sequence[FoundName]


def found_with(word: str, kind: str) -> Found:
    """The names on boards that hold a word, read before anything is locked."""
    if kind == WordKind.ALLOWED:
        return []
    return found_by(only(word, kind, words_now().allowed))


def digest_of(word: str, kind: str, found: Found) -> str:
    """What an editor has looked at before a word is added, as a confirmation brings it back."""
    return sha256(repr((word, kind, found)).encode()).hexdigest()


@retry_once
def add_word(
    *, word: str, kind: str, found: Found, reason: str, by: str, now: datetime
) -> ModerationRecord:
    """Put a folded word on the list, and hide the names that were ``found`` with it.

    :raises WordRefused:
    :raises WordThere:
    """
    with transaction():
        listed.add_word(word, kind, by=by, now=now)
        kept = {"word": word, "kind": kind, **hide_each(found)}
        return add_record(Act.ADD_WORD, word, kept, by=by, now=now, reason=reason)


@retry_once
def remove_word(*, word: str, reason: str, by: str, now: datetime) -> ModerationRecord:
    """Take a word off the editors' list; names that it hid stay hidden until they are shown.

    :raises WordMissing:
    """
    with transaction():
        row = listed.remove_word(word)
        kept = {"word": word, "kind": row.kind, "by": row.added_by}
        return add_record(Act.REMOVE_WORD, word, kept, by=by, now=now, reason=reason)

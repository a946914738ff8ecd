"""The editors' words for nicknames: add, remove, and find the names on boards that hold one.

`add_word` and `remove_word` run within a transaction of their caller, who records them.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from quizapp.database.db import db, insert_new
from quizapp.errors import Conflict, Missing, Rejected
from quizapp.plays.models import LeaderboardEntry, NameWord
from quizapp.trivia.board_queries import ALL_TIME
from quizapp.trivia.name_words import WordKind, WordList, has_refused_word, word_problem

READ_AT_ONCE = 1000


class WordMissing(Missing):
    """The word is not on the editors' list (any more)."""


class WordThere(Conflict):
    """The word is on the editors' list already."""


class WordRefused(Rejected):
    """``reason`` is a `WordProblem`."""


def add_word(word: str, kind: str, *, by: str, now: datetime) -> None:
    """Refuse a folded word, or allow it; see `WordKind`.

    :raises WordRefused:
    :raises WordThere:
    """
    problem = word_problem(word, kind)
    if problem:
        raise WordRefused(problem)
    row = {"word": word, "kind": WordKind(kind).value, "added_by": by, "added_at": now}
    if not insert_new(NameWord, row, unique=("word",)):
        raise WordThere("there")


def remove_word(word: str) -> NameWord:
    """Take a word off the editors' list, and return what it said.

    :raises WordMissing:
    """
    row = db.session.get(NameWord, word, with_for_update=True, populate_existing=True)
    if row is None:
        raise WordMissing
    db.session.delete(row)
    db.session.flush()
    return row


def words_added() -> list[NameWord]:
    return list(db.session.scalars(select(NameWord).order_by(NameWord.word)))


def names_with(words: WordList) -> Iterator[tuple[int, LeaderboardEntry]]:
    """The names on boards that are not hidden and hold a refused word, each with its quiz.

    Every name has an entry on the board of all time of its quiz; those are read.
    """
    entry = LeaderboardEntry
    of_all_time = entry.board.endswith(f"/{ALL_TIME}")
    names = select(entry).where(of_all_time, entry.is_hidden.is_(False))
    in_order = names.order_by(entry.board, entry.nickname_key)
    for row in db.session.scalars(in_order.execution_options(yield_per=READ_AT_ONCE)):
        if has_refused_word(row.nickname_key, words):
            yield int(row.board.split("/")[0]), row

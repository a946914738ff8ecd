"""Enter a finished round of today on the leaderboards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from quizapp.database.db import retry_once, transaction
from quizapp.errors import Conflict, Rejected
from quizapp.plays.models import RoundKind, TriviaRound
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import edition_by_id, readable_edition
from quizapp.trivia.board_queries import (
    editors_words,
    entries_of_network,
    entries_under,
    nickname_keys_taken,
    nicknames_of,
)
from quizapp.trivia.name_words import word_list
from quizapp.trivia.nickname import (
    Nickname,
    NicknameProblem,
    nickname,
    nickname_problems,
    numbered,
)
from quizapp.trivia.queries import locked_round

from .entries import EntryTaken, boards_of, settle_entries

ENTER_WITHIN = timedelta(days=2)
"""From the start of a round; as long as the digest of its network is stored."""
ENTRIES_PER_NETWORK = 10
"""Rounds of a day from one network: a family or a small class, and no more rows for a cheat."""
KEYS_READ = 5
"""How many of a browser's earlier rounds may prove that a nickname is its own."""
OFFERS = range(2, 30)


class Bar(StrEnum):
    """Why a round cannot go on the boards."""

    NOT_TODAY = "not-for-the-board"
    AGAIN = "again"
    HASTY = "hasty"
    TOO_LATE = "too-late"
    CROWDED = "crowded"


class NotForTheBoard(Conflict):
    """The round cannot enter the board.

    ``reason`` is a `Bar`.
    """


class NamedBefore(Conflict):
    """The round is on the boards under another nickname."""


class NicknameTaken(Conflict):
    """Another player's round is on the boards under this nickname; ``offer`` is free."""

    def __init__(self, name: str, offer: str) -> None:
        super().__init__("nickname-taken")
        self.name, self.offer = name, offer


class NicknameRefused(Rejected):
    """The nickname cannot be taken.

    ``problems`` says why.
    """

    def __init__(self, problems: list[NicknameProblem]) -> None:
        super().__init__("nickname")
        self.problems = problems


def bar(round_: TriviaRound, now: datetime) -> Bar | None:
    """Why a round cannot go on the boards, as far as it says itself; None when it can."""
    if round_.kind != RoundKind.TODAY or not round_.is_finished:
        return Bar.NOT_TODAY
    bars = {
        Bar.AGAIN: round_.is_again,
        Bar.HASTY: round_.is_hasty,
        Bar.TOO_LATE: now - round_.started_at > ENTER_WITHIN,
    }
    return next((each for each, is_met in bars.items() if is_met), None)


@retry_once
def enter_board(
    *, play_key: str, typed: str, now: datetime, earlier_keys: Sequence[str] = ()
) -> TriviaRound:
    """Enter a round under a nickname, which keeps the best of its rounds on each board.

    Sent again with the same nickname nothing changes.

    :param earlier_keys: play keys of this player's earlier rounds. One that was entered under the
        nickname proves that the nickname is the player's own.
    :raises NotForTheBoard: for a round that does not count, see `Bar`.
    :raises NamedBefore: when the round was entered under another nickname.
    :raises NicknameTaken: when the nickname is another player's.
    :raises NicknameRefused: naming each broken rule.
    """
    with transaction():
        round_ = locked_round(play_key)  # two nicknames at once, or a name for a deleted round
        name = nickname(typed)
        if round_.nickname not in {"", name.name}:
            raise NamedBefore("named-before")
        if not round_.nickname:
            _check_round(round_, now)
            _check_name(round_, typed, name)
            _enter(round_, name, earlier_keys)
        return round_


def _check_round(round_: TriviaRound, now: datetime) -> None:
    found = bar(round_, now)
    if found:
        raise NotForTheBoard(found)
    digest = round_.network_digest
    if digest and entries_of_network(digest) >= ENTRIES_PER_NETWORK:
        raise NotForTheBoard(Bar.CROWDED)


def _check_name(round_: TriviaRound, typed: str, name: Nickname) -> None:
    played = edition_by_id(round_.edition_id).content
    live = readable_edition(played.slug, QuizKind.TRIVIA).content
    answers = answers_of(played) | answers_of(live)
    problems = nickname_problems(typed, answers=answers, words=word_list(editors_words()))
    if problems or not name.name:
        raise NicknameRefused(problems or [NicknameProblem.INVISIBLE])


def answers_of(content: QuizContent) -> set[str]:
    """The right options of all items, in all languages."""
    keys = [item.key.text for item in content.items]
    return {text for key in keys for text in (key.en, key.ko)}


def _enter(round_: TriviaRound, name: Nickname, earlier_keys: Sequence[str]) -> None:
    boards = boards_of(round_)
    present = entries_under(name.key, boards)
    if any(entry.is_hidden for entry in present):
        raise NicknameRefused([NicknameProblem.REFUSED_WORD])
    if present and not _is_own(name, earlier_keys):
        raise NicknameTaken(name.name, _offer(name, boards))
    round_.nickname, round_.nickname_key = name.name, name.key
    try:
        settle_entries(name.key, boards)
    except EntryTaken as taken:
        raise NicknameTaken(name.name, _offer(name, boards)) from taken


def _is_own(name: Nickname, earlier_keys: Sequence[str]) -> bool:
    return name.key in {nickname(each).key for each in nicknames_of(earlier_keys[:KEYS_READ])}


def _offer(name: Nickname, boards: Sequence[str]) -> str:
    """The first free nickname with a number; empty when all that are tried are taken."""
    offers = [nickname(numbered(name.name, number)) for number in OFFERS]
    taken = nickname_keys_taken([each.key for each in offers], boards)
    return next((each.name for each in offers if each.key not in taken), "")

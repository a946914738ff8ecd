"""Moderation of leaderboards: hide, rename or remove a nickname, take a round away, and undo it.

Every function runs within a transaction of its caller, who records what it returns: plain values
(JSON), from which the function that undoes it puts things back. What is done to a nickname is done
on all boards of its quiz and to all rounds that were entered under it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, select, update

from quizapp.database.cache_versions import RESULTS, bump_version
from quizapp.database.db import db
from quizapp.errors import Conflict, Missing
from quizapp.plays.models import LeaderboardEntry, TriviaRound
from quizapp.trivia.board_queries import board_name, entries_under, nickname_keys_taken
from quizapp.trivia.nickname import Nickname
from quizapp.trivia.queries import any_finished_round, round_by_id

from .entries import EntryTaken, blank_round, boards_of, is_round_of, settle_entries

Kept = dict[str, Any]
BARE = {"synchronize_session": False}


class NameGone(Missing):
    """No board of the quiz has this nickname (any more)."""


class DoneAlready(Conflict):
    """Another editor was faster: it is hidden, or shown, already."""


class NameTaken(Conflict):
    """Another player's round is on a board of the quiz under this nickname."""


def set_hidden(*, quiz_id: int, key: str, is_hidden: bool) -> Kept:
    """Hide a nickname from boards, pages and cards, or show it again.

    :raises NameGone:
    :raises DoneAlready:
    """
    entries = _locked_entries(quiz_id, key)
    if all(entry.is_hidden == is_hidden for entry in entries):
        raise DoneAlready("hidden" if is_hidden else "shown")
    kept = {"quiz_id": quiz_id, "key": key, "nickname": entries[0].nickname}
    for entry in entries:
        entry.is_hidden = is_hidden
    _change_rounds(_rounds_under(quiz_id, key), is_name_hidden=is_hidden)
    settle_entries(key, [entry.board for entry in entries])
    return kept


def hide_if_shown(*, quiz_id: int, key: str) -> bool:
    """Hide a nickname; False when it is hidden already or gone."""
    try:
        set_hidden(quiz_id=quiz_id, key=key, is_hidden=True)
    except (NameGone, DoneAlready):
        return False
    return True


def show_if_hidden(*, quiz_id: int, key: str) -> None:
    """Show a nickname again where it is hidden still and has not been removed since."""
    try:
        set_hidden(quiz_id=quiz_id, key=key, is_hidden=False)
    except (NameGone, DoneAlready):
        return


def rename(*, quiz_id: int, key: str, name: Nickname) -> Kept:
    """Give the player of a nickname another one, which everybody sees.

    :raises NameGone:
    :raises NameTaken:
    """
    entries = _locked_entries(quiz_id, key)
    before = entries[0]
    kept = {"quiz_id": quiz_id, "key": name.key, "nickname": before.nickname}
    kept["is_hidden"] = before.is_hidden
    boards = [entry.board for entry in entries]
    _check_free(name, boards, key)
    _delete_entries(entries)
    changed = {"nickname": name.name, "nickname_key": name.key, "is_name_hidden": False}
    _change_rounds(_rounds_under(quiz_id, key), **changed)
    _settle(name.key, boards, name.name)
    return kept


def remove(*, quiz_id: int, key: str) -> Kept:
    """Take a nickname off all boards; its rounds stay without it, and it is free for others.

    :raises NameGone:
    """
    entries = _locked_entries(quiz_id, key)
    rounds = _ids_of_rounds(quiz_id, key)
    kept = {"quiz_id": quiz_id, "key": key, "nickname": entries[0].nickname, "rounds": rounds}
    kept["is_hidden"] = all(entry.is_hidden for entry in entries)
    _delete_entries(entries)
    _change_rounds(_of_ids(rounds), is_name_hidden=True, nickname_key="")
    return kept


def put_back(kept: Kept) -> None:
    """Undo `remove`.

    :raises NameTaken: when somebody else has taken the nickname since.
    :raises NameGone: when all its rounds have been deleted since.
    """
    named = _of_ids(kept["rounds"]).where(TriviaRound.nickname != "")
    boards = _boards_of_ids(kept["rounds"])
    if not boards:
        raise NameGone
    if nickname_keys_taken([kept["key"]], boards):
        raise NameTaken(kept["nickname"])
    _change_rounds(named, is_name_hidden=kept["is_hidden"], nickname_key=kept["key"])
    _settle(kept["key"], boards, kept["nickname"])


def remove_round(*, slug: str, now: datetime) -> Kept:
    """Take a round away with its page, its card and its entries on the boards.

    The next best round of its nickname takes its place. What was counted stays counted.

    :raises RoundMissing: also for a round that is not finished.
    :raises RoundDeleted: when it is gone already.
    """
    round_ = any_finished_round(slug, is_locked=True)
    round_.deleted_at = now
    bump_version(RESULTS)
    if not round_.nickname_key:
        return {"round_id": round_.id, "is_name_left": False}
    boards = boards_of(round_)
    settle_entries(round_.nickname_key, boards)
    is_name_left = bool(nickname_keys_taken([round_.nickname_key], boards))
    return {"round_id": round_.id, "is_name_left": is_name_left}


def bring_round_back(kept: Kept) -> None:
    """Undo `remove_round`, with the nickname that its player has now.

    :raises NameTaken: when it was the last round of its nickname, which somebody else has now.
    """
    round_ = round_by_id(kept["round_id"])
    round_.deleted_at = None
    bump_version(RESULTS)
    if not round_.nickname_key:
        return
    boards = boards_of(round_)
    if not kept["is_name_left"] and nickname_keys_taken([round_.nickname_key], boards):
        raise NameTaken(round_.nickname)
    _settle(round_.nickname_key, boards, round_.nickname)


def forget_round(kept: Kept) -> None:
    """Delete for good what was left of a round that was taken away."""
    blank_round(round_by_id(kept["round_id"]))


def forget_names(kept: Kept) -> None:
    """Delete for good the nickname that rounds still had after `remove`."""
    off_boards = _of_ids(kept["rounds"]).where(TriviaRound.nickname_key == "")
    _change_rounds(off_boards, nickname="")


def _locked_entries(quiz_id: int, key: str) -> Sequence[LeaderboardEntry]:
    """All entries of a nickname, none of which can change or be added meanwhile.

    The entry of all time is locked first, by a statement of its own: only the next one sees what
    a transaction added that held the lock before.
    """
    entries_under(key, [board_name(quiz_id, None)])
    entry = LeaderboardEntry
    found = db.session.scalars(
        select(entry)
        .where(entry.nickname_key == key, entry.board.startswith(f"{quiz_id}/"))
        .order_by(entry.board.desc())
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if not found:
        raise NameGone
    return found


def _settle(key: str, boards: Sequence[str], name: str) -> None:
    """:raises NameTaken:"""
    try:
        settle_entries(key, boards)
    except EntryTaken as taken:
        raise NameTaken(name) from taken


def _boards_of_ids(ids: Sequence[int]) -> list[str]:
    """The boards of those rounds that are not deleted."""
    rounds = select(TriviaRound).where(TriviaRound.id.in_(ids), TriviaRound.deleted_at.is_(None))
    return sorted({board for each in db.session.scalars(rounds) for board in boards_of(each)})


def _check_free(name: Nickname, boards: Sequence[str], key: str) -> None:
    if name.key != key and nickname_keys_taken([name.key], boards):
        raise NameTaken(name.name)


def _delete_entries(entries: Iterable[LeaderboardEntry]) -> None:
    for entry in entries:
        db.session.delete(entry)
    db.session.flush()


def _change_rounds(rounds: Update, **values: Any) -> None:
    """Also tells every process that cards of rounds may say something else by now."""
    db.session.execute(rounds.values(values))
    bump_version(RESULTS)


def _rounds_under(quiz_id: int, key: str) -> Update:
    under = is_round_of(quiz_id, key)
    return update(TriviaRound).where(under).execution_options(**BARE)


def _ids_of_rounds(quiz_id: int, key: str) -> list[int]:
    return list(db.session.scalars(select(TriviaRound.id).where(is_round_of(quiz_id, key))))


def _of_ids(ids: Sequence[int]) -> Update:
    return update(TriviaRound).where(TriviaRound.id.in_(ids)).execution_options(**BARE)

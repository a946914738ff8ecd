"""Moderation of leaderboards: hide, rename or remove a nickname, take a round away, and undo it.

Every function runs within a transaction of its caller, who records what it returns: plain values
(JSON), from which the function that undoes it puts things back. What is done to a nickname is done
on all boards of its quiz and to all rounds that were entered under it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, delete, insert, select, update

from quizapp.database.cache_versions import RESULTS, bump_version
from quizapp.database.db import db, insert_new
from quizapp.errors import Conflict, Missing
from quizapp.plays.models import LeaderboardEntry, TriviaRound
from quizapp.quizzes.models import Edition
from quizapp.trivia.board_queries import ALL_TIME, board_name, entries_under, nickname_keys_taken
from quizapp.trivia.nickname import Nickname
from quizapp.trivia.queries import RoundDeleted, RoundMissing

Kept = dict[str, Any]
ENTRY_KEY = ("board", "nickname_key")
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
    _change_entries(entries, is_hidden=is_hidden)
    _change_rounds(_rounds_under(quiz_id, key), is_name_hidden=is_hidden)
    return {"quiz_id": quiz_id, "key": key}


def name_of(*, quiz_id: int, key: str) -> str:
    """A nickname as it is shown, by its key.

    :raises NameGone:
    """
    return _locked_entries(quiz_id, key)[0].nickname


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
    _check_free(name, [entry.board for entry in entries], key)
    changed = {"nickname": name.name, "nickname_key": name.key}
    _change_entries(entries, **changed, is_hidden=False)
    _change_rounds(_rounds_under(quiz_id, key), **changed, is_name_hidden=False)
    return kept


def remove(*, quiz_id: int, key: str) -> Kept:
    """Take a nickname off all boards; its rounds stay without it, and it is free for others.

    :raises NameGone:
    """
    entries = _locked_entries(quiz_id, key)
    rounds = _ids_of_rounds(quiz_id, key)
    kept = {"quiz_id": quiz_id, "key": key, "rounds": rounds}
    kept["entries"] = [_kept_row(entry) for entry in entries]
    _delete_entries(entries)
    _change_rounds(_of_ids(rounds), is_name_hidden=True, nickname_key="")
    return kept


def put_back(kept: Kept) -> None:
    """Undo `remove`.

    :raises NameTaken: when somebody else has taken the nickname since.
    """
    rows = [_read_row(row) for row in kept["entries"]]
    boards = [row["board"] for row in rows]
    if nickname_keys_taken([kept["key"]], boards):
        raise NameTaken(rows[0]["nickname"])
    db.session.execute(insert(LeaderboardEntry), rows)
    is_hidden = all(row["is_hidden"] for row in rows)
    _change_rounds(_of_ids(kept["rounds"]), is_name_hidden=is_hidden, nickname_key=kept["key"])


def remove_round(*, slug: str, now: datetime) -> Kept:
    """Take a round away with its page, its card and its entries on the boards.

    The next best round of its nickname takes its place. What was counted stays counted.

    :raises RoundMissing: also for a round that is not finished.
    :raises RoundDeleted: when it is gone already.
    """
    round_ = _locked_round(slug)
    entries = _entries_of(round_.id)
    _change_rounds(_of_ids([round_.id]), deleted_at=now)
    _delete_entries(entries)
    return {"round_id": round_.id, "entries": [_replaced(entry) for entry in entries]}


def bring_round_back(kept: Kept) -> None:
    """Undo `remove_round`. Where a better round or another player has its place, that stays."""
    _change_rounds(_of_ids([kept["round_id"]]), deleted_at=None)
    for saved in kept["entries"]:
        row = _read_row(saved["row"])
        _delete_replacement(row, saved["next_round_id"])
        insert_new(LeaderboardEntry, row, unique=ENTRY_KEY)


def forget_round(kept: Kept) -> None:
    """Delete for good what was left of a round that was taken away."""
    round_ = db.session.get_one(TriviaRound, kept["round_id"])
    for response in round_.responses:
        db.session.delete(response)
    _change_rounds(_of_ids([round_.id]), nickname="", nickname_key="", network_digest=None)


def forget_names(kept: Kept) -> None:
    """Delete for good the nickname that rounds still had after `remove`."""
    off_boards = _of_ids(kept["rounds"]).where(TriviaRound.nickname_key == "")
    _change_rounds(off_boards, nickname="")


def read_board(board: str) -> tuple[int, date | None]:
    """The quiz and the day (None: all time) of a board."""
    quiz_id, day = board.split("/")
    return int(quiz_id), None if day == ALL_TIME else date.fromisoformat(day)


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


def _check_free(name: Nickname, boards: Sequence[str], key: str) -> None:
    if name.key != key and nickname_keys_taken([name.key], boards):
        raise NameTaken(name.name)


def _change_entries(entries: Iterable[LeaderboardEntry], **values: Any) -> None:
    """By statements, for a nickname is part of the primary key."""
    entry = LeaderboardEntry
    for each in entries:
        of_name = (entry.board == each.board) & (entry.nickname_key == each.nickname_key)
        db.session.execute(update(entry).where(of_name).values(values), execution_options=BARE)
    db.session.expire_all()


def _delete_entries(entries: Iterable[LeaderboardEntry]) -> None:
    for entry in entries:
        db.session.delete(entry)
    db.session.flush()


def _change_rounds(rounds: Update, **values: Any) -> None:
    """Also tells every process that cards of rounds may say something else by now."""
    db.session.execute(rounds.values(values))
    bump_version(RESULTS)


def _is_round_of(quiz_id: int, key: str) -> ColumnElement[bool]:
    editions = select(Edition.id).where(Edition.quiz_id == quiz_id)
    return (TriviaRound.nickname_key == key) & TriviaRound.edition_id.in_(editions)


def _rounds_under(quiz_id: int, key: str) -> Update:
    under = _is_round_of(quiz_id, key)
    return update(TriviaRound).where(under).execution_options(**BARE)


def _ids_of_rounds(quiz_id: int, key: str) -> list[int]:
    return list(db.session.scalars(select(TriviaRound.id).where(_is_round_of(quiz_id, key))))


def _of_ids(ids: Sequence[int]) -> Update:
    return update(TriviaRound).where(TriviaRound.id.in_(ids)).execution_options(**BARE)


def _locked_round(slug: str) -> TriviaRound:
    round_ = db.session.scalar(
        select(TriviaRound)
        .where(TriviaRound.slug == slug)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if round_ is None or not round_.is_finished:
        raise RoundMissing
    if round_.deleted_at is not None:
        raise RoundDeleted
    return round_


def _entries_of(round_id: int) -> Sequence[LeaderboardEntry]:
    entry = LeaderboardEntry
    return db.session.scalars(
        select(entry).where(entry.round_id == round_id).order_by(entry.board.desc())
    ).all()


def _replaced(entry: LeaderboardEntry) -> Kept:
    """What is kept of the entry of a round taken away, once the next best round is in its place."""
    best = _best_round(entry.board, entry.nickname_key)
    if best:
        place: dict[str, Any] = {"score": best.score, "right_count": best.right_count}
        place |= {"round_id": best.id, "achieved_at": best.finished_at}
        insert_new(LeaderboardEntry, _row(entry) | place, unique=ENTRY_KEY)
    return {"row": _kept_row(entry), "next_round_id": best.id if best else None}


def _delete_replacement(row: Kept, next_round_id: int | None) -> None:
    entry = LeaderboardEntry
    of_name = (entry.board == row["board"]) & (entry.nickname_key == row["nickname_key"])
    replacement = delete(entry).where(of_name, entry.round_id == next_round_id)
    db.session.execute(replacement, execution_options=BARE)


def _best_round(board: str, key: str) -> TriviaRound | None:
    """The best round that a nickname has for a board; of two equal ones the earlier."""
    quiz_id, day = read_board(board)
    rounds = select(TriviaRound).where(_is_round_of(quiz_id, key), TriviaRound.deleted_at.is_(None))
    if day:
        rounds = rounds.where(TriviaRound.day == day)
    best_first = rounds.order_by(TriviaRound.score.desc(), TriviaRound.finished_at)
    return db.session.scalar(best_first.limit(1))


def _row(entry: LeaderboardEntry) -> dict[str, Any]:
    return {column.name: getattr(entry, column.name) for column in entry.__table__.columns}


def _kept_row(entry: LeaderboardEntry) -> Kept:
    return _row(entry) | {"achieved_at": entry.achieved_at.isoformat()}


def _read_row(kept: Kept) -> dict[str, Any]:
    return kept | {"achieved_at": datetime.fromisoformat(kept["achieved_at"])}

"""Write the record of moderation, undo what stands in it, and purge it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Conflict, Missing
from quizapp.feedback.moderation.acts import KEPT_FOR, OF_WORDS, Act
from quizapp.feedback.moderation.models import SUBJECT_LIMIT, ModerationRecord
from quizapp.sharing import withdrawing
from quizapp.trivia.nickname import nickname
from quizapp.trivia.service import moderation as boards
from quizapp.trivia.service import words

Kept = dict[str, Any]
CHANGED = (boards.NameTaken, boards.DoneAlready, words.WordThere)


class RecordMissing(Missing):
    pass


class NotRestorable(Conflict):
    """It has been undone already, or is older than `KEPT_FOR`."""


class ChangedSince(Conflict):
    """What it was done to has been changed or removed since: undo that first."""


def add_record(
    act: Act, subject: str, kept: Kept, *, by: str, now: datetime, reason: str = ""
) -> ModerationRecord:
    """Within a transaction: record what was done, with its id."""
    record = ModerationRecord(
        act=act,
        subject=subject[:SUBJECT_LIMIT],
        reason=reason,
        done_by=by,
        done_at=now,
        kept=kept,
    )
    db.session.add(record)
    db.session.flush()
    return record


@retry_once
def restore(*, record_id: int, by: str, now: datetime) -> ModerationRecord:
    """Undo what a record tells of.

    :raises RecordMissing:
    :raises NotRestorable:
    :raises ChangedSince:
    """
    with transaction():
        record = _locked(record_id)
        if record.kept is None or not record.is_restorable(now):
            raise NotRestorable("not-restorable")
        try:
            UNDO[Act(record.act)](record.kept, now)
        except (*CHANGED, Missing) as changed:
            raise ChangedSince("changed-since") from changed
        record.kept, record.restored_by, record.restored_at = None, by, now
        return record


def purge(*, now: datetime) -> int:
    """Within a transaction: delete for good what can be undone no longer; of how many records.

    That somebody did something, when and why stays; which player it was about does not.
    """
    row = ModerationRecord
    names_somebody = (row.subject != "") & row.act.not_in(OF_WORDS)
    old = row.done_at <= now - KEPT_FOR
    records = db.session.scalars(
        select(row).where(old, or_(row.kept.is_not(None), names_somebody))
    ).all()
    for record in records:
        _forget(record)
    return len(records)


def _forget(record: ModerationRecord) -> None:
    forget = FORGET.get(Act(record.act))
    if forget and record.kept is not None:
        forget(record.kept)
    record.kept = None
    if record.act not in OF_WORDS:
        record.subject = ""


def _locked(record_id: int) -> ModerationRecord:
    record = db.session.get(
        ModerationRecord, record_id, with_for_update=True, populate_existing=True
    )
    if record is None:
        raise RecordMissing
    return record


def _show(kept: Kept, _now: datetime) -> None:
    boards.set_hidden(quiz_id=kept["quiz_id"], key=kept["key"], is_hidden=False)


def _hide(kept: Kept, _now: datetime) -> None:
    boards.set_hidden(quiz_id=kept["quiz_id"], key=kept["key"], is_hidden=True)


def _rename_back(kept: Kept, _now: datetime) -> None:
    old = nickname(kept["nickname"])
    boards.rename(quiz_id=kept["quiz_id"], key=kept["key"], name=old)
    if kept["is_hidden"]:
        boards.set_hidden(quiz_id=kept["quiz_id"], key=old.key, is_hidden=True)


def _put_back(kept: Kept, _now: datetime) -> None:
    boards.put_back(kept)


def _bring_round_back(kept: Kept, _now: datetime) -> None:
    boards.bring_round_back(kept)


def _bring_result_back(kept: Kept, _now: datetime) -> None:
    withdrawing.bring_result_back(result_id=kept["result_id"])


def _remove_word(kept: Kept, _now: datetime) -> None:
    words.remove_word(kept["word"])
    _show_found(kept, _now)


def _add_word(kept: Kept, now: datetime) -> None:
    words.add_word(kept["word"], kept["kind"], by=kept["by"], now=now)


def _show_found(kept: Kept, _now: datetime) -> None:
    for quiz_id, key in kept["hidden"]:
        boards.show_if_hidden(quiz_id=quiz_id, key=key)


def _forget_result(kept: Kept) -> None:
    withdrawing.forget_result(result_id=kept["result_id"])


UNDO: dict[Act, Callable[[Kept, datetime], None]] = {
    Act.HIDE: _show,
    Act.SHOW: _hide,
    Act.RENAME: _rename_back,
    Act.REMOVE: _put_back,
    Act.DELETE_ROUND: _bring_round_back,
    Act.DELETE_RESULT: _bring_result_back,
    Act.ADD_WORD: _remove_word,
    Act.REMOVE_WORD: _add_word,
    Act.HIDE_FOUND: _show_found,
}
FORGET: dict[Act, Callable[[Kept], None]] = {
    Act.REMOVE: boards.forget_names,
    Act.DELETE_ROUND: boards.forget_round,
    Act.DELETE_RESULT: _forget_result,
}

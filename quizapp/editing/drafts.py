"""Keep what an editor has typed and not saved, exactly as it was sent."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, delete, select

from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Rejected

from .models import Draft
from .rows import Fields

LARGEST = 200_000
"""Characters of a draft; the largest form that makes sense is a tenth of it."""
NEW = "new-"
NOT_KEPT = {"csrf_token", "command"}


class DraftTooLarge(Rejected):
    pass


def draft_key(kind: str, object_id: int) -> str:
    return f"{kind}:{object_id}"


def new_draft_key(kind: str, parent_id: int) -> str:
    return f"{NEW}{kind}:{parent_id}"


def thing_of_key(key: str) -> tuple[str, int, bool]:
    """Kind and number that a key was made of, and whether the thing is still to be made."""
    name, number = key.split(":")
    return name.removeprefix(NEW), int(number), name.startswith(NEW)


@retry_once
def keep_draft(
    *, editor_id: int, key: str, fields: Iterable[tuple[str, str]], now: datetime
) -> None:
    """:raises DraftTooLarge: when it is more than anybody types."""
    kept = [[name, value] for name, value in fields if name not in NOT_KEPT]
    if sum(len(name) + len(value) for name, value in kept) > LARGEST:
        raise DraftTooLarge("draft-too-large")
    with transaction():
        draft = db.session.scalar(_of(editor_id, key)) or Draft(editor_id=editor_id, key=key)
        draft.fields, draft.saved_at = kept, now
        db.session.add(draft)


def discard_draft(*, editor_id: int, key: str) -> None:
    with transaction():
        db.session.execute(delete(Draft).where(Draft.editor_id == editor_id, Draft.key == key))


def draft_fields(editor_id: int, key: str) -> tuple[Fields, datetime] | None:
    """What the editor typed into a form and when, or None."""
    draft = db.session.scalar(_of(editor_id, key))
    if draft is None:
        return None
    return [(name, value) for name, value in draft.fields], draft.saved_at


def _of(editor_id: int, key: str) -> Select[Draft]:
    return select(Draft).where(Draft.editor_id == editor_id, Draft.key == key)

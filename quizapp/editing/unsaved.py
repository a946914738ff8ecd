"""Unsaved forms: what an editor has typed and not saved, exactly as it was sent."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, delete, select

from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Rejected

from .keys import FormKey
from .models import UnsavedForm
from .rows import Fields

LARGEST = 200_000
"""Characters of a form; the largest one that makes sense is a tenth of it."""
NOT_STORED = {"csrf_token", "command"}


class FormTooLarge(Rejected):
    pass


@retry_once
def store_unsaved(
    *, editor_id: int, key: FormKey, fields: Iterable[tuple[str, str]], now: datetime
) -> None:
    """Store what an editor has typed into a form, instead of what was stored of it before.

    :raises FormTooLarge: when it is more than anybody types.
    """
    with transaction():
        put_unsaved(editor_id, key, fields, now)


def put_unsaved(
    editor_id: int, key: FormKey, fields: Iterable[tuple[str, str]], now: datetime
) -> None:
    """Store unsaved text within the transaction of the caller."""
    stored = [[name, value] for name, value in fields if name not in NOT_STORED]
    if sum(len(name) + len(value) for name, value in stored) > LARGEST:
        raise FormTooLarge("draft-too-large")
    row = db.session.scalar(_of(editor_id, key)) or UnsavedForm(editor_id=editor_id, key=str(key))
    row.fields, row.saved_at = stored, now
    db.session.add(row)


def discard_unsaved(*, editor_id: int, key: FormKey) -> None:
    """Forget what an editor has typed into a form."""
    with transaction():
        delete_unsaved(editor_id, key)


def delete_unsaved(editor_id: int, key: FormKey) -> None:
    """Delete unsaved text within the transaction of the caller."""
    own = UnsavedForm.editor_id == editor_id, UnsavedForm.key == str(key)
    db.session.execute(delete(UnsavedForm).where(*own))


def unsaved_fields(editor_id: int, key: FormKey) -> tuple[Fields, datetime] | None:
    """The unsaved text of a form and when it was typed, or None."""
    row = db.session.scalar(_of(editor_id, key))
    if row is None:
        return None
    return [(name, value) for name, value in row.fields], row.saved_at


def _of(editor_id: int, key: FormKey) -> Select[UnsavedForm]:
    return select(UnsavedForm).where(
        UnsavedForm.editor_id == editor_id, UnsavedForm.key == str(key)
    )

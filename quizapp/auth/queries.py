"""Queries of editors, their sessions and their invitations."""

from collections.abc import Sequence

from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.errors import Missing

from .models import Editor, EditorSession, Invitation, Role, SignInTally
from .names import cleaned_name, is_acceptable, name_key


class EditorMissing(Missing):
    pass


def all_editors() -> Sequence[Editor]:
    return db.session.scalars(select(Editor).order_by(Editor.name_key)).all()


def find_editor(name: str) -> Editor | None:
    """The editor of this name in any spelling; None is an everyday answer to a guess."""
    if not is_acceptable(cleaned_name(name)):
        return None
    return db.session.scalar(select(Editor).where(Editor.name_key == name_key(name)))


def editor_by_name(name: str) -> Editor:
    editor = find_editor(name)
    if editor is None:
        raise EditorMissing
    return editor


def editor_by_id(editor_id: int) -> Editor:
    editor = db.session.get(Editor, editor_id)
    if editor is None:
        raise EditorMissing
    return editor


def locked_editor(editor_id: int) -> Editor:
    """The row as it is now, which nobody else can change before this transaction ends."""
    editor = db.session.get(Editor, editor_id, with_for_update=True, populate_existing=True)
    if editor is None:
        raise EditorMissing
    return editor


def locked_active_admins() -> Sequence[Editor]:
    active = select(Editor).where(Editor.role == Role.ADMIN, Editor.disabled_at.is_(None))
    return db.session.scalars(active.order_by(Editor.id).with_for_update()).all()


def session_by_digest(token_digest: str) -> EditorSession | None:
    of_token = select(EditorSession).where(EditorSession.token_digest == token_digest)
    return db.session.scalar(of_token)


def open_invitation(token_digest: str) -> Invitation | None:
    """An invitation that has not been used; it may have expired."""
    unused = select(Invitation).where(
        Invitation.token_digest == token_digest, Invitation.used_at.is_(None)
    )
    return db.session.scalar(unused)


def account_name(typed: str) -> str:
    """The name of the account that somebody means, empty when there is none: what was typed may be
    a password in the wrong field."""
    editor = find_editor(typed)
    return editor.name if editor else ""


def try_counts(who_digests: Sequence[str], windows: Sequence[int]) -> dict[str, int]:
    """Attempts to sign in within all of these windows, for each digest."""
    total = (
        select(SignInTally.who_digest, func.sum(SignInTally.try_count).label("total"))
        .where(SignInTally.who_digest.in_(who_digests), SignInTally.window.in_(windows))
        .group_by(SignInTally.who_digest)
    )
    counted = {row.who_digest: int(row.total) for row in db.session.execute(total)}
    return {digest: counted.get(digest, 0) for digest in who_digests}


def has_second_factor(editor_id: int) -> bool:
    return bool(editor_by_id(editor_id).totp_secret)

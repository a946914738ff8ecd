"""Editor sessions: sign in, expire, sign out.

A session is a row; the browser holds a random token and the row only its digest. Ages are told
from the row, and a clock that was set back makes nobody older.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from quizapp.database.db import db, transaction
from quizapp.errors import Rejected

from . import passwords, second_factor, throttle
from .models import Editor, EditorSession
from .queries import editor_by_id, find_editor, locked_editor, session_by_digest

IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly ``seen_at`` is kept: a row is not written with every page."""
KEPT = timedelta(days=7)
TOKEN_BYTES = 32


class WrongCredentials(Rejected):
    """Name, password or code: which one, nobody is told."""


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """A token is random, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(*, name: str, password: str, code: str, address: str, now: datetime) -> str:
    """Begin a session and return its token.

    Unknown names take as long and end the same as wrong passwords.

    :param code: of the authenticator app or for recovery; ignored where there is no second factor.
    :raises WrongCredentials: also for those who were disabled or never chose a password.
    :raises TooManyTries: when there were too many attempts; the password is not looked at.
    """
    throttle.record_attempt(name=name, address=address, now=now)
    editor = find_editor(name)
    checked_hash = editor.password_hash if editor else ""
    if not passwords.matches(password, checked_hash) or editor is None:
        raise WrongCredentials("credentials")
    with transaction():
        editor = locked_editor(editor.id)
        if editor.disabled_at or editor.password_hash != checked_hash:
            raise WrongCredentials("credentials")
        use_second_factor(editor, code, now)
        throttle.forgive(name=name, address=address, now=now)
        _sweep(now)
        return begin_session(editor, now)


def confirm_password(*, editor_id: int, password: str, address: str, now: datetime) -> None:
    """Make sure that it is the editor who types.

    :raises WrongCredentials: when the password is not right.
    :raises TooManyTries: as at sign-in, and counted together.
    """
    editor = editor_by_id(editor_id)
    name, checked_hash = editor.name, editor.password_hash
    throttle.record_attempt(name=name, address=address, now=now)
    if not passwords.matches(password, checked_hash):
        raise WrongCredentials("credentials")
    with transaction():
        throttle.forgive(name=name, address=address, now=now)


def begin_session(editor: Editor, now: datetime) -> str:
    """Within a transaction."""
    token = new_token()
    row = EditorSession(
        token_digest=digest_of(token), editor_id=editor.id, created_at=now, seen_at=now
    )
    db.session.add(row)
    return token


def session_of(token: str, *, now: datetime) -> EditorSession | None:
    """The session of a token while it lasts; notes that it was used."""
    row = session_by_digest(digest_of(token))
    if row is None or not is_alive(row, now):
        return None
    if abs(now - row.seen_at) >= SEEN_EVERY:
        with transaction():
            row.seen_at = now
            row.created_at = min(row.created_at, now)  # a clock that was ahead gives no extra time
    return row


def is_alive(row: EditorSession, now: datetime) -> bool:
    is_young = now - row.created_at < ABSOLUTE and now - row.seen_at < IDLE
    return is_young and row.ended_at is None and row.editor.disabled_at is None


def sign_out(*, token: str, now: datetime) -> None:
    with transaction():
        row = session_by_digest(digest_of(token))
        if row is not None and row.ended_at is None:
            row.ended_at = now


def sign_out_everywhere(*, editor_id: int, now: datetime) -> None:
    with transaction():
        end_sessions(editor_id, now)


def end_sessions(editor_id: int, now: datetime) -> None:
    """Within a transaction, end every session of an editor."""
    running = EditorSession.editor_id == editor_id, EditorSession.ended_at.is_(None)
    db.session.execute(update(EditorSession).where(*running).values(ended_at=now))


def use_second_factor(editor: Editor, code: str, now: datetime) -> None:
    """Within a transaction that has locked the editor, use a code up.

    :raises WrongCredentials: when the editor has a second factor and this is not it.
    """
    if not editor.totp_secret:
        return
    used = editor.last_totp_step
    step = second_factor.step_of(editor.totp_secret, code, now=now, after=used)
    left = second_factor.without(editor.recovery_digests, code)
    if step is not None:
        editor.last_totp_step = step
    elif left is not None:
        editor.recovery_digests = left
    else:
        raise WrongCredentials("credentials")


def _sweep(now: datetime) -> None:
    db.session.execute(delete(EditorSession).where(EditorSession.created_at < now - KEPT))
    throttle.sweep(now)

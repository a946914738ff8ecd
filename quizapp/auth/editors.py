"""Editor accounts: invitations, passwords, roles, second factor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from quizapp.database.db import changed_rows, db, transaction
from quizapp.errors import Conflict, Missing, Rejected
from quizapp.web.doors import PASSWORDS

from . import passwords, second_factor
from .models import NAME_LIMIT, Editor, Invitation, Role
from .names import cleaned_name, is_acceptable, name_key
from .queries import (
    editor_by_id,
    editor_by_name,
    find_editor,
    locked_active_admins,
    locked_editor,
    open_invitation,
)
from .sessions import begin_session, digest_of, end_sessions, new_token

INVITATION_LASTS = timedelta(hours=1)


class NameTaken(Conflict):
    pass


class NameMalformed(Rejected):
    pass


class PasswordWeak(Rejected):
    """The password is too easy to guess.

    ``reason`` is the `passwords.Weakness`.
    """


class InvitationMissing(Missing):
    """Never made, used, or too old."""


class LastAdmin(Rejected):
    """Without an admin nobody could invite anybody."""


class WrongCode(Rejected):
    pass


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that can be used: for whom, and whether they have had a password before."""

    name: str
    is_reset: bool


def invite(*, name: str, role: Role, now: datetime) -> str:
    """Add an editor, and return the token of the link by which they choose their password.

    :raises NameMalformed: when the name has characters that a name has not.
    :raises NameTaken: when somebody has this name, or one that is written nearly the same.
    """
    name, key = cleaned_name(name), name_key(name)
    if not is_acceptable(name) or len(name) > NAME_LIMIT or len(key) > 2 * NAME_LIMIT:
        raise NameMalformed("name")
    if find_editor(name):
        raise NameTaken("name")
    try:
        with transaction():
            editor = Editor(name=name, name_key=key, role=role, created_at=now)
            db.session.add(editor)
            db.session.flush()
            return _new_invitation(editor, now)
    except IntegrityError as taken:
        raise NameTaken("name") from taken


def reset(*, editor_id: int, now: datetime) -> str:
    """Return the token of a link for a new password; older links of this editor are dead."""
    with transaction():
        return _new_invitation(locked_editor(editor_id), now)


def reset_by_name(*, name: str, now: datetime) -> str:
    """:raises EditorMissing: when nobody has this name."""
    return reset(editor_id=editor_by_name(name).id, now=now)


def invitation_of(token: str, *, now: datetime) -> OpenInvitation:
    """:raises InvitationMissing: when the link does not work, for whatever reason."""
    invitation = _valid(token, now)
    return OpenInvitation(invitation.editor.name, bool(invitation.editor.password_hash))


def accept_invitation(*, token: str, password: str, now: datetime) -> None:
    """Set the password; the link works once, and whoever was signed in is so no longer.

    :raises InvitationMissing: when the link does not work, for whatever reason.
    :raises PasswordWeak: when the password is not good enough; the link can be used again.
    """
    password_hash = _hash_of_good(password, _valid(token, now).editor.name)
    with transaction():
        invitation = _valid(token, now)
        editor = locked_editor(invitation.editor_id)
        if not _use_up(invitation, now):
            raise InvitationMissing
        editor.password_hash = password_hash
        end_sessions(editor.id, now)


def choose_password(*, editor_id: int, password: str, now: datetime) -> str:
    """Change one's own password, end every session, and return the token of a new one.

    :raises PasswordWeak: when the password is not good enough.
    """
    password_hash = _hash_of_good(password, editor_by_id(editor_id).name)
    with transaction():
        editor = locked_editor(editor_id)
        editor.password_hash = password_hash
        _void_invitations(editor.id, now)
        end_sessions(editor.id, now)
        return begin_session(editor, now)


def disable(*, editor_id: int, now: datetime) -> None:
    """:raises LastAdmin: when no active admin would be left."""
    with transaction():
        _keep_an_admin(besides=editor_id)
        editor = locked_editor(editor_id)
        editor.disabled_at = editor.disabled_at or now
        _void_invitations(editor_id, now)
        end_sessions(editor_id, now)


def enable(*, editor_id: int) -> None:
    with transaction():
        locked_editor(editor_id).disabled_at = None


def change_role(*, editor_id: int, role: Role) -> None:
    """:raises LastAdmin: when no active admin would be left."""
    with transaction():
        if role != Role.ADMIN:
            _keep_an_admin(besides=editor_id)
        locked_editor(editor_id).role = role


def turn_on_second_factor(*, editor_id: int, secret: str, code: str, now: datetime) -> list[str]:
    """Ask for codes from now on, and return the recovery codes, which nobody can read again.

    :raises WrongCode: when the app does not make the codes of this secret.
    """
    codes = second_factor.new_recovery_codes()
    with transaction():
        editor = locked_editor(editor_id)
        step = second_factor.step_of(secret, code, now=now, after=editor.last_totp_step)
        if step is None:
            raise WrongCode("code")
        editor.totp_secret, editor.last_totp_step = secret, step
        editor.recovery_digests = list(map(second_factor.recovery_digest, codes))
    return codes


def turn_off_second_factor(*, editor_id: int) -> None:
    with transaction():
        editor = locked_editor(editor_id)
        editor.totp_secret, editor.recovery_digests = "", []


def _new_invitation(editor: Editor, now: datetime) -> str:
    token = new_token()
    _void_invitations(editor.id, now)
    db.session.add(
        Invitation(
            token_digest=digest_of(token),
            editor_id=editor.id,
            created_at=now,
            expires_at=now + INVITATION_LASTS,
        )
    )
    return token


def _valid(token: str, now: datetime) -> Invitation:
    invitation = open_invitation(digest_of(token))
    if invitation is None or invitation.expires_at <= now or invitation.editor.disabled_at:
        raise InvitationMissing
    return invitation


def _use_up(invitation: Invitation, now: datetime) -> bool:
    """Whether it was still unused: of two who come at once, one gets in."""
    unused = Invitation.id == invitation.id, Invitation.used_at.is_(None)
    return changed_rows(update(Invitation).where(*unused).values(used_at=now)) == 1


def _void_invitations(editor_id: int, now: datetime) -> None:
    unused = Invitation.editor_id == editor_id, Invitation.used_at.is_(None)
    db.session.execute(update(Invitation).where(*unused).values(used_at=now))


def _keep_an_admin(*, besides: int) -> None:
    if {admin.id for admin in locked_active_admins()} == {besides}:
        raise LastAdmin("last-admin")


@PASSWORDS.entered()
def _hash_of_good(password: str, name: str) -> str:
    if weakness := passwords.weakness(password, name=name):
        raise PasswordWeak(weakness)
    return passwords.hashed(password)

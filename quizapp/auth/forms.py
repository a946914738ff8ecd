"""Forms of sign-in, accounts and invitations."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from quizapp.web.forms import choices

from .access import AdminForm
from .models import NAME_LIMIT, Role
from .passwords import LEAST_LENGTH, MOST_LENGTH

CODE_LENGTH = 40
ROLES = choices(
    [
        (Role.EDITOR, _l("Editor: looks after the questions and the album")),
        (Role.ADMIN, _l("Admin: can also invite people")),
    ]
)
PASSWORD_MISMATCH = _l("The two passwords are not the same.")


class SignInForm(AdminForm):
    """Name, password, and the code of a second factor where the editor has one.

    ``pending`` is another form that was sent after the session had ended, see `pending_form`.
    """

    name = StringField(_l("Name"), [InputRequired(), Length(max=4 * NAME_LIMIT)])
    password = PasswordField(_l("Password"), [InputRequired(), Length(max=2 * MOST_LENGTH)])
    code = StringField(_l("Code from your app, or a recovery code"), [Length(max=CODE_LENGTH)])
    pending = HiddenField()


class NewPasswordForm(AdminForm):
    password = PasswordField(
        _l("New password"), [InputRequired(), Length(min=LEAST_LENGTH, max=MOST_LENGTH)]
    )
    again = PasswordField(
        _l("New password once more"), [InputRequired(), EqualTo("password", PASSWORD_MISMATCH)]
    )


class InvitationForm(NewPasswordForm):
    token = HiddenField()


class ChangePasswordForm(NewPasswordForm):
    current = PasswordField(_l("Current password"), [InputRequired(), Length(max=2 * MOST_LENGTH)])


class ConfirmForm(AdminForm):
    current = PasswordField(_l("Your password"), [InputRequired(), Length(max=2 * MOST_LENGTH)])


class SecondFactorForm(ConfirmForm):
    """The first code of an authenticator app, to turn the second factor on.

    ``secret`` is signed: app and server must mean the same one.
    """

    secret = HiddenField()
    code = StringField(_l("Code from your app"), [InputRequired(), Length(max=CODE_LENGTH)])


class InviteForm(AdminForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=NAME_LIMIT)])
    role = SelectField(_l("Role"), [InputRequired()], choices=ROLES)


class RoleForm(AdminForm):
    role = SelectField(_l("Role"), [InputRequired()], choices=ROLES)

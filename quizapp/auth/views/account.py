"""Account pages: change the password, turn the second factor on or off."""

import segno
from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth import editors, second_factor
from quizapp.auth.access import current_editor, give_token
from quizapp.auth.forms import ChangePasswordForm, ConfirmForm, SecondFactorForm
from quizapp.auth.queries import has_second_factor
from quizapp.auth.refusals import weak_password
from quizapp.auth.sessions import WrongCredentials, confirm_password
from quizapp.auth.throttle import TooManyTries
from quizapp.auth.views.blueprint import bp
from quizapp.web import logs, signing

Page = str | Response | tuple[str, int]
SECRET_PURPOSE = "new second factor"  # noqa: S105 - what a signed text is for


@bp.get("/account")
def account() -> str:
    return render_template(
        "auth/account.html", has_second_factor=has_second_factor(current_editor().id)
    )


@bp.route("/account/password", methods=["GET", "POST"])
def password() -> Page:
    form = ChangePasswordForm(request.form)
    if form.is_submitted_and_valid() and _is_confirmed(form):
        try:
            return _change_password(form)
        except editors.PasswordWeak as weak:
            form.password.errors = [weak_password(weak.reason)]
    return render_template("auth/password.html", form=form), 422 if form.errors else 200


@bp.route("/account/second-factor", methods=["GET", "POST"])
def second_factor_page() -> Page:
    """Turns it off where it is on, and on where it is off."""
    return _turn_off() if has_second_factor(current_editor().id) else _turn_on()


def _change_password(form: ChangePasswordForm) -> Response:
    token = editors.choose_password(
        editor_id=current_editor().id, password=form.password.data or "", now=clock.now()
    )
    give_token(token)
    logs.event("desk.password_changed", editor=current_editor().name)
    return redirect(url_for("auth.account"), 303)


def _turn_off() -> Page:
    form = ConfirmForm(request.form)
    if form.is_submitted_and_valid() and _is_confirmed(form):
        editors.turn_off_second_factor(editor_id=current_editor().id)
        logs.event("desk.second_factor_off", editor=current_editor().name)
        return redirect(url_for("auth.account"), 303)
    page = render_template("auth/second_factor_off.html", form=form)
    return page, 422 if form.errors else 200


def _turn_on() -> Page:
    form = SecondFactorForm(request.form)
    secret = _secret_of(form)
    if form.is_submitted_and_valid() and _is_confirmed(form):
        try:
            return _recovery_codes(form, secret)
        except editors.WrongCode:
            form.code.errors = [_("This is not the code that the app shows now.")]
    address = second_factor.address(secret, name=current_editor().name)
    picture = Markup(segno.make(address).svg_inline(scale=5, light="#fff"))  # noqa: S704 - digits
    page = render_template("auth/second_factor.html", form=form, picture=picture, secret=secret)
    return page, 422 if form.errors else 200


def _recovery_codes(form: SecondFactorForm, secret: str) -> str:
    codes = editors.turn_on_second_factor(
        editor_id=current_editor().id, secret=secret, code=form.code.data or "", now=clock.now()
    )
    logs.event("desk.second_factor_on", editor=current_editor().name)
    return render_template("auth/recovery_codes.html", codes=codes)


def _secret_of(form: SecondFactorForm) -> str:
    """The secret that the page has shown, or a new one to show."""
    shown = signing.read(form.secret.data or "", purpose=SECRET_PURPOSE)
    editor_id = current_editor().id
    secret: str = shown[1] if shown and shown[0] == editor_id else second_factor.new_secret()
    form.secret.data = signing.sign([editor_id, secret], purpose=SECRET_PURPOSE)
    return secret


def _is_confirmed(form: ChangePasswordForm | ConfirmForm) -> bool:
    """Whether it is the editor who sits there; the form says so when not.

    :raises TooManyTries: after too many wrong passwords.
    """
    try:
        confirm_password(
            editor_id=current_editor().id,
            password=form.current.data or "",
            address=request.remote_addr or "",
            now=clock.now(),
        )
    except (WrongCredentials, TooManyTries) as refusal:
        logs.event("desk.confirm_refused", editor=current_editor().name, reason=refusal.cause)
        if isinstance(refusal, TooManyTries):
            raise
        form.current.errors = [_("This is not your password.")]
    return not form.current.errors

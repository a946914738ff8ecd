"""Sign-in, sign-out and invitations, and what becomes of a form whose session has ended."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth import editors
from quizapp.auth import sessions as service
from quizapp.auth.access import (
    StalePage,
    cookie_name,
    current_editor,
    give_token,
    is_cookie_dropped,
    is_form_of_editor,
    signed_in_editor,
    token_of_browser,
)
from quizapp.auth.destinations import is_admin_address
from quizapp.auth.forms import InvitationForm, NewPasswordForm, SignInForm
from quizapp.auth.pending_form import PendingForm, pending_form, read_pending_form
from quizapp.auth.queries import account_name
from quizapp.auth.refusals import weak_password
from quizapp.auth.throttle import WINDOW, TooManyTries
from quizapp.auth.views.blueprint import bp
from quizapp.errors import AppError, SignedOut
from quizapp.web import logs
from quizapp.web.error_pages import error_response, wants_json
from quizapp.web.security import SAFE_METHODS

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Page:
    form = SignInForm(request.form)
    if not form.is_submitted_and_valid():
        return _sign_in_page(form), 422 if form.errors else 200
    try:
        token = service.sign_in(
            name=form.name.data or "",
            password=form.password.data or "",
            code=form.code.data or "",
            address=request.remote_addr or "",
            now=clock.now(),
        )
    except (service.WrongCredentials, TooManyTries) as refusal:
        account = account_name(form.name.data or "")
        fields = {"editor": account, "reason": refusal.cause, "status": refusal.status}
        logs.event("desk.sign_in_refused", **fields)
        return _refused(form, refusal)
    return _come_in(token, form)


@bp.post("/sign-out")
def sign_out() -> Response:
    logs.event("desk.sign_out", editor=current_editor().name)
    service.sign_out(token=token_of_browser(), now=clock.now())
    give_token("")
    return redirect(url_for("auth.sign_in"), 303)


@bp.post("/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    logs.event("desk.sign_out_everywhere", editor=current_editor().name)
    service.sign_out_everywhere(editor_id=current_editor().id, now=clock.now())
    give_token("")
    return redirect(url_for("auth.sign_in"), 303)


@bp.route("/invitation", methods=["GET", "POST"])
def invitation() -> Page:
    """Choose a password by a one-time link, whose token stands behind its ``#``.

    No server and no log sees it there; a script or a hand fills it into the form of the first page.
    """
    form = InvitationForm(request.form)
    if "token" not in request.form:
        return render_template("auth/open_invitation.html", form=form)
    try:
        invited = editors.invitation_of(form.token.data or "", now=clock.now())
        if "password" in request.form and form.is_submitted_and_valid():
            return _accept(form.token.data or "", invited.name, form)
    except editors.InvitationMissing as missing:
        return render_template("auth/invitation_missing.html"), missing.status
    except editors.PasswordWeak as weak:
        form.password.errors = [weak_password(weak.reason)]
    page = render_template("auth/invitation.html", form=form, invited=invited)
    return page, 422 if form.errors else 200


@bp.app_errorhandler(SignedOut)
def ask_to_sign_in(refusal: SignedOut) -> Page:
    """Redirect to the sign-in page; a form that an editor was given and sent is carried along."""
    if wants_json():
        return error_response(refusal.status, refusal.reason)
    if request.method in SAFE_METHODS:
        return redirect(url_for("auth.sign_in", next=_address()))
    kept = pending_form(_address(), request.form, request.files) if is_form_of_editor() else ""
    form = SignInForm(pending=kept)
    return _sign_in_page(form, _("You were signed out. Nothing was changed.")), refusal.status


@bp.app_errorhandler(StalePage)
def offer_again(refusal: StalePage) -> Page:
    """Show a form that is older than the session again: nothing is done, and nothing is lost."""
    if is_cookie_dropped() and not wants_json():
        return _sign_in_page(SignInForm(), _dropped_cookie()), refusal.status
    if wants_json() or signed_in_editor() is None:
        return error_response(refusal.status, refusal.reason)
    signed = pending_form(_address(), request.form, request.files)
    pending = read_pending_form(signed) or PendingForm(_address(), ())
    return render_template("auth/send_again.html", pending=pending), refusal.status


def _come_in(token: str, form: SignInForm) -> Page:
    service.sign_out(token=token_of_browser(), now=clock.now())
    give_token(token)
    logs.event("desk.sign_in", editor=form.name.data)
    if pending := read_pending_form(form.pending.data or ""):
        return render_template("auth/send_again.html", pending=pending)
    wanted = request.args.get("next", "")
    is_ours = is_admin_address(wanted, request.script_root)
    return redirect(wanted if is_ours else url_for("editing.home"), 303)


def _accept(token: str, name: str, form: NewPasswordForm) -> Response:
    editors.accept_invitation(token=token, password=form.password.data or "", now=clock.now())
    logs.event("desk.password_chosen", editor=name)
    return redirect(url_for("auth.sign_in", chosen="yes"), 303)


def _sign_in_page(form: SignInForm, problem: str = "") -> str:
    return render_template("auth/sign_in.html", form=form, problem=problem)


def _refused(form: SignInForm, refusal: AppError) -> Page:
    if not isinstance(refusal, TooManyTries):
        words = _("That did not open the door. Check name, password and, if you use one, code.")
        return _sign_in_page(form, words), refusal.status
    words = _("Too many tries. Wait ten minutes, then try again.")
    seconds = int(2 * WINDOW.total_seconds())
    return _sign_in_page(form, words), refusal.status, {"Retry-After": str(seconds)}


def _dropped_cookie() -> str:
    words: str = _(
        "Your browser did not keep the cookie %(cookie)s: over plain http it takes it from the "
        "machine itself only. Whoever runs the game sets PUBLIC_URL to what your address bar "
        "says, and starts it again.",
        cookie=cookie_name(),
    )
    return words


def _address() -> str:
    return f"{request.script_root}{request.full_path}".removesuffix("?")

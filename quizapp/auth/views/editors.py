"""Admin pages about editors: invite, reset, disable, change roles."""

from collections.abc import Callable
from functools import wraps

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth import editors
from quizapp.auth.access import AdminForm, admin_only, current_editor
from quizapp.auth.forms import InviteForm, RoleForm
from quizapp.auth.models import Role
from quizapp.auth.queries import all_editors, editor_by_id
from quizapp.auth.views.blueprint import bp
from quizapp.web import logs
from quizapp.web.addresses import public_url

Page = str | Response | tuple[str, int]
EDITOR = "/people/<int:editor_id>"


def others_only(view: Callable[[int], Page]) -> Callable[[int], Page]:
    """Lead admins who mean themselves to their account page, which asks for the password."""

    @wraps(view)
    def guarded(editor_id: int) -> Page:
        if editor_id == current_editor().id:
            return redirect(url_for("auth.account"), 303)
        return view(editor_id)

    return guarded


@bp.route("/people", methods=["GET", "POST"], endpoint="editors")
@admin_only
def editors_page() -> Page:
    """Everybody; a POST invites one more and shows the link once."""
    form = InviteForm(request.form)
    if not form.is_submitted_and_valid():
        return _editors_page(form), 422 if form.errors else 200
    try:
        token = editors.invite(
            name=form.name.data or "", role=Role(form.role.data), now=clock.now()
        )
    except editors.NameTaken:
        form.name.errors = [_("Somebody at the desk has this name already.")]
        return _editors_page(form), 422
    except editors.NameMalformed:
        form.name.errors = [_("Use letters, digits, spaces and . ' - only.")]
        return _editors_page(form), 422
    _log("editors.invite", form.name.data or "")
    return _link_page(form.name.data or "", token)


@bp.route(f"{EDITOR}/reset", methods=["GET", "POST"])
@admin_only
@others_only
def reset_password(editor_id: int) -> str:
    """Asks first; a POST shows the link once."""
    name, form = editor_by_id(editor_id).name, AdminForm(request.form)
    if not form.is_submitted_and_valid():
        return render_template("auth/reset_password.html", form=form, name=name)
    token = editors.reset(editor_id=editor_id, now=clock.now())
    _log("editors.reset", name)
    return _link_page(name, token)


@bp.post(f"{EDITOR}/disable")
@admin_only
def disable(editor_id: int) -> Page:
    try:
        editors.disable(editor_id=editor_id, now=clock.now())
    except editors.LastAdmin as refusal:
        return _editors_page(InviteForm(), _last_admin()), refusal.status
    return _done("editors.disable", editor_id)


@bp.post(f"{EDITOR}/enable")
@admin_only
def enable(editor_id: int) -> Page:
    editors.enable(editor_id=editor_id)
    return _done("editors.enable", editor_id)


@bp.post(f"{EDITOR}/role")
@admin_only
def change_role(editor_id: int) -> Page:
    form = RoleForm(request.form)
    if not form.validate():
        return _editors_page(InviteForm(), _("There is no such role.")), 422
    try:
        editors.change_role(editor_id=editor_id, role=Role(form.role.data))
    except editors.LastAdmin as refusal:
        return _editors_page(InviteForm(), _last_admin()), refusal.status
    return _done(f"editors.role_{form.role.data}", editor_id)


@bp.post(f"{EDITOR}/second-factor-off")
@admin_only
@others_only
def drop_second_factor(editor_id: int) -> Page:
    """For those who have lost their device and their recovery codes."""
    editors.turn_off_second_factor(editor_id=editor_id)
    return _done("editors.second_factor_off", editor_id)


def _editors_page(form: InviteForm, problem: str = "") -> str:
    return render_template(
        "auth/editors.html",
        form=form,
        editors=[(row, RoleForm(role=row.role)) for row in all_editors()],
        problem=problem,
    )


def _link_page(name: str, token: str) -> str:
    """The link has the configured address: a forged Host must not lead anybody elsewhere."""
    link = public_url(url_for("auth.invitation", _anchor=token))
    return render_template("auth/link.html", name=name, link=link)


def _done(event: str, editor_id: int) -> Response:
    _log(event, editor_by_id(editor_id).name)
    return redirect(url_for("auth.editors"), 303)


def _log(event: str, name: str) -> None:
    logs.event(event, by=current_editor().name, editor=name)


def _last_admin() -> str:
    return str(_("Somebody has to be able to invite people: the last admin stays one."))

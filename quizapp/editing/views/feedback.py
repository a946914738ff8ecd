"""The queue of suggested questions, and the flags on items."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock, logs
from quizapp.editing.access import bp, current_editor
from quizapp.editing.forms.feedback import RejectForm
from quizapp.editing.service import feedback

Page = str | Response | tuple[str, int]
NUMBER = "<int(max=2147483647)"


@bp.get("/suggestions")
def suggestions() -> str:
    return _suggestions_page()


@bp.post(f"/suggestions/{NUMBER}:suggestion_id>/approve")
def approve_suggestion(suggestion_id: int) -> Page:
    """A draft is made of it, and opened: a player's question always needs an editor's hand."""
    try:
        item_id = feedback.approve(
            suggestion_id=suggestion_id, author=current_editor(), now=clock.now()
        )
    except feedback.DecidedAlready as decided:
        return _suggestions_page(_decided_words()), decided.status
    logs.event("suggestion.approve", by=current_editor().name, suggestion=suggestion_id)
    return redirect(url_for("editing.edit", section="items", object_id=item_id), 303)


@bp.post(f"/suggestions/{NUMBER}:suggestion_id>/reject")
def reject_suggestion(suggestion_id: int) -> Page:
    form = RejectForm(request.form)
    if not form.validate():
        return _suggestions_page(_("Say why: the next editor will want to know.")), 422
    try:
        feedback.reject(
            suggestion_id=suggestion_id,
            reason=form.reason.data or "",
            author=current_editor(),
            now=clock.now(),
        )
    except feedback.DecidedAlready as decided:
        return _suggestions_page(_decided_words()), decided.status
    logs.event("suggestion.reject", by=current_editor().name, suggestion=suggestion_id)
    return redirect(url_for("editing.suggestions"), 303)


@bp.get("/flags")
def flags() -> str:
    return render_template("editing/flags.html", items=feedback.flagged_items())


@bp.post(f"/flags/{NUMBER}:item_id>/resolve")
def resolve_flags(item_id: int) -> Response:
    count = feedback.resolve_flags(item_id=item_id, now=clock.now())
    logs.event("flags.resolve", by=current_editor().name, item=item_id, count=count)
    return redirect(url_for("editing.flags"), 303)


def _suggestions_page(problem: str = "") -> str:
    return render_template(
        "editing/suggestions.html",
        suggestions=feedback.open_suggestions(),
        problem=problem,
    )


def _decided_words() -> str:
    return str(_("Somebody has decided this one already."))

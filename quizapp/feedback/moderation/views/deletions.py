"""Pages that delete a result or a round for a player who asks."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.errors import Gone, Missing
from quizapp.feedback.moderation.forms import DeleteForm, FindForm
from quizapp.feedback.moderation.links import read_link
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.feedback.moderation.service import deletions as use_cases
from quizapp.feedback.moderation.words import refusal_words
from quizapp.feedback.views.blueprint import bp
from quizapp.sharing.card_views import folder
from quizapp.web import logs

Page = str | Response | tuple[str, int]


@bp.get("/moderation/deletions")
def deletions() -> str:
    return _find_page(FindForm())


@bp.post("/moderation/deletions")
def find() -> Page:
    """Look a link up, and ask once more before anything is deleted."""
    form = FindForm(request.form)
    if not form.validate():
        return _find_page(form), 422
    try:
        slug = use_cases.slug_of(read_link(form.link.data or ""))
        use_cases.find(slug)
    except use_cases.OfComparison as comparison:
        return _find_page(form, comparison.slugs), 422
    except Missing as missing:
        form.link.errors = [_("No result and no finished round has this address.")]
        return _find_page(form), missing.status
    except Gone as gone:
        return _gone_page(form, gone)
    return redirect(url_for("feedback_admin.ask_to_delete", slug=slug), 303)


@bp.get("/moderation/deletions/<slug>")
def ask_to_delete(slug: str) -> Page:
    try:
        return _ask_page(slug, DeleteForm())
    except Gone as gone:
        return _gone_page(FindForm(data={"link": slug}), gone)


@bp.post("/moderation/deletions/<slug>")
def delete(slug: str) -> Page:
    """Delete it, or say that somebody was faster."""
    form = DeleteForm(request.form)
    try:
        if not form.validate():
            return _ask_page(slug, form), 422
        record = _delete(slug, form.reason.data or "")
    except Gone as gone:
        return _gone_page(FindForm(data={"link": slug}), gone)
    logs.event(f"moderation.{record.act}", by=current_editor().name, record=record.id)
    return redirect(url_for("feedback_admin.moderation_log", _anchor=f"record-{record.id}"), 303)


def _delete(slug: str, reason: str) -> ModerationRecord:
    by = current_editor().name
    return use_cases.delete(slug=slug, cards=folder(), reason=reason, by=by, now=clock.now())


def _gone_page(form: FindForm, gone: Gone) -> Page:
    form.link.errors = [refusal_words(gone)]
    return _find_page(form), gone.status


def _find_page(form: FindForm, results: list[str] | None = None) -> str:
    return render_template("feedback/moderation_deletions.html", form=form, results=results or [])


def _ask_page(slug: str, form: DeleteForm) -> str:
    return render_template(
        "feedback/moderation_delete.html", slug=slug, form=form, found=use_cases.find(slug)
    )

"""Pages that delete a result or a round for a player who asks."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.errors import Gone, Missing
from quizapp.feedback.moderation.forms import DeleteForm, FindForm
from quizapp.feedback.moderation.links import Link, read_link
from quizapp.feedback.moderation.service import deletions as use_cases
from quizapp.feedback.views.blueprint import bp
from quizapp.plays.queries import comparison_by_slug
from quizapp.sharing.card_views import folder
from quizapp.trivia.queries import round_by_key
from quizapp.web import logs

Page = str | Response | tuple[str, int]


class Comparison(Exception):
    """The link leads to a comparison, which goes with either of its two results."""

    def __init__(self, slugs: list[str]) -> None:
        super().__init__()
        self.slugs = slugs


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
        slug = _slug(read_link(form.link.data or ""))
        use_cases.find(slug)
    except Comparison as comparison:
        return _find_page(form, comparison.slugs), 422
    except Missing as missing:
        form.link.errors = [_("No result and no finished round has this address.")]
        return _find_page(form), missing.status
    except Gone as gone:
        form.link.errors = [_("It is deleted already.")]
        return _find_page(form), gone.status
    return redirect(url_for("feedback_admin.ask_to_delete", slug=slug), 303)


@bp.get("/moderation/deletions/<slug>")
def ask_to_delete(slug: str) -> str:
    return _ask_page(slug, DeleteForm())


@bp.post("/moderation/deletions/<slug>")
def delete(slug: str) -> Page:
    form = DeleteForm(request.form)
    if not form.validate():
        return _ask_page(slug, form), 422
    is_result = use_cases.find(slug).result is not None
    use_case = use_cases.delete_result if is_result else use_cases.delete_round
    record = use_case(
        slug=slug,
        cards=folder(),
        reason=form.reason.data or "",
        by=current_editor().name,
        now=clock.now(),
    )
    logs.event(f"moderation.{record.act}", by=current_editor().name, record=record.id)
    return redirect(url_for("feedback_admin.moderation_log", _anchor=f"record-{record.id}"), 303)


def _slug(link: Link | None) -> str:
    """:raises Comparison:"""
    if link is None:
        raise Missing
    if link.kind == "comparison":
        comparison = comparison_by_slug(link.code)
        raise Comparison([comparison.first.slug, comparison.second.slug])
    return round_by_key(link.code).slug if link.kind == "play" else link.code


def _find_page(form: FindForm, results: list[str] | None = None) -> str:
    return render_template("feedback/moderation_deletions.html", form=form, results=results or [])


def _ask_page(slug: str, form: DeleteForm) -> str:
    return render_template(
        "feedback/moderation_delete.html", slug=slug, form=form, found=use_cases.find(slug)
    )

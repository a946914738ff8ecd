"""Editors' pages: the queue of suggestions, and the flags on items."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.feedback.admin_forms import RejectForm, RejectManyForm
from quizapp.feedback.service import review
from quizapp.feedback.views.blueprint import bp
from quizapp.feedback.words import quiz_titles
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import all_quizzes, quizzes_of_kind
from quizapp.web import logs
from quizapp.web.routing import storable

Page = str | Response | tuple[str, int]


@bp.get("/suggestions")
def suggestions() -> str:
    return _suggestions_page()


@bp.post("/suggestions/<int:suggestion_id>/approve")
def approve_suggestion(suggestion_id: int) -> Page:
    """A draft is made of it, and opened: a player's question always needs an editor's hand."""
    try:
        item_id = review.approve(
            suggestion_id=suggestion_id, author=current_editor(), now=clock.now()
        )
    except review.DecidedAlready as decided:
        return _suggestions_page(problem=_decided_words()), decided.status
    logs.event("suggestion.approve", by=current_editor().name, suggestion=suggestion_id)
    return redirect(url_for("editing.edit", section="items", object_id=item_id), 303)


@bp.post("/suggestions/<int:suggestion_id>/reject")
def reject_suggestion(suggestion_id: int) -> Page:
    form = RejectForm(suggestion_id, request.form)
    if not form.validate():
        return _suggestions_page(form), 422
    try:
        review.reject(
            suggestion_id=suggestion_id,
            reason=form.reason.data or "",
            author=current_editor(),
            now=clock.now(),
        )
    except review.DecidedAlready as decided:
        return _suggestions_page(problem=_decided_words()), decided.status
    logs.event("suggestion.reject", by=current_editor().name, suggestion=suggestion_id)
    return redirect(url_for("feedback_admin.suggestions", rejected=suggestion_id), 303)


@bp.post("/suggestions/reject")
def reject_suggestions() -> Page:
    """Reject all that are ticked; what another editor has decided meanwhile stays as it is."""
    form = RejectManyForm(request.form)
    if not form.validate():
        return _suggestions_page(many=form), 422
    rejected = review.reject_all(
        suggestion_ids=storable(form.suggestions.data or []),
        reason=form.reason.data or "",
        author=current_editor(),
        now=clock.now(),
    )
    if not rejected:
        return _suggestions_page(many=form, problem=_decided_words()), review.DecidedAlready.status
    logs.event("suggestion.reject", by=current_editor().name, suggestions=rejected)
    return redirect(url_for("feedback_admin.suggestions", rejected=rejected), 303)


@bp.post("/suggestions/reopen")
def reopen_suggestions() -> Response:
    ids = storable(request.form.getlist("suggestions", type=int))
    review.reopen(suggestion_ids=ids)
    logs.event("suggestion.reopen", by=current_editor().name, suggestions=ids)
    anchor = f"suggestion-{ids[0]}" if ids else None
    return redirect(url_for("feedback_admin.suggestions", _anchor=anchor), 303)


@bp.get("/flags")
def flags() -> str:
    return render_template(
        "feedback/flags.html",
        items=review.flagged_items(),
        quiz_titles=quiz_titles(quizzes_of_kind(QuizKind.TRIVIA)),
        resolved=request.args.get("resolved", type=int),
    )


@bp.post("/flags/<int:item_id>/resolve")
def resolve_flags(item_id: int) -> Response:
    count = review.resolve_flags(item_id=item_id, now=clock.now())
    logs.event("flags.resolve", by=current_editor().name, item=item_id, count=count)
    return redirect(url_for("feedback_admin.flags", resolved=item_id), 303)


@bp.post("/flags/<int:item_id>/replant")
def raise_flags_again(item_id: int) -> Response:
    review.raise_flags_again(item_id=item_id)
    logs.event("flags.raise", by=current_editor().name, item=item_id)
    return redirect(url_for("feedback_admin.flags"), 303)


def _suggestions_page(
    refused: RejectForm | None = None, problem: str = "", many: RejectManyForm | None = None
) -> str:
    forms = {refused.suggestion_id: refused} if refused else {}
    just_rejected = storable(request.args.getlist("rejected", type=int))
    return render_template(
        "feedback/suggestions.html",
        suggestions=[
            (suggestion, quiz, forms.get(suggestion.id) or RejectForm(suggestion.id))
            for suggestion, quiz in review.open_suggestions()
        ],
        many=many or RejectManyForm(),
        quiz_titles=quiz_titles(all_quizzes()),
        problem=problem,
        rejected=review.rejected_suggestions(),
        just_rejected=review.rejected_of(just_rejected),
    )


def _decided_words() -> str:
    return str(_("Somebody has decided this one already."))

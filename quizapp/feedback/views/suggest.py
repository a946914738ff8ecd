"""The public page that suggests a question; no account, no cookie."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.feedback.forms import SuggestionForm, opened_form
from quizapp.feedback.service.suggest import QueueFull, ShareFull, suggest
from quizapp.quizzes.album_view_models import here
from quizapp.quizzes.queries import listed_quizzes
from quizapp.web import logs
from quizapp.web.i18n import URL_PREFIX
from quizapp.web.networks import networks_of
from quizapp.web.security import limiter

Page = str | Response | tuple[str, int]

bp = Blueprint("feedback", __name__, url_prefix=URL_PREFIX)


@bp.get("/suggest")
def suggestion() -> str:
    """The form, with the quiz and the subject of the page that it was opened from."""
    album = here(request.args.get("album", "")).slug
    return _page(opened_form(listed_quizzes(), request.args.get("about", ""), album))


@bp.post("/suggest")
@limiter.limit("6/10 minutes")
def send_suggestion() -> Page:
    form = SuggestionForm(listed_quizzes(), request.form)
    if not form.validate():
        return _page(form), 422
    if form.is_honeypot_filled:  # a program is told what everybody is told
        logs.event("suggestion.trapped")
        return redirect(url_for("feedback.thanks"), 303)
    try:
        suggest(
            quiz_id=form.quiz.data,
            proposal=form.proposal(),
            networks=networks_of(request.remote_addr or ""),
            now=clock.now(),
        )
    except QueueFull as full:
        words = _("Our desk is buried in ideas. Please come back in a few days.")
        return _page(form, words), full.status
    except ShareFull as full:
        words = _("Your network has a pile of ideas on our desk. Let us read those first.")
        return _page(form, words), full.status
    return redirect(url_for("feedback.thanks"), 303)


@bp.get("/suggest/thanks")
def thanks() -> str:
    return render_template("feedback/thanks.html")


def _page(form: SuggestionForm, problem: str = "") -> str:
    return render_template("feedback/suggest.html", form=form, problem=problem)

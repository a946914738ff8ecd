"""Views of a round in play: one question at a time, and the feedback on its response."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.trivia import pages
from quizapp.trivia.forms import FlagForm, chosen_token
from quizapp.trivia.question_layer import render_question
from quizapp.trivia.service import answers
from quizapp.trivia.service.answers import AnsweredBefore, OutOfTurn, UnknownOption
from quizapp.trivia.view_models import FeedbackPage, QuestionPage
from quizapp.web.i18n import current_language
from quizapp.web.security import limiter

from .blueprints import Page, bp


@bp.get("/play/<play_key>/")
def play(play_key: str) -> Response:
    """Redirect to the step that the round is at."""
    position = pages.where_next(play_key)
    if position is None:
        return redirect(url_for("trivia.result", play_key=play_key))
    return redirect(url_for("trivia.question", play_key=play_key, position=position))


@bp.get("/play/<play_key>/<int:position>")
def question(play_key: str, position: int) -> str:
    """The question while it waits; from its response on, at the same address, the feedback."""
    return question_page(play_key, position)


@bp.post("/play/<play_key>/<int:position>")
@limiter.limit("2400/minute")
def respond(play_key: str, position: int) -> Page:
    """Grade a response, or say why it does not count."""
    try:
        answers.respond(
            play_key=play_key,
            position=position,
            token=chosen_token(request.form),
            language=current_language(),
            now=clock.now(),
        )
    except UnknownOption as refusal:
        problem = _("Please choose one of the answers below.")
        return question_page(play_key, position, problem=problem), refusal.status
    return redirect(url_for("trivia.question", play_key=play_key, position=position), 303)


@bp.post("/play/<play_key>/<int:position>/ask")
def ask(play_key: str, position: int) -> Response:
    """Show the next question. A POST, because the clock starts."""
    answers.ask(play_key=play_key, position=position, now=clock.now())
    return redirect(url_for("trivia.question", play_key=play_key, position=position), 303)


def question_page(
    play_key: str, position: int, *, problem: str = "", flag_form: FlagForm | None = None
) -> str:
    """The page of a question, or its feedback with the form for a flag."""
    page = pages.question_or_feedback(
        play_key=play_key, position=position, language=current_language(), now=clock.now()
    )
    if not isinstance(page, QuestionPage):
        return _feedback(page, flag_form or FlagForm())
    if not problem:
        return render_question(page)
    return render_template("trivia/question.html", page=page, places={}, problem=problem)


def _feedback(page: FeedbackPage, form: FlagForm) -> str:
    return render_template("trivia/feedback.html", page=page, form=form)


@bp.app_errorhandler(OutOfTurn)
@bp.app_errorhandler(AnsweredBefore)
def _refused(refusal: OutOfTurn | AnsweredBefore) -> tuple[str, int]:
    play_key = (request.view_args or {})["play_key"]
    page = render_template(
        "trivia/refused.html",
        reason=refusal.reason,
        play_key=play_key,
        quiz_slug=pages.quiz_of_round(play_key),
    )
    return page, refusal.status

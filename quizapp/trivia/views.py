"""Trivia as pages: a lobby, one question at a time, and what there is to see afterwards."""

import random
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock, tokens
from quizapp.i18n import URL_PREFIX, current_language, preferred_language, vary_by_language
from quizapp.page_versions import BOARDS
from quizapp.pages import kept, per_visit, rendered_once
from quizapp.quizzes.models import FlagReason, QuizKind
from quizapp.quizzes.queries import PublishedEdition, edition_by_id, live_edition
from quizapp.security import limiter

from . import pages
from .forms import (
    CATEGORY_LABELS,
    NICKNAME_PROBLEMS,
    FlagForm,
    NicknameForm,
    PracticeForm,
    StartForm,
    chosen_token,
    new_attempt,
    practice_form,
)
from .nickname import nickname
from .queries import DayMissing
from .service import answers, board, mending, starts
from .service.answers import AnsweredBefore, OutOfTurn, UnknownOption
from .service.board import NamedBefore, NicknameRefused
from .service.starts import NothingToAsk, Start, Wish
from .shapes import FeedbackPage, QuestionPage, anchor

MAIN_QUIZ = "trivia"
CURSOR = "trivia board page"
ALL_TIME = "all"
Page = str | Response | tuple[str, int]

bp = Blueprint("trivia", __name__, url_prefix=f"{URL_PREFIX}/trivia")
root_bp = Blueprint("trivia_root", __name__)


@bp.context_processor
def _labels() -> dict[str, Any]:
    return {"category_labels": CATEGORY_LABELS}


# Beginning a round


@bp.get("/", defaults={"slug": MAIN_QUIZ})
@bp.get("/quizzes/<slug>/")
@rendered_once
def lobby(slug: str) -> str:
    edition = live_edition(slug, QuizKind.TRIVIA)
    attempt = per_visit(new_attempt)
    return _lobby(edition, practice_form(edition.content.items, attempt=attempt))


@bp.post("/", defaults={"slug": MAIN_QUIZ})
@bp.post("/quizzes/<slug>/")
@limiter.limit("300/minute")
def start(slug: str) -> Page:
    """Begin today's round, or a practice one where the form says so."""
    edition = live_edition(slug, QuizKind.TRIVIA)
    form = practice_form(edition.content.items, request.form)
    attempt = form.read_attempt()
    if attempt is None:
        form.attempt.data = new_attempt()
        return _lobby(edition, form, _too_old()), 422
    begun = Start(attempt, form.is_relaxed.data, clock.now())
    if "practice" not in request.form:
        return _to_first(starts.start_today(edition=edition, start=begun))
    return _practice(edition, form, begun)


def _practice(edition: PublishedEdition, form: PracticeForm, begun: Start) -> Page:
    if not form.validate():
        return _lobby(edition, form), 422
    wish = Wish(form.category.data, form.watched_up_to.data)
    dice = random.SystemRandom()
    try:
        key = starts.start_practice(edition=edition, wish=wish, dice=dice, start=begun)
    except NothingToAsk as refusal:
        problem = _("Nothing there is safe for you yet. Please choose another subject.")
        return _lobby(edition, form, problem), refusal.status
    return _to_first(key)


def _lobby(edition: PublishedEdition, form: PracticeForm, problem: str = "") -> str:
    language, content = current_language(), edition.content
    return render_template(
        "trivia/lobby.html",
        quiz={
            "slug": content.slug,
            "title": content.title.in_language(language),
            "intro": content.intro.in_language(language),
        },
        form=form,
        today=clock.now().date(),
        problem=problem,
    )


@bp.get("/archive", defaults={"slug": MAIN_QUIZ})
@bp.get("/quizzes/<slug>/archive")
def archive(slug: str) -> str:
    return _archive(slug, StartForm(attempt=new_attempt()))


@bp.post("/archive", defaults={"slug": MAIN_QUIZ})
@bp.post("/quizzes/<slug>/archive")
@limiter.limit("300/minute")
def start_past_day(slug: str) -> Page:
    form = StartForm(request.form)
    attempt = form.read_attempt()
    if attempt is None:
        form.attempt.data = new_attempt()
        return _archive(slug, form, _too_old()), 422
    edition = live_edition(slug, QuizKind.TRIVIA)
    begun = Start(attempt, form.is_relaxed.data, clock.now())
    day = _day(request.form.get("day", ""))
    return _to_first(starts.start_past_day(edition=edition, day=day, start=begun))


def _archive(slug: str, form: StartForm, problem: str = "") -> str:
    today = clock.now().date()
    older_than = request.args.get("older_than")
    before = min(today, _day(older_than)) if older_than else today
    return render_template(
        "trivia/archive.html",
        slug=slug,
        archive=pages.archive(live_edition(slug, QuizKind.TRIVIA), before=before),
        form=form,
        problem=problem,
    )


@root_bp.get("/t/<slug>")
def choose_language(slug: str) -> Response:
    """The address people share has no language: each visitor gets their own."""
    address = url_for("trivia.challenge", slug=slug, language=preferred_language())
    return vary_by_language(redirect(address))


@bp.get("/t/<slug>")
def challenge(slug: str) -> str:
    return _challenge(slug, StartForm(attempt=new_attempt()))


@bp.post("/t/<slug>")
@limiter.limit("300/minute")
def start_challenge(slug: str) -> Page:
    form = StartForm(request.form)
    attempt = form.read_attempt()
    if attempt is None:
        form.attempt.data = new_attempt()
        return _challenge(slug, form, _too_old()), 422
    begun = Start(attempt, form.is_relaxed.data, clock.now())
    return _to_first(starts.start_challenge(slug=slug, start=begun))


def _challenge(slug: str, form: StartForm, problem: str = "") -> str:
    page = pages.challenge(slug)
    return render_template("trivia/challenge.html", page=page, form=form, problem=problem)


def _to_first(play_key: str) -> Response:
    return redirect(url_for("trivia.question", play_key=play_key, position=1), 303)


def _too_old() -> str:
    return str(_("This page was too old to send. Please press the button again."))


# Playing it


@bp.get("/play/<play_key>/")
def play(play_key: str) -> Response:
    """Back to where the round is."""
    position = pages.where_next(play_key)
    if position is None:
        return redirect(url_for("trivia.result", play_key=play_key))
    return redirect(url_for("trivia.question", play_key=play_key, position=position))


@bp.get("/play/<play_key>/<int:position>")
def question(play_key: str, position: int) -> str:
    """The question while it waits; from its response on, at the same address, the feedback."""
    return _question(play_key, position)


@bp.post("/play/<play_key>/<int:position>")
@limiter.limit("2400/minute")
def respond(play_key: str, position: int) -> Page:
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
        return _question(play_key, position, problem=problem), refusal.status
    return redirect(url_for("trivia.question", play_key=play_key, position=position), 303)


@bp.post("/play/<play_key>/<int:position>/ask")
def ask(play_key: str, position: int) -> Response:
    """Show the next question. A POST, because the clock starts."""
    answers.ask(play_key=play_key, position=position, now=clock.now())
    return redirect(url_for("trivia.question", play_key=play_key, position=position), 303)


@bp.post("/play/<play_key>/<int:position>/flag")
@limiter.limit("60/hour")
def flag(play_key: str, position: int) -> Page:
    form = FlagForm(request.form)
    if not form.validate():
        return _question(play_key, position, flag_form=form), 422
    mending.flag_item(
        play_key=play_key,
        position=position,
        reason=FlagReason(form.reason.data),
        note=(form.note.data or "").strip(),
        now=clock.now(),
    )
    address = url_for("trivia.question", play_key=play_key, position=position, _anchor="flag")
    return redirect(address, 303)


def _question(
    play_key: str, position: int, *, problem: str = "", flag_form: FlagForm | None = None
) -> str:
    page = pages.question_or_feedback(
        play_key=play_key, position=position, language=current_language(), now=clock.now()
    )
    if isinstance(page, QuestionPage):
        return render_template("trivia/question.html", page=page, problem=problem)
    return _feedback(page, flag_form or FlagForm())


def _feedback(page: FeedbackPage, form: FlagForm) -> str:
    return render_template("trivia/feedback.html", page=page, form=form)


@bp.errorhandler(OutOfTurn)
@bp.errorhandler(AnsweredBefore)
def _refused(refusal: OutOfTurn | AnsweredBefore) -> tuple[str, int]:
    play_key = (request.view_args or {})["play_key"]
    page = render_template("trivia/refused.html", reason=refusal.reason, play_key=play_key)
    return page, refusal.status


# Afterwards


@bp.get("/play/<play_key>/result")
def result(play_key: str) -> Page:
    return _result(play_key, NicknameForm())


@bp.post("/play/<play_key>/result")
@limiter.limit("30/minute")
def enter_board(play_key: str) -> Page:
    """Put the round on the boards under a nickname, and show its row."""
    form = NicknameForm(request.form)
    if not form.validate():
        return _with_status(_result(play_key, form), 422)
    try:
        round_ = board.enter_board(play_key=play_key, typed=form.nickname.data or "")
    except NicknameRefused as refusal:
        form.nickname.errors = [NICKNAME_PROBLEMS[problem] for problem in refusal.problems]
        return _with_status(_result(play_key, form), refusal.status)
    except NamedBefore as refusal:
        form.nickname.errors = [_("This round is on the board under another name already.")]
        return _with_status(_result(play_key, form), refusal.status)
    row = anchor(nickname(round_.nickname).key)
    slug = edition_by_id(round_.edition_id).content.slug
    return redirect(url_for("trivia.leaderboard", slug=slug, day=round_.day, _anchor=row), 303)


def _with_status(page: Page, status: int) -> Page:
    return (page, status) if isinstance(page, str) else page


def _result(play_key: str, form: NicknameForm) -> Page:
    page = pages.result(play_key=play_key, language=current_language())
    if page is None:
        return redirect(url_for("trivia.play", play_key=play_key))
    return render_template("trivia/result.html", page=page, form=form)


@bp.get("/play/<play_key>/review")
def review(play_key: str) -> str:
    items = pages.review(play_key=play_key, language=current_language())
    return render_template("trivia/review.html", play_key=play_key, items=items)


@bp.get("/leaderboard/<day>", defaults={"slug": MAIN_QUIZ})
@bp.get("/quizzes/<slug>/leaderboard/<day>")
@kept(BOARDS, recheck_seconds=0)
def leaderboard(slug: str, day: str) -> str:
    """The board of a day, or of ``all`` days."""
    cursor = tokens.read(request.args.get("from", ""), purpose=CURSOR)
    on = None if day == ALL_TIME else _day(day)
    page = pages.board(live_edition(slug, QuizKind.TRIVIA), day=on, start=cursor)
    next_page = page.next_page and tokens.sign(page.next_page, purpose=CURSOR)
    return render_template(
        "trivia/leaderboard.html",
        slug=slug,
        day=on,
        today=clock.now().date(),
        rows=page.rows,
        next_page=next_page,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise DayMissing from problem

"""Views to start a round: the lobby, the archive, a friend's challenge."""

import random

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.config import house_day
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import PublishedEdition, is_open, live_edition, readable_edition
from quizapp.trivia import pages
from quizapp.trivia.forms import PracticeForm, StartForm, new_attempt, new_attempts, practice_form
from quizapp.trivia.service import starts
from quizapp.trivia.service.starts import NothingToAsk, PracticeFilter, Start
from quizapp.trivia.words import next_round
from quizapp.web.i18n import current_language, preferred_language, vary_by_language
from quizapp.web.page_cache import cached_content, per_visit
from quizapp.web.security import limiter

from .blueprints import Page, begun, bp, read_day, root_bp


@bp.get("/", defaults={"slug": ""})
@bp.get("/quizzes/<slug>/")
@cached_content
def lobby(slug: str) -> str:
    edition = live_edition(slug, QuizKind.TRIVIA)
    attempt = per_visit(new_attempts())
    return _lobby(edition, practice_form(edition.content.items, attempt=attempt))


@bp.post("/", defaults={"slug": ""})
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
    how = begun(form, attempt)
    if "practice" not in request.form:
        is_again = form.is_again.data
        return _to_first(starts.start_today(edition=edition, start=how, is_again=is_again))
    return _practice(edition, form, how)


def _practice(edition: PublishedEdition, form: PracticeForm, how: Start) -> Page:
    if not form.validate():
        return _lobby(edition, form), 422
    practice_filter = PracticeFilter(form.category.data, form.watched_up_to.data)
    rng = random.SystemRandom()
    try:
        key = starts.start_practice(
            edition=edition, practice_filter=practice_filter, rng=rng, start=how
        )
    except NothingToAsk as refusal:
        problem = _("Nothing there is free of spoilers for you yet. Please choose another subject.")
        return _lobby(edition, form, problem), refusal.status
    return _to_first(key)


def _lobby(edition: PublishedEdition, form: PracticeForm, problem: str = "") -> str:
    language, content = current_language(), edition.content
    today = house_day(clock.now())
    return render_template(
        "trivia/lobby.html",
        quiz={
            "slug": content.slug,
            "title": content.title.in_language(language),
            "intro": content.intro.in_language(language),
        },
        form=form,
        today=today,
        next_round=next_round(today),
        problem=problem,
    )


@bp.get("/archive", defaults={"slug": ""})
@bp.get("/quizzes/<slug>/archive")
def archive(slug: str) -> str:
    return _archive(slug, StartForm(attempt=new_attempt()))


@bp.post("/archive", defaults={"slug": ""})
@bp.post("/quizzes/<slug>/archive")
@limiter.limit("300/minute")
def start_past_day(slug: str) -> Page:
    form = StartForm(request.form)
    attempt = form.read_attempt()
    if attempt is None:
        form.attempt.data = new_attempt()
        return _archive(slug, form, _too_old()), 422
    edition = live_edition(slug, QuizKind.TRIVIA)
    how = begun(form, attempt)
    day = read_day(request.form.get("day", ""))
    return _to_first(starts.start_past_day(edition=edition, day=day, start=how))


def _archive(slug: str, form: StartForm, problem: str = "") -> str:
    today = house_day(clock.now())
    older_than = request.args.get("older_than")
    before = min(today, read_day(older_than)) if older_than else today
    return render_template(
        "trivia/archive.html",
        slug=slug,
        archive=pages.archive(readable_edition(slug, QuizKind.TRIVIA), before=before),
        is_open=is_open(slug, QuizKind.TRIVIA),
        form=form,
        problem=problem,
    )


@root_bp.get("/t/<slug>")
def choose_language(slug: str) -> Response:
    """Redirect the shared address, which has no language, to the visitor's language."""
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
    how = begun(form, attempt)
    return _to_first(starts.start_challenge(slug=slug, start=how))


def _challenge(slug: str, form: StartForm, problem: str = "") -> str:
    page = pages.challenge(slug)
    return render_template(
        "trivia/challenge.html",
        page=page,
        form=form,
        problem=problem,
        is_open=is_open(page.quiz.slug, QuizKind.TRIVIA),
    )


def _to_first(play_key: str) -> Response:
    return redirect(url_for("trivia.question", play_key=play_key, position=1), 303)


def _too_old() -> str:
    return str(_("This page was too old to send. Please press the button again."))

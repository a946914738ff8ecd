"""Views of the mood quiz: the form, its submission, results and comparisons."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.database.cache_versions import CONTENT, RESULTS
from quizapp.errors import Forbidden, Gone, Missing, Rejected
from quizapp.plays.models import MoodResult
from quizapp.plays.ownership import changed_attempt, is_told_again, key_of, opens
from quizapp.plays.queries import result_by_slug
from quizapp.quizzes.directory_queries import directory
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import QuizMissing, live_edition
from quizapp.web.i18n import URL_PREFIX, current_language, preferred_language, vary_by_language
from quizapp.web.page_cache import cached, cached_content, per_visit
from quizapp.web.security import limiter

from .comparison.service import compare
from .flow import Decider
from .forms import (
    SheetForm,
    new_attempt,
    new_attempts,
    read_attempt,
    read_sheet,
    sheet_fields,
    sheet_form,
)
from .outcome import stored_facts
from .pages import comparison_page_by_slug, result_visit
from .publishing import PlayableEdition, playable
from .service import Finished, flipped_sheet, respond
from .sheet import Sheet
from .view_models import item_view, track_view

SHARE_SECONDS = 60
"""How long a result goes on saying how many players got the same track."""
Page = str | Response | tuple[str, int]

bp = Blueprint("mood", __name__, url_prefix=URL_PREFIX)
root_bp = Blueprint("mood_root", __name__)


@bp.get("/mood/", defaults={"slug": ""})
@bp.get("/mood/<slug>/")
@cached_content
def quiz(slug: str) -> str:
    edition = playable(live_edition(slug, QuizKind.MOOD).id)
    attempt = per_visit(new_attempts(edition.edition.id))
    friend = _known_friend(request.args.get("friend"), edition)
    return _quiz_page(edition, sheet_form(edition.content, attempt=attempt, friend=friend))


@bp.post("/mood/", defaults={"slug": ""})
@bp.post("/mood/<slug>/")
@limiter.limit("600/minute")
def submit(slug: str) -> Page:
    """Score the sheet: 303 to the result, or a decider, or the page again with what is wrong.

    Scripts that ask for JSON learn only what comes next, and then send the form themselves.
    """
    attempt = read_attempt(request.form.get("attempt", ""))
    if attempt is None:
        return _fresh_page(slug)
    edition = playable(attempt[0])
    if edition.content.slug in directory().drafts:
        raise QuizMissing
    if edition.content.slug != slug:  # another album has become the main one meanwhile
        return redirect(url_for(".submit", slug=edition.content.slug), 307)
    sheet = read_sheet(edition.content, request.form)
    if sheet is None:
        refusal = _("The form contained a value we did not send. Please look again.")
        return _sent_back(edition, refusal), 422
    try:
        step = respond(quiz=edition, sheet=sheet, attempt=attempt[1], now=clock.now())
    except Rejected as refusal:
        return _sent_back(edition, _refusal(refusal)), refusal.status
    return _next(edition, step)


@root_bp.get("/r/<slug>")
def choose_language(slug: str) -> Response:
    """Redirect the shared address, which has no language, to the visitor's language."""
    address = url_for("mood.result", slug=slug, language=preferred_language())
    return vary_by_language(redirect(address))


@root_bp.get("/c/<slug>")
def choose_comparison_language(slug: str) -> Response:
    address = url_for("mood.comparison", slug=slug, language=preferred_language())
    return vary_by_language(redirect(address))


@bp.get("/c/<slug>")
@cached(RESULTS, CONTENT)
def comparison(slug: str) -> str:
    page = comparison_page_by_slug(slug, current_language())
    return render_template("mood/comparison.html", comparison=page)


@bp.get("/r/<slug>")
@cached(RESULTS, CONTENT, seconds=SHARE_SECONDS)
def result(slug: str) -> str:
    visit = result_visit(slug, current_language())
    return render_template("mood/result.html", **visit._asdict())


@bp.post("/r/<slug>")
@limiter.limit("600/minute")
def own_result(slug: str) -> Page:
    """The result for whoever proves to have made it, by what was sent for it or by its key.

    A POST, so that no address holds a key; `submit` sends browsers without scripts on to it.
    """
    row = result_by_slug(slug)
    if not is_proven(row):
        return redirect(url_for(".result", slug=slug), 303)
    visit = result_visit(slug, current_language())
    return render_template("mood/result.html", **visit._asdict(), own=(slug, key_of(row)))


@bp.post("/c/<slug>")
@limiter.limit("600/minute")
def own_comparison(slug: str) -> Page:
    """The comparison for whoever proves to have made one of the two results."""
    page = comparison_page_by_slug(slug, current_language())
    newest_first = map(result_by_slug, (page.second.slug, page.first.slug))
    row = next(filter(is_proven, newest_first), None)
    if row is None:
        return redirect(url_for(".comparison", slug=slug), 303)
    own = (row.slug, key_of(row))
    return render_template("mood/comparison.html", comparison=page, own=own)


@bp.post("/r/<slug>/change")
@limiter.limit("60/minute")
def change(slug: str) -> Page:
    """Play the sheet of one's own result again, with the one answer changed that it names.

    :raises Forbidden: without the result's owner key.
    :raises Missing: when no change of an answer is sure to give another track.
    """
    row, key = result_by_slug(slug), request.form.get("key", "")
    if not opens(key, row):
        raise Forbidden("key")
    edition = playable(row.edition_id)
    sheet = flipped_sheet(edition, Sheet.decode(row.sheet), stored_facts(edition, row))
    if sheet is None:
        raise Missing
    attempt = changed_attempt(key)
    step = respond(quiz=edition, sheet=sheet, attempt=attempt, now=clock.now())
    if isinstance(step, Decider):
        fields = sheet_fields(row.edition_id, edition.content, sheet, attempt)
        return _decider_page(edition, step, fields)
    return redirect(url_for(".result", slug=step.slug), 307)


def is_proven(result: MoodResult) -> bool:
    """Whether the form was sent by whoever made the result.

    Its key proves that, the key of the result that it is a change of, or the whole form that made
    it. The attempt alone does not: it stands in the page before anything is answered.
    """
    key = request.form.get("key", "")
    is_changed = bool(key) and result.attempt == changed_attempt(key)
    return opens(key, result) or is_changed or _has_made(result)


def _has_made(result: MoodResult) -> bool:
    """Whether what was sent is the attempt and the sheet of the result, not long ago."""
    attempt = read_attempt(request.form.get("attempt", ""))
    if attempt != (result.edition_id, result.attempt):
        return False
    sheet = read_sheet(playable(result.edition_id).content, request.form)
    is_same = sheet is not None and sheet.encode() == result.sheet
    return is_same and is_told_again(result.created_at, clock.now())


def _known_friend(slug: str | None, edition: PlayableEdition) -> str:
    """The slug of the friend's result, or nothing where this quiz has none to compare with."""
    if not slug:
        return ""
    try:
        row = result_by_slug(slug)
    except (Missing, Gone):
        return ""
    is_of_quiz = playable(row.edition_id).edition.quiz_id == edition.edition.quiz_id
    return row.slug if is_of_quiz else ""


def _next(edition: PlayableEdition, step: Decider | Finished) -> Page:
    """The result's page is asked for with the same form, or its key is told to the script alone.

    So no address that leaves the browser holds the key.
    """
    wants_json = request.accept_mimetypes.best == "application/json"
    if isinstance(step, Decider):
        if wants_json:
            return jsonify(step="decider")
        return _decider_page(edition, step, request.form)
    address = _outcome_address(step.slug, request.form.get("friend", ""))
    if wants_json:
        behind = f"#mine={step.owner_key}" if step.owner_key else ""
        return jsonify(step="result", location=address + behind)
    return redirect(address, 307)


def _outcome_address(slug: str, friend_slug: str) -> str:
    """The comparison where there is a friend to compare with, otherwise the result itself."""
    if not friend_slug:
        return url_for(".result", slug=slug)
    try:
        comparison = compare(friend_slug=friend_slug, slug=slug, now=clock.now())
    except (Missing, Gone, Rejected):
        return url_for(".result", slug=slug)
    return url_for(".comparison", slug=comparison)


def _fresh_page(slug: str) -> Page:
    """The current quiz with the answers that fit it, for a form whose attempt is invalid."""
    edition = playable(live_edition(slug, QuizKind.MOOD).id)
    form = sheet_form(edition.content, request.form)
    form.attempt.data = new_attempt(edition.edition.id)
    return _quiz_page(edition, form, _("This page was too old to send. Please send it again.")), 422


def _sent_back(edition: PlayableEdition, problem: str) -> str:
    """The sheet as it was sent, with what is wrong beside each question."""
    form = sheet_form(edition.content, request.form)
    form.validate()
    return _quiz_page(edition, form, problem)


def _quiz_page(edition: PlayableEdition, form: SheetForm, problem: str = "") -> str:
    language, content = current_language(), edition.content
    return render_template(
        "mood/quiz.html",
        quiz={
            "slug": content.slug,
            "edition": edition.edition.id,
            "title": content.title.in_language(language),
            "intro": content.intro.in_language(language),
        },
        form=form,
        items=content.items[: content.core_count],
        problem=problem,
    )


def _decider_page(edition: PlayableEdition, step: Decider, fields: MultiDict[str, str]) -> str:
    language, content = current_language(), edition.content
    form = sheet_form(content, fields)
    asked = [item.id for item in content.items if form.answer_field(item).data]
    return render_template(
        "mood/decider.html",
        form=form,
        quiz_slug=content.slug,
        address="" if fields is request.form else url_for(".submit", slug=content.slug),
        item=item_view(step.item, language),
        number=step.asked_count + 1,
        answered=[item for item in content.items if item.id in asked],
        deciders=" ".join([*(form.deciders.data or "").split(), str(step.item.id)]),
        rivals=[track_view(content.track(slug), language) for slug in step.leaders],
    )


def _refusal(refusal: Rejected) -> str:
    if refusal.reason == "no-evidence":
        return str(_("You skipped everything, so there is nothing to go by. Answer at least one."))
    return str(_("These answers do not match. Please send them again."))

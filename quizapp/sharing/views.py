"""Views to delete a result or a round, and the diary of results that this browser keeps."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.plays.ownership import opens
from quizapp.plays.queries import any_result
from quizapp.quizzes.queries import edition_by_id
from quizapp.texts import LANGUAGES
from quizapp.trivia.queries import RoundMissing, any_round_by_key
from quizapp.web.i18n import URL_PREFIX
from quizapp.web.page_cache import cached_content
from quizapp.web.security import limiter

from . import shares
from .card_views import folder
from .service import NotOwner, delete_result, delete_round

bp = Blueprint("sharing", __name__, url_prefix=URL_PREFIX)

for share in (
    shares.home_share,
    shares.shelf_share,
    shares.track_share,
    shares.result_share,
    shares.comparison_share,
    shares.round_share,
    shares.today_share,
):
    bp.add_app_template_global(share)


@bp.get("/r/<slug>/delete")
def ask_to_delete(slug: str) -> str:
    """The private deletion link, whose key stands behind its ``#``: a script or a hand fills it in.

    Links of earlier versions have it in the query.
    """
    any_result(slug)
    key = request.args.get("key")
    return _ask_to_delete(slug, key) if key else _delete_page(slug)


@bp.post("/r/<slug>/delete/ask")
@limiter.limit("30/minute")
def ask_once_more(slug: str) -> str:
    """The same question for the button on the result's own page, which sends the key."""
    return _ask_to_delete(slug, request.form.get("key", ""))


def _ask_to_delete(slug: str, key: str) -> str:
    if not opens(key, any_result(slug)):
        raise NotOwner("key")
    return _delete_page(slug, key)


def _delete_page(slug: str, key: str = "") -> str:
    quiz_slug = edition_by_id(any_result(slug).edition_id).content.slug
    return render_template("sharing/delete.html", slug=slug, quiz_slug=quiz_slug, key=key)


@bp.post("/r/<slug>/delete")
@limiter.limit("30/minute")
def delete(slug: str) -> Response:
    delete_result(slug=slug, key=request.form.get("key", ""), cards=folder(), now=clock.now())
    return redirect(url_for("sharing.deleted"), 303)


@bp.get("/trivia/play/<play_key>/delete")
def ask_to_delete_round(play_key: str) -> str:
    round_ = any_round_by_key(play_key)
    if not round_.is_finished:
        raise RoundMissing
    quiz_slug = edition_by_id(round_.edition_id).content.slug
    return render_template("sharing/delete_round.html", play_key=play_key, quiz_slug=quiz_slug)


@bp.post("/trivia/play/<play_key>/delete")
@limiter.limit("30/minute")
def forget_round(play_key: str) -> Response:
    delete_round(play_key=play_key, cards=folder(), now=clock.now())
    return redirect(url_for("sharing.deleted"), 303)


@bp.get("/deleted")
@cached_content
def deleted() -> str:
    return render_template("sharing/deleted.html")


@bp.get("/diary")
@cached_content
def diary() -> str:
    """The diary page, the same for everybody: what it shows is in the browser alone."""
    return render_template("sharing/diary.html")


@bp.app_template_global()
def page_urls() -> dict[str, str]:
    """The path of this page in each language, without anything that follows the ``?``."""
    values: dict[str, Any] = request.view_args or {}
    endpoint = request.endpoint or ""
    return {code: url_for(endpoint, **values | {"language": code}) for code in LANGUAGES}

"""Views to delete a result, and the diary of results that this browser keeps."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.plays.ownership import owned_slug
from quizapp.plays.queries import result_by_slug
from quizapp.texts import LANGUAGES
from quizapp.web.i18n import URL_PREFIX
from quizapp.web.page_cache import cached_content
from quizapp.web.security import limiter

from . import shares
from .card_views import folder
from .service import delete_result

bp = Blueprint("sharing", __name__, url_prefix=URL_PREFIX)

for share in (
    shares.home_share,
    shares.track_share,
    shares.result_share,
    shares.comparison_share,
    shares.round_share,
    shares.today_share,
):
    bp.add_app_template_global(share)


@bp.get("/r/<slug>/delete")
def ask_to_delete(slug: str) -> str:
    """The private deletion link: asks once more, and needs its key."""
    result_by_slug(slug)
    if owned_slug(_key()) != slug:
        abort(403)
    return render_template("sharing/delete.html", slug=slug, key=_key())


@bp.post("/r/<slug>/delete")
@limiter.limit("30/minute")
def delete(slug: str) -> Response:
    delete_result(slug=slug, key=request.form.get("key", ""), cards=folder(), now=clock.now())
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
def owned_result() -> str:
    """The slug of the result that the address of this page carries the key of, or nothing."""
    return owned_slug(request.args.get("mine", "")) or ""


@bp.app_template_global()
def page_urls() -> dict[str, str]:
    """The path of this page in each language, without anything that follows the ``?``."""
    values: dict[str, Any] = request.view_args or {}
    endpoint = request.endpoint or ""
    return {code: url_for(endpoint, **values | {"language": code}) for code in LANGUAGES}


def _key() -> str:
    return request.args.get("key", "")

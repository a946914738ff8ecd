"""The mood quiz and its results in a frame on other sites.

The quiz is the mood quiz itself in another frame: its views name their next address relative to
the blueprint that serves them.
"""

import json

from flask import Blueprint, abort, current_app, render_template, request
from werkzeug.wrappers import Response

from quizapp.mood import views as mood
from quizapp.mood.pages import result_page_by_slug
from quizapp.plays.ownership import key_of
from quizapp.plays.queries import result_by_slug
from quizapp.web.i18n import URL_PREFIX, current_language
from quizapp.web.security import allow_framing, limiter

from .oembed import embedded_share, rich, to_xml

HOUR_SECONDS = 3600
MAIN = {"slug": ""}

bp = Blueprint("embed", __name__, url_prefix=f"{URL_PREFIX}/embed")
root_bp = Blueprint("embed_root", __name__)

bp.before_request(allow_framing)
bp.context_processor(lambda: {"frame": "sharing/frame.html"})
bp.add_url_rule("/mood", "quiz", mood.quiz, methods=["GET"], defaults=MAIN)
bp.add_url_rule("/mood", "submit", mood.submit, methods=["POST"], defaults=MAIN)
bp.add_url_rule("/mood/<slug>", "quiz", mood.quiz, methods=["GET"])
bp.add_url_rule("/mood/<slug>", "submit", mood.submit, methods=["POST"])
bp.add_url_rule("/c/<slug>", "comparison", mood.comparison, methods=["GET"])
bp.add_url_rule("/c/<slug>", "own_comparison", mood.own_comparison, methods=["POST"])


@bp.get("/r/<slug>")
def result(slug: str) -> str:
    """A short form of a result, with a link that opens the whole in a new window."""
    page = result_page_by_slug(slug, current_language())
    return render_template("sharing/framed_result.html", result=page)


@bp.post("/r/<slug>")
@limiter.limit("600/minute")
def own_result(slug: str) -> str:
    """The same for a browser without scripts, whose proof goes on to the whole page."""
    page, row = result_page_by_slug(slug, current_language()), result_by_slug(slug)
    key = key_of(row) if mood.is_proven(row) else ""
    return render_template("sharing/framed_result.html", result=page, key=key)


@root_bp.get("/embed.js")
def follow_height() -> Response:
    """The script for the page around the frame, at an address that outlives deployments."""
    script = current_app.config["STATIC_DIRECTORY"] / "sharing" / "embed.js"
    response = Response(script.read_bytes(), mimetype="text/javascript")
    response.headers["Cache-Control"] = f"public, max-age={HOUR_SECONDS}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@root_bp.get("/oembed")
def oembed() -> Response:
    form = request.args.get("format", "json")
    if form not in {"json", "xml"}:
        abort(400)  # oEmbed says 501, which would be a fault of ours
    share = embedded_share(request.args.get("url", ""))
    widest, highest = (request.args.get(name, type=int) for name in ("maxwidth", "maxheight"))
    answer = rich(share, widest, highest)
    if form == "xml":
        response = Response(to_xml(answer), mimetype="text/xml")
    else:
        response = Response(json.dumps(answer), mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response

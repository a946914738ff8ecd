"""Views to install the game and play offline: manifest, service worker, offline page."""

import json

from flask import Blueprint, current_app, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.catalog.words import site_words
from quizapp.quizzes.album_view_models import here
from quizapp.texts import LANGUAGES
from quizapp.web.assets import static_url
from quizapp.web.i18n import URL_PREFIX, current_language

QUIZ_ASSETS = (
    "shared/base.css",
    "shared/icon.svg",
    "mood/mood.css",
    "mood/quiz.js",
    "site/install.js",
    "site/offline.js",
)
"""Whatever the quiz and the offline page load; a browser test plays with nothing else."""

NIGHT = "#150d1c"
ICONS = (
    ("shared/icon.svg", "any", "image/svg+xml", "any"),
    ("site/icon-192.png", "192x192", "image/png", "any"),
    ("site/icon-512.png", "512x512", "image/png", "any"),
    ("site/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)

bp = Blueprint("install", __name__, url_prefix=URL_PREFIX)
root_bp = Blueprint("install_root", __name__)


@bp.get("/app.webmanifest")
def manifest() -> Response:
    """One manifest a language, all of them for one app (``id``)."""
    language, words = current_language(), site_words()
    icons = [
        {"src": static_url(path), "sizes": sizes, "type": type_, "purpose": purpose}
        for path, sizes, type_, purpose in ICONS
    ]
    main = here()
    quizzes = ((_("Mood quiz"), main.mood), (_("Trivia"), main.trivia))
    shortcuts = [{"name": name, "url": address} for name, address in quizzes if address]
    response = make_response(
        {
            "id": url_for("home_root.choose_language"),
            "name": words.title,
            "short_name": words.short_title,
            "description": words.question,
            "lang": language,
            "dir": "ltr",
            "start_url": url_for("home.home"),
            "scope": url_for("home_root.choose_language"),
            "display": "standalone",
            "background_color": NIGHT,
            "theme_color": NIGHT,
            "icons": icons,
            "shortcuts": shortcuts,
        }
    )
    response.content_type = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/offline")
def offline() -> str:
    return render_template("site/offline.html")


@root_bp.get("/service-worker.js")
def service_worker() -> Response:
    """The service worker, served from the root because it controls only pages below its path.

    Any change of a static file changes its bytes, so browsers fetch the new files with it.
    """
    values = {
        "digest": current_app.config["STATIC_DIGEST"],
        "assets": [static_url(path) for path in QUIZ_ASSETS],
        "offline": {code: url_for("install.offline", language=code) for code in LANGUAGES},
    }
    script = render_template("site/service-worker.js", values=json.dumps(values))
    response = make_response(script)
    response.content_type = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response

"""The front door, and the small files that robots ask for."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapp.i18n import URL_PREFIX, preferred_language, vary_by_language

bp = Blueprint("home", __name__, url_prefix=URL_PREFIX)
root_bp = Blueprint("home_root", __name__)


@root_bp.get("/")
def choose_language() -> Response:
    return vary_by_language(redirect(url_for("home.home", language=preferred_language())))


@bp.get("/")
def home() -> str:
    return render_template("home/home.html")

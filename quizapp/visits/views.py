"""The beacon: an address that counts and answers nothing."""

from flask import Blueprint, request

from quizapp import clock
from quizapp.i18n import URL_PREFIX
from quizapp.security import limiter

from .service import count_visits

bp = Blueprint("visits", __name__, url_prefix=URL_PREFIX)


@bp.post("/beacon")
@limiter.limit("240/minute")
def beacon() -> tuple[str, int]:
    form = request.form
    count_visits(quiz_slug=form.get("quiz", ""), steps=form.getlist("step"), now=clock.now())
    return "", 204

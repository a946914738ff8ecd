"""The beacon: an address that counts visits and answers nothing."""

from flask import Blueprint, request

from quizapp import clock
from quizapp.analytics.service import count_visits
from quizapp.web.i18n import URL_PREFIX
from quizapp.web.security import limiter

bp = Blueprint("analytics", __name__, url_prefix=URL_PREFIX)


@bp.post("/beacon")
@limiter.limit("240/minute")
def beacon() -> tuple[str, int]:
    form = request.form
    count_visits(quiz_slug=form.get("quiz", ""), steps=form.getlist("step"), now=clock.now())
    return "", 204

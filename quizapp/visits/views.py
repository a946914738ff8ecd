"""The beacon: an address that counts and answers nothing."""

from flask import Blueprint, request

from quizapp import clock
from quizapp.i18n import URL_PREFIX
from quizapp.security import limiter

from .service import count_visit

bp = Blueprint("visits", __name__, url_prefix=URL_PREFIX)


@bp.post("/beacon")
@limiter.limit("240/minute")
def beacon() -> tuple[str, int]:
    count_visit(
        quiz_slug=request.form.get("quiz", ""), step=request.form.get("step", ""), now=clock.now()
    )
    return "", 204

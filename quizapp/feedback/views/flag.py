"""The address at which players flag a trivia question."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.feedback.service import corrections
from quizapp.quizzes.models import FlagReason
from quizapp.trivia.forms import FlagForm
from quizapp.trivia.views.playing import question_page
from quizapp.web.i18n import URL_PREFIX
from quizapp.web.security import limiter

Page = str | Response | tuple[str, int]

bp = Blueprint("flags", __name__, url_prefix=f"{URL_PREFIX}/trivia")


@bp.post("/play/<play_key>/<int:position>/flag")
@limiter.limit("60/hour")
def flag(play_key: str, position: int) -> Page:
    form = FlagForm(request.form)
    if not form.validate():
        return question_page(play_key, position, flag_form=form), 422
    corrections.flag_item(
        play_key=play_key,
        position=position,
        reason=FlagReason(form.reason.data),
        note=(form.note.data or "").strip(),
        now=clock.now(),
    )
    address = url_for("trivia.question", play_key=play_key, position=position, _anchor="flag")
    return redirect(address, 303)

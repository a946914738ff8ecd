"""The blueprints of trivia, and what its pages have in common."""

from datetime import date
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.i18n import URL_PREFIX

from ..forms import CATEGORY_LABELS
from ..queries import DayMissing

MAIN_QUIZ = "trivia"
Page = str | Response | tuple[str, int]

bp = Blueprint("trivia", __name__, url_prefix=f"{URL_PREFIX}/trivia")
root_bp = Blueprint("trivia_root", __name__)


@bp.context_processor
def _labels() -> dict[str, Any]:
    return {"category_labels": CATEGORY_LABELS}


def read_day(text: str) -> date:
    """A day as our links write it.

    :raises DayMissing: when it is none, or is still to come."""
    try:
        day = date.fromisoformat(text)
    except ValueError as problem:
        raise DayMissing from problem
    if day.isoformat() != text or day > clock.now().date():
        raise DayMissing
    return day

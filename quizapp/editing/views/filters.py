"""Template filters for fields, values, times and flags."""

from datetime import datetime

from flask_babel import format_date, format_time

from quizapp.editing.views.blueprint import bp
from quizapp.editing.words import field_words, path_words, value_words
from quizapp.quizzes.models import FlagReason
from quizapp.trivia.forms import REASON_LABELS

bp.add_app_template_filter(field_words)
bp.add_app_template_filter(path_words)
bp.add_app_template_filter(value_words)


@bp.app_template_filter("at")
def at(moment: datetime) -> str:
    """Format a moment with a 24-hour clock: Babel's Korean says "AM", which no Korean would."""
    return f"{format_date(moment, 'medium')} {format_time(moment, 'HH:mm')}"


@bp.app_template_filter("flag_words")
def flag_words(reason: str) -> str:
    """Why a player flagged an item, as the player's form says it."""
    return str(REASON_LABELS[FlagReason(reason)])

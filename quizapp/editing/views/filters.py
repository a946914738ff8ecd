"""Template filters for fields, values, times and flags."""

from datetime import datetime

from babel.dates import format_datetime
from flask_babel import format_date, get_locale

from quizapp.config import current_settings, house_day
from quizapp.editing.views.blueprint import bp
from quizapp.editing.words import field_words, path_words, value_words
from quizapp.quizzes.models import FlagReason
from quizapp.trivia.forms import REASON_LABELS

bp.add_app_template_filter(field_words)
bp.add_app_template_filter(path_words)
bp.add_app_template_filter(value_words)


@bp.app_template_filter("at")
def at(moment: datetime) -> str:
    """A moment by the clock of the house, with its zone: "Nov 30, 2026 21:05 GMT+09:00".

    With 24 hours: Babel's Korean says "AM", which no Korean would.
    """
    zone, locale = current_settings().day_zone, get_locale()
    clock = format_datetime(moment, "HH:mm ZZZZ", tzinfo=zone, locale=locale)
    return f"{format_date(house_day(moment), 'medium')} {clock}"


@bp.app_template_filter("flag_words")
def flag_words(reason: str) -> str:
    """Why a player flagged an item, as the player's form says it."""
    return str(REASON_LABELS[FlagReason(reason)])

"""How the desk's templates say fields, values and instants."""

from datetime import datetime

from flask_babel import format_datetime

from quizapp.editing.access import bp
from quizapp.editing.words import path_words, value_words

bp.add_app_template_filter(path_words)
bp.add_app_template_filter(value_words)


@bp.app_template_filter("at")
def at(moment: datetime) -> str:
    return str(format_datetime(moment, "medium"))

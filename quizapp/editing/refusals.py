"""What is said about refusals, in the editor's language."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts.passwords import Weakness

from .documents.catalog import ThemeInUse
from .problems import MESSAGES, Problem

WEAK_PASSWORDS: dict[str, LazyString] = {
    Weakness.TOO_SHORT: _l("Too short: at least 12 characters. A sentence is a fine password."),
    Weakness.TOO_LONG: _l("Too long: at most 200 characters."),
    Weakness.COMMON: _l("Everybody tries this one first. Choose another."),
    Weakness.NAME: _l("Your name is in it. Choose another."),
}


def edited_meanwhile() -> str:
    return str(_("Somebody saved this meanwhile, so nothing was changed. Look again."))


def theme_in_use(use: ThemeInUse) -> str:
    return str(
        _(
            "Still in use, so it was not retired. Tracks with points for it: %(tracks)s. "
            "Answers with points for it: %(answers)s. Give those to another theme first.",
            tracks=use.tracks,
            answers=use.answers,
        )
    )


def weak_password(reason: str) -> str:
    return str(WEAK_PASSWORDS[reason])


def problem_words(problem: Problem) -> str:
    return str(_(MESSAGES[problem.code], detail=problem.detail))

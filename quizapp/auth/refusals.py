"""Messages about passwords that are refused, in the editor's language."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .passwords import Weakness

WEAK_PASSWORDS: dict[str, LazyString] = {
    Weakness.TOO_SHORT: _l("Too short: at least 12 characters. A sentence is a fine password."),
    Weakness.TOO_LONG: _l("Too long: at most 200 characters."),
    Weakness.COMMON: _l("Everybody tries this one first. Choose another."),
    Weakness.NAME: _l("Your name is in it. Choose another."),
}


def weak_password(reason: str) -> str:
    return str(WEAK_PASSWORDS[reason])

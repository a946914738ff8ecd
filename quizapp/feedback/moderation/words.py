"""What pages and commands call the acts of moderation and the kinds of words."""

from flask_babel import lazy_gettext as _l

from quizapp.trivia.name_words import WordKind, WordProblem

from .acts import Act
from .queries import State

ACTS = {
    Act.HIDE: _l("Nickname hidden"),
    Act.SHOW: _l("Nickname shown again"),
    Act.RENAME: _l("Nickname changed"),
    Act.REMOVE: _l("Nickname removed"),
    Act.DELETE_ROUND: _l("Round deleted"),
    Act.DELETE_RESULT: _l("Result deleted"),
    Act.ADD_WORD: _l("Word added"),
    Act.REMOVE_WORD: _l("Word taken off"),
    Act.HIDE_FOUND: _l("Nicknames with refused words hidden"),
}
STATES = {
    State.ALL: _l("All nicknames"),
    State.HIDDEN: _l("Hidden ones"),
    State.REFUSED: _l("Shown ones with a refused word"),
}
KINDS = {
    WordKind.INSIDE: _l("Refused, inside other words too"),
    WordKind.ALONE: _l("Refused as a word of its own"),
    WordKind.ALLOWED: _l("Never refused"),
}
WORD_PROBLEMS = {
    WordProblem.NOT_PLAIN: _l(
        "Letters only, please: digits, signs and spaces in between are seen through anyway."
    ),
    WordProblem.TOO_SHORT: _l("One letter would meet too many names."),
    WordProblem.TOO_SHORT_INSIDE: _l(
        "So short a word is inside many harmless ones. Refuse it as a word of its own."
    ),
}

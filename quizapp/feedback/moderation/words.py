"""What pages and commands call the acts of moderation, the kinds of words, and refusals."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.errors import AppError, Gone
from quizapp.trivia.forms import NICKNAME_PROBLEMS
from quizapp.trivia.name_words import WordKind, WordProblem
from quizapp.trivia.service.moderation import DoneAlready, NameGone, NameTaken
from quizapp.trivia.service.words import WordRefused, WordThere

from .acts import Act
from .queries import State
from .service.names import NewNameRefused, SameName
from .service.record import ChangedSince, NotRestorable

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
REFUSALS: dict[type[Exception], object] = {
    NameGone: _l("This nickname is on no board any more. Somebody was faster."),
    DoneAlready: _l("Somebody has done this already."),
    SameName: _l("It has this very name."),
    WordThere: _l("This word is on the list already."),
    NotRestorable: _l("This has been undone already, or it is too old."),
    Gone: _l("It is deleted already."),
}
"""By the error; a subclass says the same."""
CHANGES: dict[type[Exception], object] = {
    DoneAlready: _l("Somebody has done that already: nothing is left to undo."),
    WordThere: _l("The word is on the list again. Take it off first."),
}
GONE_SINCE = _l(
    "What it was about has been renamed, removed or deleted since. "
    "If an editor did that, it stands further up in the log: undo that first."
)


def refusal_words(refusal: AppError) -> str:
    """Why an act was refused, in one sentence or two."""
    if isinstance(refusal, NewNameRefused):
        return " ".join(str(NICKNAME_PROBLEMS[problem]) for problem in refusal.problems)
    if isinstance(refusal, WordRefused):
        return str(WORD_PROBLEMS[WordProblem(refusal.reason)])
    if isinstance(refusal, NameTaken):
        return str(_("“%(name)s” is somebody else’s already.", name=refusal.reason))
    if isinstance(refusal, ChangedSince):
        return _change_words(refusal.__cause__)
    known = (said for kind, said in REFUSALS.items() if isinstance(refusal, kind))
    return str(next(known, refusal.reason))


def _change_words(change: BaseException | None) -> str:
    if isinstance(change, NameTaken):
        words = _(
            "“%(name)s” is another player’s by now. It cannot be undone while they have it.",
            name=change.reason,
        )
        return str(words)
    known = (said for kind, said in CHANGES.items() if isinstance(change, kind))
    return str(next(known, GONE_SINCE))

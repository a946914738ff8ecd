"""What was done to many questions, and why some were left alone, as sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.editing.forms.items import CATEGORIES
from quizapp.editing.grid.changes import Act, NewState, Obstacle
from quizapp.editing.models import BulkAction
from quizapp.editing.words import field_words
from quizapp.quizzes.problems import MESSAGES, ProblemCode
from quizapp.trivia.forms import CategoryLabels


def done_words(action: BulkAction) -> str:
    """What a bulk action did: "12 questions: ready, ★★★"."""
    count = len(action.rows)
    counted = ngettext("%(num)s question", "%(num)s questions", count)
    return f"{counted}: {', '.join(_parts(action))}"


def undone_words(action: BulkAction) -> str:
    restored = len(action.rows) - len(action.undo_left)
    words = ngettext(
        "Undone: %(num)s question is as it was.",
        "Undone: %(num)s questions are as they were.",
        restored,
    )
    if not action.undo_left:
        return str(words)
    left = ngettext(
        "%(num)s was edited since, and left alone.",
        "%(num)s were edited since, and left alone.",
        len(action.undo_left),
    )
    return f"{words} {left}"


def obstacle_words(left: Mapping[str, Any]) -> str:
    """Why a question was left alone; see `BulkAction.left`."""
    return OBSTACLES[Obstacle(left["why"])](left["detail"])


def _parts(action: BulkAction) -> list[str]:
    told = action.details
    if action.act == Act.REPLACE:
        return [str(_("“%(put)s” instead of “%(find)s”", put=told["put"], find=told["find"]))]
    if action.act in (Act.MOVE, Act.COPY):
        return [str(_("moved to another quiz") if action.act == Act.MOVE else _("copied"))]
    return list(_values(told))


def _values(told: Mapping[str, Any]) -> list[str]:
    states = {
        NewState.READY: _("made ready"),
        NewState.DRAFT: _("made drafts"),
        NewState.RETIRED: _("retired"),
        NewState.RESTORED: _("brought back"),
    }
    parts = [
        states.get(told["state"], ""),
        CategoryLabels(CATEGORIES)[told["category"]] if told["category"] else "",
        "★" * told["stars"],
        _("theme added: %(theme)s", theme=told["add_theme"]) if told["add_theme"] else "",
        _("theme taken off: %(theme)s", theme=told["drop_theme"]) if told["drop_theme"] else "",
    ]
    return [str(part) for part in parts if part]


def _meanwhile(editor_name: str) -> str:
    if not editor_name:
        return str(_("Somebody saved it meanwhile. Look at it again."))
    return str(_("Saved by %(name)s meanwhile. Look at it again.", name=editor_name))


def _broken(problems: list[list[str]]) -> str:
    return " ".join(
        f"{field_words(field)}: {_(MESSAGES[ProblemCode(code)], detail=detail)}"
        for code, field, detail in problems
    )


OBSTACLES: dict[Obstacle, Callable[[Any], str]] = {
    Obstacle.GONE: lambda _detail: str(_("There is no such question.")),
    Obstacle.MEANWHILE: _meanwhile,
    Obstacle.NOT_OF_MOOD: lambda _detail: str(
        _("A mood question has no category, stars or themes of its own.")
    ),
    Obstacle.BREAKS_RULES: _broken,
    Obstacle.OTHER_KIND: lambda _detail: str(_("That quiz is of the other kind.")),
    Obstacle.PUBLISHED: lambda _detail: str(
        _("Players have met it already: copy it, then retire this one.")
    ),
}

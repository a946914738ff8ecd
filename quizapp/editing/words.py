"""Names of fields and texts of values, for histories and conflicts."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from quizapp.catalog.models import State
from quizapp.texts import LANGUAGES

from .differences import Path

FROZEN = {
    "title",
    "kind",
    "original_title",
    "original_language",
    "title_note",
    "tagline",
    "story",
    "scene",
    "scene_source",
    "spoiler_episode",
    "artists",
    "profile",
    "retired",
    "state",
}
"""What an edition has of a track, or goes by when it takes one; all else is on its page alone."""


def effect_words(kind: str, changed: Iterable[str], own: str, effective: str) -> str:
    """When players see what was just saved of an album, a chapter, a quiz or a track.

    :param changed: the names of the fields that changed.
    :param own: the state that it has, ``effective`` the one that its album leaves it.
    """
    if effective == State.DRAFT:
        return _draft_words(own)
    if kind == "quiz":
        return _quiz_words(set(changed))
    frozen = sorted(FROZEN & set(changed)) if kind == "track" else []
    if frozen:
        fields = ", ".join(_field_names()[name] for name in frozen)
        return str(
            _(
                "Its page shows this at once. In the quiz and in new results it comes with the "
                "next edition: %(fields)s.",
                fields=fields,
            )
        )
    return str(_("Players see this at once."))


def _draft_words(own: str) -> str:
    if own == State.DRAFT:
        return str(_("Nobody but editors sees it while it is a draft."))
    return str(_("Nobody but editors sees it while its album is a draft."))


def _quiz_words(changed: set[str]) -> str:
    at_once = str(_("Who finds it changes at once.")) if "state" in changed else ""
    rest = str(_("Players get it with the next edition.")) if changed != {"state"} else ""
    return f"{at_once} {rest}".strip()


def path_words(path: Path) -> str:
    """``("options", "0", "text", "ko")`` as "answer 1, text, 한국어"."""
    names = _field_names()
    parts: list[str] = []
    for step in path:
        if step.isdecimal():
            parts[-1] = f"{parts[-1]} {int(step) + 1}"
        else:
            parts.append(names.get(step) or LANGUAGES.get(step, step))
    return ", ".join(parts)


def field_words(field: str) -> str:
    """A field as `ItemProblem.field` names it, rows counted from 1: "options.2.text"."""
    steps = field.split(".")
    return path_words(tuple(str(int(s) - 1) if s.isdecimal() else s for s in steps))


def value_words(value: Any) -> str:
    """Any part of a content as one short text."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, dict):
        return _mapping_words(value)
    if isinstance(value, list):
        return "\n".join(f"{number}. {value_words(row)}" for number, row in enumerate(value, 1))
    return str(value)


def _mapping_words(value: dict[str, Any]) -> str:
    if all(isinstance(part, int) for part in value.values()):
        return ", ".join(f"{theme} {weight}" for theme, weight in value.items())
    shown = (value_words(part) for name, part in value.items() if part and name != "id")
    return " · ".join(shown)


def _field_names() -> dict[str, str]:
    return {
        "stem": _("question"),
        "options": _("answer"),
        "text": _("text"),
        "weights": _("points"),
        "is_key": _("right answer"),
        "explanation": _("explanation"),
        "category": _("category"),
        "stars": _("how hard"),
        "spoiler_episode": _("safe after episode"),
        "themes": _("themes"),
        "sources": _("source"),
        "is_ready": _("ready for the next edition"),
        "retired": _("retired"),
        "state": _("who finds it"),
        "main_album": _("main album"),
        "front": _("front page"),
        "title": _("title"),
        "drama": _("drama"),
        "intro": _("introduction"),
        "kind": _("kind"),
        "profile": _("mood profile"),
        "artists": _("artists"),
        "tagline": _("tagline"),
        "story": _("story"),
        "scene": _("whose scene it is"),
        "scene_source": _("source of the scene"),
        "original_title": _("title in another language"),
        "original_language": _("its language"),
        "title_note": _("note on the title"),
        "performance": _("who performs it in the story"),
        "part": _("part of the release"),
        "released_on": _("released on"),
        "credits": _("credits"),
        "name": _("name"),
        "about": _("about"),
        "label": _("label"),
        "label_ko": _("label in Korean"),
        "phrase": _("phrase"),
        "glyph": _("sign"),
        "body": _("text"),
        "url": _("address"),
        "confidence": _("confidence"),
        "claim": _("fact"),
        "episode_count": _("episodes"),
        "categories": _("category"),
        "slug": _("short name"),
        "new_artist": _("new artist"),
        "new_theme": _("new theme"),
        "core_count": _("questions that everybody gets"),
        "decider_count": _("deciders at most"),
        "decider_lead": _("lead that needs no decider"),
    }

"""Two editors, one thing: what differs, and taking over what the other one saved."""

from dataclasses import dataclass
from typing import Any

from quizapp.editing import rows
from quizapp.editing.differences import Difference, differences, overlap
from quizapp.editing.documents import Content
from quizapp.editing.forms.base import ContentForm
from quizapp.editing.forms.fields import pairs_of
from quizapp.editing.service.saving import content_at

from .opened import Opened


@dataclass(frozen=True)
class Clash:
    """A field that differs between what was saved meanwhile and what was typed here."""

    name: str
    path: tuple[str, ...]
    theirs: Any
    yours: Any
    is_only_theirs: bool


def clashes(opened: Opened, form: ContentForm) -> list[Clash]:
    """What differs between a form that was opened on an older revision and the thing by now."""
    opened_on = form.revision.data or 0
    if opened.content is None or opened_on >= opened.revision:
        return []
    mine = opened.content | form.content()
    base = content_at(opened.kind, opened.id, opened_on)
    own = differences(base, mine) if base else []
    return [_clash(found, own, base) for found in differences(opened.content, mine)]


def with_theirs(opened: Opened, fields: rows.Fields, command: str) -> rows.Fields:
    """The fields with one of the saved ones instead (``take stem-ko``), or with all that only
    the others changed (``take all``)."""
    saved = pairs_of(opened.form())
    wanted = command.removeprefix("take ")
    names = [wanted]
    if wanted == "all":
        found = clashes(opened, opened.form(fields))
        names = [clash.name for clash in found if clash.is_only_theirs]
    for name in names:
        fields = rows.taken(fields, saved, name)
    return fields


def _clash(found: Difference, own: list[Difference], base: Content | None) -> Clash:
    is_only_theirs = base is not None and not any(overlap(found, change) for change in own)
    return Clash(found.name, found.path, found.before, found.after, is_only_theirs)

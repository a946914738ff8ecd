"""Two editors, one thing: what only one of them changed is put together, the rest is asked."""

from dataclasses import dataclass
from typing import Any

from quizapp.editing import rows
from quizapp.editing.differences import Difference, Path, differences, overlap
from quizapp.editing.forms.base import ContentForm
from quizapp.editing.forms.fields import pairs_of
from quizapp.editing.saving import content_at

from .opened import Opened

SEEN = "seen"
"""The field with the newest revision that the form was shown beside."""


@dataclass(frozen=True)
class Clash:
    """A field as it was saved meanwhile, and as it was typed here."""

    name: str
    path: Path
    theirs: Any
    yours: Any


@dataclass(frozen=True)
class Merge:
    """A form beside what was saved since it was opened. ``taken`` are the fields that only the
    others changed and that the form has from them; ``clashes`` are those that differ."""

    taken: list[Path]
    clashes: list[Clash]


def merge_of(opened: Opened, form: ContentForm) -> Merge | None:
    """None for a form that was opened on the thing as it is now."""
    if opened.content is None or (form.revision.data or 0) >= opened.revision:
        return None
    base = content_at(opened.kind, opened.id, form.revision.data or 0) or {}
    theirs = differences(base, opened.content)
    apart = differences(opened.content, opened.content | form.content())
    return Merge(
        taken=[change.path for change in theirs if not _is_among(change, apart)],
        clashes=[
            Clash(found.name, found.path, found.before, found.after)
            for found in apart
            if _is_among(found, theirs)
        ],
    )


def merged(opened: Opened, fields: rows.Fields) -> rows.Fields:
    """The fields with all that only the others have changed since they were last shown."""
    form = opened.form(fields)
    seen = [_whole(value) for name, value in fields if name == SEEN]
    shown = max(form.revision.data or 0, *seen, 0)
    base = content_at(opened.kind, opened.id, shown) if shown < opened.revision else None
    if opened.content is None or base is None:
        return fields
    mine = opened.content | form.content()
    own = differences(base, mine)
    for found in differences(opened.content, mine):
        if not _is_among(found, own):
            fields = with_theirs(opened, fields, found.name)
    return fields


def with_theirs(opened: Opened, fields: rows.Fields, name: str) -> rows.Fields:
    """The fields with a saved one instead, and everything below it."""
    return rows.taken(fields, pairs_of(opened.form()), name)


def _is_among(change: Difference, others: list[Difference]) -> bool:
    return any(overlap(change, other) for other in others)


def _whole(text: str) -> int:
    return int(text) if rows.PLACE.fullmatch(text) else 0

"""Merging with what others saved meanwhile: join what one side changed, show what both did."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from . import rows
from .differences import Difference, Path, differences, overlap
from .documents import Content
from .queries import Document, content_at
from .rows import Fields

REVISION = "revision"
"""The field with the revision that the form was opened on."""
SEEN = "seen"
"""The field with the newest revision that the form was shown beside."""


class EditForm(Protocol):
    """What saving and merging need of a form; the forms themselves are a layer above."""

    def validate(self) -> bool: ...
    def content(self) -> Content: ...


Form = TypeVar("Form", bound=EditForm)


@dataclass(frozen=True)
class Forms(Generic[Form]):
    """How the forms of a document are made and taken apart.

    ``read`` makes a document's form of the fields that were sent; ``fields_of`` gives the fields
    of its form as a browser would send them untouched.
    """

    read: Callable[[Document, Fields], Form]
    fields_of: Callable[[Document], Fields]


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


def merge_of(document: Document, form: EditForm, opened_on: int) -> Merge | None:
    """Compare a form with the document; None if it was opened on the newest revision."""
    if document.content is None or opened_on >= document.revision:
        return None
    base = content_at(document.kind, document.id, opened_on) or {}
    theirs = differences(base, document.content)
    apart = differences(document.content, document.content | form.content())
    return Merge(
        taken=[change.path for change in theirs if not _is_among(change, apart)],
        clashes=[
            Clash(found.name, found.path, found.before, found.after)
            for found in apart
            if _is_among(found, theirs)
        ],
    )


def merged(document: Document, fields: Fields, forms: Forms[Any]) -> Fields:
    """The fields with all that only the others have changed since they were last shown."""
    shown = shown_revision(document, fields)
    is_older = shown < document.revision
    base = content_at(document.kind, document.id, shown) if is_older else None
    if document.content is None or base is None:
        return fields
    mine = document.content | forms.read(document, fields).content()
    own = differences(base, mine)
    for found in differences(document.content, mine):
        if not _is_among(found, own):
            fields = with_theirs(document, fields, found.name, forms)
    return fields


def with_theirs(document: Document, fields: Fields, name: str, forms: Forms[Any]) -> Fields:
    """The fields with a saved one instead, and everything below it."""
    return rows.taken(fields, forms.fields_of(document), name)


def shown_revision(document: Document, fields: Fields) -> int:
    """The newest revision that the fields say was seen; the present one if they name none."""
    named = [_number(value) for name, value in fields if name in {REVISION, SEEN}]
    return max(named, default=document.revision)


def _is_among(change: Difference, others: list[Difference]) -> bool:
    return any(overlap(change, other) for other in others)


def _number(text: str) -> int:
    return int(text) if rows.PLACE.fullmatch(text) else 0

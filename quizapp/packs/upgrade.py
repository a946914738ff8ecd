"""Bring a pack into a database that editors work in: what nobody edited becomes as shipped now.

What an editor changed, retired or drafted stays. A thing counts as edited when its row is not
what the pack brought last (`ShippedContent`). Within a transaction; nothing is published here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.database.db import db

from .digests import digest, shipped_before
from .editions import Name
from .models import ShippedContent
from .rows import KINDS, Thing, plain_part, things_of
from .schemas import Pack

PARENTS = {"album": "album", "quiz": "quiz"}
RETIRED = ""


@dataclass
class Changes:
    """What loading a pack did, each thing as ``kind slug``.

    ``kept`` was edited, so that what the pack has now was left out; ``unpublished`` are quizzes
    whose next edition is left to editors, who have something unpublished or edited in it.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    unpublished: list[str] = field(default_factory=list)


class Shipped:
    """What a pack brought before: a digest for each thing, kept in the database."""

    def __init__(self, pack: str) -> None:
        self._pack = pack
        wanted = select(ShippedContent).where(ShippedContent.pack == pack)
        self._rows = {(row.kind, row.slug): row for row in db.session.scalars(wanted)}
        self._before = {} if self._rows else shipped_before(pack)

    def digest(self, name: Name) -> str | None:
        """None of a thing that no pack brought, `RETIRED` of one that a pack has retired."""
        row = self._rows.get(name)
        return row.digest if row else self._before.get(name)

    def names(self) -> set[Name]:
        return {*self._rows, *self._before}

    def put(self, name: Name, value: str) -> None:
        """Within a transaction."""
        row = self._rows.get(name)
        if row is None:
            kind, slug = name
            row = self._rows[name] = ShippedContent(pack=self._pack, kind=kind, slug=slug)
            db.session.add(row)
        row.digest = value


def merge(pack: Pack, *, is_shipped: bool, now: datetime) -> Changes:
    """Within a transaction, make the rows as the pack says wherever no editor has been.

    A pack that is not shipped is an editor's: it retires nothing, and what it brings is theirs.
    """
    shipped, changes = Shipped(pack.album.album.slug), Changes()
    rows = {kind: _rows(kind) for kind in KINDS}
    things = things_of(pack)
    for thing in things:
        _bring(thing, rows, shipped, changes, now)
    if is_shipped:
        for name in sorted(shipped.names() - {thing.name for thing in things}):
            _retire(name, rows, shipped, changes, now)
        for thing in things:
            shipped.put(thing.name, digest(plain_part(thing.part)))
    db.session.flush()
    return changes


def _rows(kind: str) -> dict[str, Any]:
    """By slug, for nobody else to change until the transaction ends."""
    wanted = select(KINDS[kind].model).with_for_update().execution_options(populate_existing=True)
    return {row.slug: row for row in db.session.scalars(wanted)}


def _bring(
    thing: Thing,
    rows: dict[str, dict[str, Any]],
    shipped: Shipped,
    changes: Changes,
    now: datetime,
) -> None:
    row, new = rows[thing.kind].get(thing.slug), digest(plain_part(thing.part))
    known = shipped.digest(thing.name)
    if row is None:
        rows[thing.kind][thing.slug] = _add(thing, rows, now)
        changes.added.append(_said(thing.name))
    elif _is_edited(thing.kind, row, {known, new}):
        changes.kept += [_said(thing.name)] if known != new else []
    else:
        _place(row, thing)
        if digest(KINDS[thing.kind].read(row)) != new:
            _overwrite(thing, row, now)
            changes.updated.append(_said(thing.name))


def _is_edited(kind: str, row: Any, shipped: set[str | None]) -> bool:
    return not is_in_use(row) or digest(KINDS[kind].read(row)) not in shipped


def _overwrite(thing: Thing, row: Any, now: datetime) -> None:
    with db.session.no_autoflush:
        KINDS[thing.kind].write(row, thing.part, now)
    row.revision += 1
    db.session.flush()


def _add(thing: Thing, rows: dict[str, dict[str, Any]], now: datetime) -> Any:
    kind = KINDS[thing.kind]
    row = kind.model(slug=thing.slug)
    _place(row, thing)
    if thing.parent:
        parent, slug = thing.parent
        setattr(row, PARENTS[parent], rows[parent][slug])
    with db.session.no_autoflush:  # a row half written has no business in the database
        kind.write(row, thing.part, now)
    db.session.add(row)
    db.session.flush()
    return row


def _place(row: Any, thing: Thing) -> None:
    if hasattr(row, "position"):
        row.position = thing.position


def is_in_use(row: Any) -> bool:
    """Whether no editor has retired it, or made a draft of it."""
    return getattr(row, "retired_at", None) is None and not getattr(row, "is_draft", False)


def _retire(
    name: Name,
    rows: dict[str, dict[str, Any]],
    shipped: Shipped,
    changes: Changes,
    now: datetime,
) -> None:
    """Retire what the pack has no longer, unless it was edited or cannot be retired."""
    kind, slug = name
    row, known = rows.get(kind, {}).get(slug), shipped.digest(name)
    if row is None or known == RETIRED or not is_in_use(row) or not hasattr(row, "retired_at"):
        return
    if _is_edited(kind, row, {known}):
        changes.kept.append(_said(name))
    else:
        row.retired_at = now
        row.revision += 1
        changes.retired.append(_said(name))
        shipped.put(name, RETIRED)


def _said(name: Name) -> str:
    return " ".join(name)


def are_as_shipped(pack: str, names: Iterable[Name]) -> bool:
    """Whether these things are in the state in which the pack brought them."""
    shipped = Shipped(pack)
    return all(_is_as_shipped(name, shipped) for name in names)


def _is_as_shipped(name: Name, shipped: Shipped) -> bool:
    kind, slug = name
    row = db.session.scalar(select(KINDS[kind].model).filter_by(slug=slug))
    if row is None or not is_in_use(row):
        return shipped.digest(name) == RETIRED
    return digest(KINDS[kind].read(row)) == shipped.digest(name)

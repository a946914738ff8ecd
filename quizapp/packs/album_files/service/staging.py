"""Read the file of an album for a preview, and keep the one that an editor looks at."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from quizapp.database.db import db, transaction
from quizapp.errors import Conflict, Missing
from quizapp.packs.album_files.plan import Plan, planned
from quizapp.packs.album_files.queries import known_of, wanted_of
from quizapp.packs.album_files.reading import AlbumRead, read_album_file
from quizapp.packs.models import StagedAlbum
from quizapp.packs.schemas import Pack
from quizapp.web.doors import IMPORTS

NAME_LIMIT = 200


class NothingStaged(Missing):
    """No file was uploaded, or it has been imported already."""


class PlanChanged(Conflict):
    """The preview is out of date; nothing was imported."""


@dataclass(frozen=True)
class Preview:
    """A file as it was read, and what an import of it would do; no plan of a refused one."""

    read: AlbumRead
    plan: Plan | None


@IMPORTS.entered()
def stage(*, data: bytes, name: str, editor_id: int, now: datetime) -> AlbumRead:
    """Read a file, and store it for its preview unless it is refused.

    :param name: as the browser gave it; it is only shown.
    """
    read = read_album_file(data)
    if read.pack:
        with transaction():
            db.session.merge(
                StagedAlbum(
                    editor_id=editor_id,
                    content=b64encode(data).decode(),
                    name=name.replace("\0", "")[-NAME_LIMIT:],
                    saved_at=now,
                )
            )
    return read


@IMPORTS.entered()
def staged_preview(*, editor_id: int) -> Preview:
    """What an import of the staged file would do.

    :raises NothingStaged: when there is no file.
    """
    return preview_of(b64decode(staged_album(editor_id).content))


@IMPORTS.entered()
def dry_run(*, data: bytes) -> Preview:
    """What an import of a file would do, without keeping it."""
    return preview_of(data)


def preview_of(data: bytes) -> Preview:
    read = read_album_file(data)
    return Preview(read, plan_of(read, read.pack) if read.pack else None)


def plan_of(read: AlbumRead, pack: Pack) -> Plan:
    bad = {("item", row.item.slug) for _kind, row in read.bad if row.item}
    bad |= {("item", str(row.source.get("slug"))) for _kind, row in read.bad if _has_fields(row)}
    return planned(wanted_of(read, pack), known_of(pack), bad)


def _has_fields(row: object) -> bool:
    return isinstance(getattr(row, "source", None), dict)


def staged_album(editor_id: int, *, is_locked: bool = False) -> StagedAlbum:
    """:raises NothingStaged: when there is no file."""
    staged = db.session.get(
        StagedAlbum, editor_id, with_for_update=is_locked or None, populate_existing=True
    )
    if staged is None:
        raise NothingStaged
    return staged

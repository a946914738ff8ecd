"""Put albums, and the parts of an album, in another order: one place up or down at a time."""

from typing import Any

from sqlalchemy import select

from quizapp.auth.models import Author
from quizapp.catalog.models import Album, Chapter, Track
from quizapp.database.db import db, retry_once, transaction
from quizapp.quizzes.models import Quiz
from quizapp.web import logs

from .documents import DocumentMissing

ORDERED: dict[str, type[Any]] = {"album": Album, "track": Track, "chapter": Chapter, "quiz": Quiz}
STEPS = {"up": -1, "down": 1}


@retry_once
def move(*, kind: str, object_id: int, direction: str, author: Author) -> None:
    """Let an object change places with its neighbor, and number all of its list anew.

    At the end of its list nothing changes. The order is in no history: the other button undoes it.

    :param direction: up or down.
    :raises DocumentMissing: when there is no such object.
    """
    with transaction():
        rows = _locked_list(kind, object_id)
        at = next(place for place, row in enumerate(rows) if row.id == object_id)
        to = min(max(at + STEPS[direction], 0), len(rows) - 1)
        rows.insert(to, rows.pop(at))
        for place, row in enumerate(rows, start=1):
            if row.position != place:
                row.position = place
    logs.event("content.move", by=author.name, kind=kind, id=object_id, direction=direction)


def _locked_list(kind: str, object_id: int) -> list[Any]:
    """Everything that is ordered together with an object, for nobody else to change meanwhile."""
    model = ORDERED[kind]
    row = db.session.get(model, object_id)
    if row is None:
        raise DocumentMissing
    wanted = select(model).order_by(model.position, model.id).with_for_update()
    if model is not Album:
        wanted = wanted.where(model.album_id == row.album_id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))

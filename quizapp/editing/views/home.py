"""The first page of the desk, and the catalog of an album."""

from flask import render_template

from quizapp.catalog.queries import albums
from quizapp.editing import queries
from quizapp.editing.access import bp, current_editor

from .opened import SECTION_OF


@bp.get("/")
def home() -> str:
    return render_template(
        "editing/home.html",
        quizzes=queries.quiz_lines(),
        albums=albums(),
        drafts=[_draft_link(draft.key) for draft in queries.drafts_of(current_editor().id)],
        queues=queries.queues(),
    )


@bp.get("/catalog/<int:album_id>/")
def catalog(album_id: int) -> str:
    return render_template(
        "editing/catalog.html",
        album=queries.album_by_id(album_id),
        entries=queries.catalog_entries(album_id),
        sections=SECTION_OF,
    )


def _draft_link(key: str) -> tuple[str, str, int]:
    """Endpoint, section and number of the form that a draft belongs to."""
    name, number = key.split(":")
    kind = name.removeprefix("new-")
    endpoint = "editing.edit" if kind == name else "editing.new"
    return endpoint, SECTION_OF[kind], int(number)

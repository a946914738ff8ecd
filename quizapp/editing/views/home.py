"""The first page under /desk, and the catalog of an album."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from quizapp.auth.access import current_editor
from quizapp.catalog.queries import album_by_id, albums
from quizapp.catalog.queries import site as settings_of_site
from quizapp.editing import queries
from quizapp.editing.keys import FormKey
from quizapp.editing.views.blueprint import bp

from .addresses import SECTION_OF, form_address, title_of


@bp.get("/")
def home() -> str:
    return render_template(
        "editing/home.html",
        quizzes=queries.quiz_lines(),
        albums=albums(),
        unsaved=[
            (form_address(document.key), title_of(document), stored_at)
            for document, stored_at in queries.unsaved_forms(current_editor().id)
        ],
        queues=queries.queues(),
    )


@bp.get("/catalog/<int:album_id>/")
def catalog(album_id: int) -> str:
    return render_template(
        "editing/catalog.html",
        album=album_by_id(album_id),
        entries=queries.catalog_entries(album_id),
        sections=SECTION_OF,
    )


@bp.get("/site")
def site() -> Response:
    """To the settings of the site, or to their empty form while nobody has set any."""
    row = settings_of_site()
    return redirect(form_address(FormKey("site", row.id)))

"""The pages that put albums, and the parts of an album, in order."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.auth.access import current_editor
from quizapp.catalog.queries import album_by_id
from quizapp.editing import queries
from quizapp.editing.ordering import ORDERED, STEPS, move
from quizapp.editing.views.blueprint import bp
from quizapp.errors import Rejected
from quizapp.publishing.queries import Entry
from quizapp.web.i18n import current_language

KIND = f"<any({', '.join(ORDERED)}):kind>"


@bp.get("/order")
def order_albums() -> str:
    lists = {"album": queries.entries_of_kind("album")}
    return _page(_("The order of the albums"), lists, album_id=0)


@bp.get("/catalog/<int:album_id>/order")
def order(album_id: int) -> str:
    album = album_by_id(album_id)
    kinds = ("track", "chapter", "quiz")
    lists = {kind: queries.entries_of_kind(kind, album_id=album_id) for kind in kinds}
    return _page(album.title.in_language(current_language()).text, lists, album_id=album_id)


@bp.post(f"/order/{KIND}/<int:object_id>")
def change_order(kind: str, object_id: int) -> Response:
    """Move one place; the page that it leads to goes on at the thing that was moved."""
    direction = request.form.get("move", "")
    if direction not in STEPS:
        raise Rejected("move")
    move(kind=kind, object_id=object_id, direction=direction, author=current_editor())
    album_id = queries.album_id_of(kind, object_id)
    address = url_for(".order", album_id=album_id) if album_id else url_for(".order_albums")
    return redirect(f"{address}#{kind}-{object_id}", 303)


def _page(heading: str, lists: dict[str, list[Entry]], *, album_id: int) -> str:
    return render_template("editing/order.html", heading=heading, lists=lists, album_id=album_id)

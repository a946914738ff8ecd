"""The history page of an object, and restoring an earlier state."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.editing import queries
from quizapp.editing.documents import KINDS
from quizapp.editing.refusals import edited_meanwhile
from quizapp.editing.saving import EditedMeanwhile, restore
from quizapp.editing.views.blueprint import bp
from quizapp.quizzes.queries import corrections_of
from quizapp.web.i18n import current_language

from .addresses import SECTION_OF

Page = str | Response | tuple[str, int]
KIND = f"<any({', '.join(KINDS)}):kind>"


@bp.get(f"/history/{KIND}/<int:object_id>")
def history(kind: str, object_id: int) -> str:
    return _page(kind, object_id)


@bp.post(f"/history/{KIND}/<int:object_id>")
def go_back(kind: str, object_id: int) -> Page:
    """Restore an earlier state; the page it leads to offers to undo that too."""
    revision = request.form.get("revision", 0, int)
    try:
        restore(
            kind=kind,
            object_id=object_id,
            number=request.form.get("number", 0, int),
            revision=revision,
            author=current_editor(),
            now=clock.now(),
        )
    except EditedMeanwhile as clash:
        return _page(kind, object_id, edited_meanwhile()), clash.status
    address = url_for("editing.edit", section=SECTION_OF[kind], object_id=object_id, was=revision)
    return redirect(address, 303)


def _page(kind: str, object_id: int, problem: str = "") -> str:
    document = queries.document(kind, object_id)
    return render_template(
        "editing/history.html",
        document=document,
        name=document.name.in_language(current_language()),
        changes=queries.history(kind, object_id),
        corrections=corrections_of(object_id) if kind == "item" else [],
        section=SECTION_OF[kind],
        problem=problem,
    )

"""Importing questions: upload a file, preview its rows, add the new ones as drafts."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.question_files import service
from quizapp.question_files.formats.results import ReadResult
from quizapp.question_files.forms import ConfirmImportForm, ImportForm, LanguagesForm
from quizapp.question_files.import_plan import RowStatus
from quizapp.question_files.view_models import import_line, preview_row
from quizapp.question_files.views.blueprint import bp
from quizapp.question_files.words import problem_words
from quizapp.web import logs

COUNTS = ("added", "updated", "restored", "left")
Page = str | Response | tuple[str, int]


@bp.route("/import", methods=["GET", "POST"])
def import_page() -> Page:
    form = ImportForm(CombinedMultiDict([request.files, request.form]))
    if not form.is_submitted_and_valid():
        return _import_page(form), 422 if form.errors else 200
    data, name = form.upload()
    result = service.stage(
        data=data,
        name=name,
        format_name=form.format.data,
        album_id=form.album.data,
        editor_id=current_editor().id,
        now=clock.now(),
    )
    if result.rows:
        return redirect(url_for("question_files.import_preview"), 303)
    return _import_page(form, result), 422


@bp.route("/import/preview", methods=["GET", "POST"])
def import_preview() -> Page:
    """Preview every row of the staged file; a POST imports what is ticked."""
    form = ConfirmImportForm(request.form)
    try:
        if form.is_submitted_and_valid():
            return _import(form)
        return _preview_page()
    except service.PlanChanged as changed:
        words = _("The bank has changed since you looked. Nothing was imported; look again.")
        return _preview_page(words), changed.status
    except service.Unfit as unfit:
        words = _(
            "Row %(number)s does not hold together with only some of its changes. "
            "Nothing was imported.",
            number=str(unfit),
        )
        return _preview_page(words), unfit.status
    except service.NothingStaged as missing:
        words = _("There is no file waiting. If you have just sent it twice, it is in.")
        return _import_page(ImportForm(), words=words), missing.status


@bp.post("/import/languages")
def import_languages() -> Page:
    """Say what the questions of the staged file are written in, and look at it again."""
    form = LanguagesForm(request.form)
    try:
        if form.is_submitted_and_valid():
            service.say_languages(editor_id=current_editor().id, languages=form.languages())
    except service.NothingStaged as missing:
        words = _("There is no file waiting. If you have just sent it twice, it is in.")
        return _import_page(ImportForm(), words=words), missing.status
    return redirect(url_for("question_files.import_preview"), 303)


@bp.post("/import/<int:import_id>/undo")
def undo_import(import_id: int) -> Page:
    """Take back all that an import did."""
    try:
        undone = service.undo_import(import_id=import_id, author=current_editor(), now=clock.now())
    except service.NothingToUndo as missing:
        words = _("This import is undone already, or it is too long ago.")
        return _import_page(ImportForm(), words=words), missing.status
    logs.event(
        "items.import.undo", by=current_editor().name, id=import_id, restored=undone.restored
    )
    address = url_for("question_files.import_page", restored=undone.restored, left=undone.left)
    return redirect(address, 303)


@bp.get("/import/rejected")
def rejected_rows() -> Response:
    """Download the bad rows as a file to fix."""
    text, ending = service.rejected_file(editor_id=current_editor().id, reason=problem_words)
    disposition = f'attachment; filename="to-mend{ending}"'
    # A byte order mark lets spreadsheets read Korean; other readers refuse it.
    return Response(
        text.encode("utf-8-sig" if ending == ".csv" else "utf-8"),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


def _import(form: ConfirmImportForm) -> Response:
    done = service.import_staged(
        digest=form.digest.data or "",
        author=current_editor(),
        now=clock.now(),
        ticks=form.ticks(),
    )
    logs.event(
        "items.import",
        by=current_editor().name,
        file=done.name,
        album=done.album_id,
        added=done.added,
        updated=done.updated,
        lines=done.lines,
        id=done.import_id,
    )
    address = url_for("question_files.import_page", added=done.added, updated=done.updated)
    return redirect(address, 303)


def _import_page(form: ImportForm, result: ReadResult | None = None, words: str = "") -> str:
    counts = {name: request.args.get(name, type=int) for name in COUNTS}
    return render_template(
        "question_files/import.html",
        form=form,
        problems=[(p.line, problem_words(p)) for p in result.problems] if result else [],
        problem=words,
        imports=[*map(import_line, service.recent_imports(clock.now()))],
        kept_days=service.KEPT_DAYS,
        **counts,
    )


def _preview_page(problem: str = "") -> str:
    preview = service.staged_plan(editor_id=current_editor().id)
    plan = preview.plan
    page = render_template(
        "question_files/import_preview.html",
        form=ConfirmImportForm(digest=plan.digest, is_ticked="1"),
        says=LanguagesForm(all=preview.languages.get(0, "")),
        said=preview.languages,
        plan=plan,
        album=preview.album,
        rows=[preview_row(planned) for planned in plan.rows],
        counts={status: len(plan.with_status(status)) for status in RowStatus},
        problem_words=problem_words,
        problem=problem,
    )
    # A bad row may hold half of a surrogate pair, which no encoding can carry.
    return page.encode("utf-8", "replace").decode()

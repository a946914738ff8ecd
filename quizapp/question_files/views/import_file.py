"""Importing questions: upload a file, preview its rows, add the new ones as drafts."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.question_files import service
from quizapp.question_files.formats.results import ReadResult
from quizapp.question_files.forms import ConfirmImportForm, ImportForm
from quizapp.question_files.import_plan import RowStatus
from quizapp.question_files.views.blueprint import bp
from quizapp.quizzes.problems import MESSAGES, ItemProblem
from quizapp.web import logs

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
    """Preview every row of the staged file; a POST imports it."""
    form = ConfirmImportForm(request.form)
    try:
        if form.is_submitted_and_valid():
            return _import(form.digest.data or "")
        return _preview_page()
    except service.PlanChanged as changed:
        words = _("The bank has changed since you looked. Nothing was imported; look again.")
        return _preview_page(words), changed.status
    except service.NothingStaged as missing:
        words = _("There is no file waiting. If you have just sent it twice, it is in.")
        return _import_page(ImportForm(), words=words), missing.status


@bp.get("/import/rejected")
def rejected_rows() -> Response:
    """Download the bad rows as a file to fix."""
    text, ending = service.rejected_file(editor_id=current_editor().id, reason=problem_words)
    disposition = f'attachment; filename="to-mend{ending}"'
    # A byte order mark lets spreadsheets read Korean; our own reader knows it too.
    return Response(
        text.encode("utf-8-sig"),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


def _import(digest: str) -> Response:
    count = service.import_staged(digest=digest, author=current_editor(), now=clock.now())
    logs.event("items.import", by=current_editor().name, count=count)
    return redirect(url_for("question_files.import_page", added=count), 303)


def _import_page(form: ImportForm, result: ReadResult | None = None, words: str = "") -> str:
    return render_template(
        "question_files/import.html",
        form=form,
        problems=[(p.line, problem_words(p)) for p in result.problems] if result else [],
        problem=words,
        added=request.args.get("added", type=int),
    )


def _preview_page(problem: str = "") -> str:
    plan = service.staged_plan(editor_id=current_editor().id)
    page = render_template(
        "question_files/import_preview.html",
        form=ConfirmImportForm(digest=plan.digest),
        plan=plan,
        counts={status: len(plan.with_status(status)) for status in RowStatus},
        problem_words=problem_words,
        problem=problem,
    )
    # A bad row may hold half of a surrogate pair, which no encoding can carry.
    return page.encode("utf-8", "replace").decode()


def problem_words(problem: ItemProblem) -> str:
    return str(_(MESSAGES[problem.code], detail=problem.detail))

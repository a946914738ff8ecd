"""Downloads of questions and results."""

from collections.abc import Iterator

from flask import render_template, request, stream_with_context
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.editing.grid.forms import MOST_TICKS, TICK
from quizapp.errors import Missing
from quizapp.question_files import export
from quizapp.question_files.views.blueprint import bp
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import all_quizzes, quiz_by_slug
from quizapp.web import logs
from quizapp.web.i18n import current_language


@bp.get("/export")
def export_page() -> str:
    """What can be downloaded, and what each format cannot hold."""
    quizzes = all_quizzes()
    left_out = {quiz.id: export.left_out(quiz) for quiz in quizzes if quiz.kind == QuizKind.TRIVIA}
    return render_template("question_files/export.html", quizzes=quizzes, left_out=left_out)


@bp.get("/import/template.csv")
def import_template() -> Response:
    """A table to fill in, in the language of the page."""
    language = current_language()
    return Response(
        export.template_csv(language).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="questions-{language}.csv"'},
    )


@bp.get("/export/<slug>.yaml")
def export_yaml(slug: str) -> Response:
    quiz = quiz_by_slug(slug)
    return _file(quiz, export.as_yaml(quiz), "application/yaml", ".yaml")


@bp.get("/export/<slug>.csv")
def export_csv(slug: str) -> Response:
    quiz = quiz_by_slug(slug)
    return _file(quiz, export.as_csv(quiz), "text/csv", ".csv")


@bp.post("/questions/export.csv")
def export_ticked() -> Response:
    """A table of the questions that are ticked in the grid; a POST, for it takes many numbers."""
    ticks = request.form.getlist("tick")[:MOST_TICKS]
    ids = {int(tick[1]) for tick in map(TICK.fullmatch, ticks) if tick}
    logs.event("items.export", by=current_editor().name, quiz="", kind=".csv")
    return _download("questions", iter([export.ticked_csv(ids)]), "text/csv", ".csv")


@bp.get("/export/<slug>-<any(en, ko):written>.gift")
def export_gift(slug: str, written: str) -> Response:
    quiz = quiz_by_slug(slug)
    if quiz.kind != QuizKind.TRIVIA:
        raise Missing
    return _file(quiz, export.as_gift(quiz, written), "text/plain", f"-{written}.gift")


@bp.get("/export/<slug>-<any(en, ko):written>.xml")
def export_moodle(slug: str, written: str) -> Response:
    quiz = quiz_by_slug(slug)
    if quiz.kind != QuizKind.TRIVIA:
        raise Missing
    return _file(quiz, export.as_moodle(quiz, written), "application/xml", f"-{written}.xml")


@bp.get("/export/<slug>-results.csv")
def export_results(slug: str) -> Response:
    quiz = quiz_by_slug(slug)
    lines = stream_with_context(export.results_csv(quiz))
    return _answer(quiz, lines, "text/csv", "-results.csv")


def _file(quiz: Quiz, text: str, content_type: str, ending: str) -> Response:
    return _answer(quiz, iter([text]), content_type, ending)


def _answer(quiz: Quiz, lines: Iterator[str], content_type: str, ending: str) -> Response:
    logs.event("items.export", by=current_editor().name, quiz=quiz.slug, kind=ending)
    return _download(quiz.slug, lines, content_type, ending)


def _download(name: str, lines: Iterator[str], content_type: str, ending: str) -> Response:
    name = f"{name}-{clock.now():%Y-%m-%d}{ending}"
    return Response(
        (line.encode() for line in lines),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

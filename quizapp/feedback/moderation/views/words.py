"""The page of words that nicknames must not hold."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.feedback.moderation.forms import RemoveWordForm, WordForm
from quizapp.feedback.moderation.service import words as use_cases
from quizapp.feedback.moderation.words import KINDS, WORD_PROBLEMS, refusal_words
from quizapp.feedback.views.blueprint import bp
from quizapp.trivia.disguises import shown
from quizapp.trivia.name_words import SHIPPED, WordKind, WordProblem, folded, word_problem
from quizapp.trivia.service.words import WordMissing, WordThere, words_added
from quizapp.web import logs

from .log import done_record

Page = str | Response | tuple[str, int]


@bp.get("/moderation/words")
def words() -> str:
    return _page(WordForm())


@bp.post("/moderation/words")
def add_word() -> Page:
    """Add a word; where names on boards hold it, only after a look at those that it hides."""
    form = WordForm(request.form)
    if not form.validate():
        return _page(form), 422
    word, kind = folded(form.word.data or ""), form.kind.data
    if problem := word_problem(word, kind):
        form.word.errors = [WORD_PROBLEMS[WordProblem(problem)]]
        return _page(form), 422
    found = use_cases.found_with(word, kind)
    confirmed = request.form.get("confirmed", "")
    if not found or confirmed == use_cases.digest_of(word, kind, found):
        return _add(form, word, kind, found)
    if not confirmed:
        return _page(form, found)
    problem = _("The word or the nicknames have changed since you looked. Look again.")
    return _page(form, found, problem), WordThere.status


@bp.post("/moderation/words/remove")
def remove_word() -> Page:
    form = RemoveWordForm(request.form)
    by = current_editor().name
    if not form.validate():
        raise WordMissing
    try:
        record = use_cases.remove_word(word=form.word.data or "", reason="", by=by, now=clock.now())
    except WordMissing:
        problem = _("Somebody has done this already.")
        return _page(WordForm(), problem=problem), WordThere.status
    logs.event("moderation.remove-word", by=by, record=record.id)
    return redirect(url_for("feedback_admin.words", done=record.id), 303)


def _add(form: WordForm, word: str, kind: str, found: use_cases.Found) -> Page:
    by = current_editor().name
    try:
        record = use_cases.add_word(
            word=word,
            kind=kind,
            found=found,
            reason=form.reason.data or "",
            by=by,
            now=clock.now(),
        )
    except WordThere as there:
        form.word.errors = [refusal_words(there)]
        return _page(form), there.status
    logs.event("moderation.add-word", by=by, record=record.id)
    return redirect(url_for("feedback_admin.words", done=record.id), 303)


def _page(form: WordForm, found: use_cases.Found | None = None, problem: str = "") -> str:
    return render_template(
        "feedback/moderation_words.html",
        form=form,
        found=found or [],
        looked_at=_looked_at(form, found or []),
        added=[(row, shown(row.word), KINDS[WordKind(row.kind)]) for row in words_added()],
        shipped=[
            (KINDS[kind], sorted(map(shown, listed)))
            for kind, listed in (
                (WordKind.INSIDE, SHIPPED.inside),
                (WordKind.ALONE, SHIPPED.alone),
                (WordKind.ALLOWED, SHIPPED.allowed),
            )
        ],
        problem=problem,
        done=done_record(),
    )


def _looked_at(form: WordForm, found: use_cases.Found) -> str:
    return use_cases.digest_of(folded(form.word.data or ""), form.kind.data, found)

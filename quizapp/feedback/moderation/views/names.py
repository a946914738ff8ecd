"""Pages of nicknames on boards: list them, look at one, hide, show, rename or remove it."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.config import house_day
from quizapp.feedback.moderation import queries
from quizapp.feedback.moderation.acts import Act
from quizapp.feedback.moderation.forms import ActForm, NamesForm, RemoveForm, RenameForm
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.feedback.moderation.queries import NameFilter, State
from quizapp.feedback.moderation.service import names as use_cases
from quizapp.feedback.moderation.words import refusal_words
from quizapp.feedback.views.blueprint import bp
from quizapp.feedback.words import title_among_several
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import published_quizzes, quiz_by_id
from quizapp.trivia.nickname import nickname
from quizapp.trivia.service.entries import read_board
from quizapp.trivia.service.moderation import DoneAlready, NameGone, NameTaken
from quizapp.web import logs

from .log import done_record

Page = str | Response | tuple[str, int]
Forms = Mapping[str, ActForm]

FORMS: dict[str, type[ActForm]] = {
    Act.RENAME: RenameForm,
    Act.HIDE: ActForm,
    Act.SHOW: ActForm,
    Act.REMOVE: RemoveForm,
}
ACTS: dict[str, Callable[..., ModerationRecord]] = {
    Act.HIDE: use_cases.hide_name,
    Act.SHOW: use_cases.show_name,
    Act.RENAME: use_cases.rename,
    Act.REMOVE: use_cases.remove_name,
}


@bp.get("/moderation/")
def names() -> Page:
    """The names of a board; today's when none is asked for."""
    quizzes = _trivia_quizzes()
    form = NamesForm(quizzes, request.args)
    if "day" not in request.args:
        form.day.data = house_day(clock.now())
    if not form.validate():
        return _names_page(form, quizzes, None), 422
    return _names_page(form, quizzes, _chosen(form, quizzes))


@bp.get("/moderation/quizzes/<int:quiz_id>/name")
def name(quiz_id: int) -> str:
    """A nickname with all its entries, and what can be done to it."""
    key = nickname(request.args.get("key", "")).key
    if not queries.entries_of(quiz_id, key):
        raise NameGone
    return _name_page(quiz_id, key, {})


@bp.post("/moderation/quizzes/<int:quiz_id>/<any(hide, show, rename, remove):act>")
def moderate(quiz_id: int, act: str) -> Page:
    form = FORMS[act](act, request.form)
    key = form.key.data = nickname(form.key.data or "").key
    if not form.validate():
        return _name_page(quiz_id, key, {act: form}), 422
    try:
        record = _act(quiz_id, act, form)
    except (use_cases.NewNameRefused, use_cases.SameName, NameTaken) as refusal:
        assert isinstance(form, RenameForm)
        form.name.errors = [refusal_words(refusal)]
        return _name_page(quiz_id, key, {act: form}), refusal.status
    except (NameGone, DoneAlready) as late:
        return _name_page(quiz_id, key, {act: form}, refusal_words(late)), DoneAlready.status
    logs.event(f"moderation.{act}", by=current_editor().name, record=record.id)
    return redirect(_next_page(quiz_id, act, form, record), 303)


def _act(quiz_id: int, act: str, form: ActForm) -> ModerationRecord:
    use_case: Callable[..., ModerationRecord] = ACTS[act]
    if isinstance(form, RenameForm):
        use_case = partial(use_case, typed=form.name.data or "")
    return use_case(
        quiz_id=quiz_id,
        key=form.key.data,
        reason=form.reason.data,
        by=current_editor().name,
        now=clock.now(),
    )


def _next_page(quiz_id: int, act: str, form: ActForm, record: ModerationRecord) -> str:
    if act == Act.REMOVE:
        slug = quiz_by_id(quiz_id).slug
        return url_for("feedback_admin.names", quiz=slug, day="", done=record.id)
    new_name = form.name.data if isinstance(form, RenameForm) else None
    key = nickname(new_name).key if new_name else form.key.data
    return url_for("feedback_admin.name", quiz_id=quiz_id, key=key, done=record.id)


def _name_page(quiz_id: int, key: str, typed: Forms, problem: str = "") -> str:
    entries = queries.entries_of(quiz_id, key)
    forms = {act: typed.get(act) or form(act, key=key) for act, form in FORMS.items()}
    quiz = quiz_by_id(quiz_id)
    return render_template(
        "feedback/moderation_name.html",
        quiz=quiz,
        quiz_title=title_among_several(quiz),
        nickname=entries[0][0].nickname if entries else key,
        is_hidden=bool(entries) and all(entry.is_hidden for entry, _round in entries),
        entries=[(read_board(entry.board)[1], entry, round_) for entry, round_ in entries],
        forms=forms,
        problem=problem,
        done=done_record(),
    )


def _trivia_quizzes() -> list[Quiz]:
    return [quiz for quiz in published_quizzes() if quiz.kind == QuizKind.TRIVIA]


def _chosen(form: NamesForm, quizzes: list[Quiz]) -> NameFilter | None:
    by_slug = {quiz.slug: quiz for quiz in quizzes}
    quiz = by_slug.get(form.quiz.data or "") or (quizzes[0] if quizzes else None)
    if quiz is None:
        return None
    return NameFilter(
        quiz.id,
        form.day.data,
        nickname(form.search.data or "").key,
        State(form.state.data),
        form.offset.data or 0,
    )


def _names_page(form: NamesForm, quizzes: list[Quiz], chosen: NameFilter | None) -> str:
    words = use_cases.words_now()
    entries, has_more = queries.names(chosen, words) if chosen else (None, False)
    return render_template(
        "feedback/moderation_names.html",
        form=form,
        quizzes=quizzes,
        chosen=chosen,
        entries=entries,
        is_filtered=bool(chosen and chosen.is_filtered),
        further=chosen.offset + queries.SHOWN if chosen and has_more else None,
        done=done_record(),
    )

"""The question grid: its page, bulk actions with their undo, and near twins."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.config import house_day
from quizapp.editing.grid import queries
from quizapp.editing.grid.changes import Change
from quizapp.editing.grid.condition_queries import action_by_id
from quizapp.editing.grid.filters import Filter
from quizapp.editing.grid.forms import BulkForm, FilterForm, address_fields
from quizapp.editing.grid.service import (
    NothingDone,
    Tick,
    can_undo,
    change_all,
    copy_all,
    move_all,
    recent_actions,
    replacements,
    undo,
)
from quizapp.editing.grid.twins import near_twins
from quizapp.editing.keys import FormKey
from quizapp.editing.models import BulkAction
from quizapp.editing.queries import document
from quizapp.editing.undoing import KEPT_DAYS
from quizapp.editing.views.blueprint import bp
from quizapp.quizzes.models import Item
from quizapp.texts import LANGUAGES
from quizapp.web.doors import REPORTS
from quizapp.web.i18n import current_language

from .addresses import form_address
from .grid_words import done_words, obstacle_words, undone_words
from .within import bulk_form, filter_form

Page = str | Response | tuple[str, int]
TWINS_SHOWN = 100
EVERYTHING = "page=1"
"""The address of the filter that asks for nothing, so that a question knows its neighbors."""


@dataclass(frozen=True)
class LeftLine:
    """A question that a bulk action left alone, with the reason in words."""

    id: int
    name: str
    reason: str


@bp.get("/questions/")
def questions() -> str:
    form = filter_form(request.args)
    return _page(form.filter(), form, bulk_form(None))


@bp.post("/questions/")
def change_questions() -> Page:
    """Do to the ticked questions what the pressed button says; refused, nothing typed is lost."""
    form = bulk_form(request.form)
    asked = filter_form(address_fields(form.within.data or ""))
    wanted = asked.filter()
    act = request.form.get("act", "")
    is_sound = form.validate()
    if act == "all":
        return _page(wanted, asked, form, is_all_ticked=True)
    if problem := _problem(form, act, is_sound):
        return _page(wanted, asked, form, problem=problem), 422
    if act == "preview":
        return _preview_page(wanted, form)
    try:
        action = ACTS[act](form)
    except NothingDone as nothing:
        left = _left_lines(nothing.left)
        problem = "" if left else _("Nothing was changed: all of them are so already.")
        return _page(wanted, asked, form, problem=problem, left=left), 409
    return redirect(url_for("editing.questions", **wanted.query(), done=action.id), 303)


@bp.get("/questions/actions")
def actions() -> str:
    """Bulk actions: who did what when, and the undo of those that can still be undone."""
    now = clock.now()
    undone = request.args.get("undone", type=int)
    rows = recent_actions()
    return render_template(
        "editing/actions.html",
        lines=[(row, done_words(row), can_undo(row, now)) for row in rows],
        undone=next((undone_words(row) for row in rows if row.id == undone and row.undone_at), ""),
        undo_days=KEPT_DAYS,
        undone_words=undone_words,
    )


@bp.post("/questions/actions/<int:action_id>/undo")
def undo_action(action_id: int) -> Response:
    undo(action_id=action_id, author=current_editor(), now=clock.now())
    return redirect(url_for("editing.actions", undone=action_id), 303)


@bp.get("/questions/twins")
def twins() -> str:
    """Pairs of questions that ask nearly the same, the most alike first."""
    form = filter_form(request.args)
    wanted = form.filter()
    with REPORTS.entered():
        pairs = near_twins(queries.asked_questions(wanted.quiz), LANGUAGES)
    shown = pairs[:TWINS_SHOWN]
    items = queries.items_by_id({number for pair in shown for number in (pair.one, pair.other)})
    return render_template(
        "editing/twins.html",
        form=form,
        bulk=bulk_form(None),
        pairs=[(pair.score, (items[pair.one], items[pair.other])) for pair in shown],
        total=len(pairs),
    )


@bp.post("/items/<int:item_id>/duplicate")
def duplicate(item_id: int) -> Response:
    """Copy a question into its own quiz as a draft, and open the copy."""
    original = document("item", item_id)
    action = copy_all(
        ticks=[Tick(item_id, original.revision)],
        quiz_id=original.parent_id,
        author=current_editor(),
        now=clock.now(),
    )
    return redirect(f"{form_address(FormKey('item', action.rows[0]['item']))}?copy=1", 303)


def _page(
    wanted: Filter,
    form: FilterForm,
    bulk: BulkForm,
    *,
    problem: str = "",
    left: list[LeftLine] | None = None,
    is_all_ticked: bool = False,
) -> str:
    now = clock.now()
    page = queries.grid_page(wanted, house_day(now))
    action = _action_just_done()
    ticked = {line.item.id for line in page.lines} if is_all_ticked else bulk.ticked_ids
    if action and not action.undone_at:
        ticked = {row["item"] for row in action.rows}
    bulk.within.data = urlencode(wanted.query()) or EVERYTHING
    return render_template(
        "editing/questions.html",
        wanted=wanted,
        form=form,
        bulk=bulk,
        page=page,
        ticked=ticked,
        problem=problem,
        left=left or (_left_lines(action.left) if action else []),
        action=action,
        done=done_words(action) if action else "",
        can_undo=action is not None and can_undo(action, now),
    )


def _preview_page(wanted: Filter, form: BulkForm) -> str:
    """What the replacement would do, question by question, before it is done."""
    return render_template(
        "editing/replacing.html",
        bulk=form,
        wanted=wanted,
        found=replacements(form.ticks, form.replacement()),
    )


def _problem(form: BulkForm, act: str, is_sound: bool) -> str:
    """Why the pressed button can do nothing; "" when it can."""
    if not is_sound or act not in {*ACTS, "preview"}:
        return str(_("Something in the form is not a value of its field. Nothing was changed."))
    if not form.ticks:
        return str(_("No question is ticked. Tick some, then press again."))
    if act == "change" and form.change() == Change():
        return str(_("Choose what is to change first."))
    if act in {"move", "copy"} and not form.quiz.data:
        return str(_("Choose the quiz first."))
    if act in {"preview", "replace"} and not form.replacement().find:
        return str(_("Type what is to be found first."))
    return ""


def _do(form: BulkForm, work: Callable[..., BulkAction], **details: Any) -> BulkAction:
    return work(ticks=form.ticks, author=current_editor(), now=clock.now(), **details)


ACTS: dict[str, Callable[[BulkForm], BulkAction]] = {
    "change": lambda form: _do(form, change_all, change=form.change()),
    "replace": lambda form: _do(form, change_all, change=form.replacement()),
    "move": lambda form: _do(form, move_all, quiz_id=form.quiz.data),
    "copy": lambda form: _do(form, copy_all, quiz_id=form.quiz.data),
}


def _action_just_done() -> BulkAction | None:
    number = request.args.get("done", 0, int)
    return action_by_id(number) if 0 < number < 2**31 else None


def _left_lines(left: list[dict[str, Any]]) -> list[LeftLine]:
    items = queries.items_by_id({each["item"] for each in left})
    return [
        LeftLine(each["item"], _name(items.get(each["item"])), obstacle_words(each))
        for each in left
    ]


def _name(item: Item | None) -> str:
    return item.stem.in_language(current_language()).text if item else "–"

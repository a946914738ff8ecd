"""Play the quiz with one item as it is typed; nothing of it is kept or counted."""

from flask import redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.auth.access import current_editor
from quizapp.editing.documents.items import to_frozen
from quizapp.editing.drafts import draft_fields
from quizapp.editing.preview import mood_preview
from quizapp.editing.views.blueprint import bp
from quizapp.errors import Rejected
from quizapp.mood.flow import Decider, NoEvidence, next_step
from quizapp.mood.forms import SheetForm, read_sheet, sheet_form
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.sheet import Sheet
from quizapp.mood.view_models import item_shape, result_page, track_shape
from quizapp.publishing.queries import editions_of
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import content_now, quiz_by_id
from quizapp.web.i18n import current_language

from .opened import Opened, blank_document, opened_document

Page = str | Response | tuple[str, int]


@bp.route("/items/<int:item_id>/preview", methods=["GET", "POST"])
def preview_item(item_id: int) -> Page:
    return _preview(opened_document("item", item_id))


@bp.route("/new/items/<int:quiz_id>/preview", methods=["GET", "POST"])
def preview_new_item(quiz_id: int) -> Page:
    return _preview(blank_document("item", quiz_id))


def _preview(opened: Opened) -> Page:
    """The item as the editor has typed it; back to the form when it is not fit to be played."""
    kept = draft_fields(current_editor().id, opened.key)
    if kept is None and opened.content is None:
        return redirect(opened.address, 303)
    form = opened.form(kept[0] if kept else None)
    if not form.validate():
        return redirect(opened.address, 303)
    quiz = quiz_by_id(opened.parent_id)
    item = to_frozen(form.content(), opened.id)
    if quiz.kind == QuizKind.TRIVIA:
        return _trivia(opened, item)
    return _mood(opened, _playable(quiz, item))


def _trivia(opened: Opened, item: ItemContent) -> str:
    return render_template(
        "editing/preview_trivia.html",
        opened=opened,
        item=item,
        chosen=request.args.get("option", type=int),
    )


def _playable(quiz: Quiz, item: ItemContent) -> PlayableEdition:
    live_ids = [edition.id for edition in editions_of(quiz.id)[:1]]
    return mood_preview(quiz, content_now(quiz), item, live_ids[0] if live_ids else None)


def _mood(opened: Opened, edition: PlayableEdition) -> Page:
    form = sheet_form(edition.content, request.form or None, attempt="preview")
    if request.method == "GET":
        return _sheet_page(opened, edition, form)
    try:
        step = next_step(edition, _sheet(edition))
    except Rejected as refusal:
        form.validate()
        return _sheet_page(opened, edition, form, _refusal(refusal)), refusal.status
    if isinstance(step, Decider):
        return _decider_page(opened, edition, form, step)
    page = result_page("preview", edition.content, step, {}, current_language())
    return render_template("editing/preview_result.html", opened=opened, result=page)


def _sheet(edition: PlayableEdition) -> Sheet:
    """:raises NoEvidence: also when something else was sent than the page has."""
    sheet = read_sheet(edition.content, request.form)
    if sheet is None:
        raise NoEvidence("no-evidence")
    return sheet


def _refusal(refusal: Rejected) -> str:
    if isinstance(refusal, NoEvidence):
        return str(_("Answer at least one."))
    return str(_("These answers do not match."))


def _sheet_page(
    opened: Opened, edition: PlayableEdition, form: SheetForm, problem: str = ""
) -> str:
    content, language = edition.content, current_language()
    title, intro = content.title.in_language(language), content.intro.in_language(language)
    return render_template(
        "editing/preview_quiz.html",
        opened=opened,
        quiz={"slug": content.slug, "title": title, "intro": intro},
        form=form,
        items=content.items[: content.core_count],
        problem=problem,
    )


def _decider_page(opened: Opened, edition: PlayableEdition, form: SheetForm, step: Decider) -> str:
    content, language = edition.content, current_language()
    asked = (form.deciders.data or "").split()
    return render_template(
        "editing/preview_decider.html",
        opened=opened,
        form=form,
        item=item_shape(step.item, language),
        number=step.asked_count + 1,
        answered=[known for known in content.items if form.answer_field(known).data],
        deciders=" ".join([*asked, str(step.item.id)]),
        rivals=[track_shape(content.track(slug), language) for slug in step.leaders],
    )

"""Preview pages: play the quiz with one item as it is typed; nothing is stored or counted."""

from flask import g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.auth.access import current_editor
from quizapp.catalog import views as public
from quizapp.catalog.queries import album_by_id, chapter_by_id, track_by_id
from quizapp.editing.documents.items import to_frozen
from quizapp.editing.keys import FormKey
from quizapp.editing.preview import mood_preview
from quizapp.editing.queries import Document, document_of
from quizapp.editing.unsaved import unsaved_fields
from quizapp.editing.views.blueprint import bp
from quizapp.errors import Rejected
from quizapp.mood.flow import Decider, NoEvidence, next_step
from quizapp.mood.forms import SheetForm, read_sheet, sheet_form
from quizapp.mood.outcome import facts_of
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.sheet import Sheet
from quizapp.mood.view_models import item_view, result_page, track_view
from quizapp.publishing.queries import editions_of
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import content_now, quiz_by_id
from quizapp.web.i18n import current_language

from .addresses import form_address, key_of
from .pages import form_of

Page = str | Response | tuple[str, int]


@bp.get("/<any(albums, tracks, chapters):section>/<int:object_id>/preview")
def preview_page(section: str, object_id: int) -> str:
    """The public page of what is saved, also of a draft, as everybody will see it."""
    g.preview_of = form_address(key_of(section, object_id))
    if section == "albums":
        return public.album_page(album_by_id(object_id))
    if section == "tracks":
        return public.page_of_track(track_by_id(object_id))
    return public.page_of_chapter(chapter_by_id(object_id))


@bp.route("/items/<int:item_id>/preview", methods=["GET", "POST"])
def preview_item(item_id: int) -> Page:
    return _preview(FormKey("item", item_id))


@bp.route("/new/items/<int:quiz_id>/preview", methods=["GET", "POST"])
def preview_new_item(quiz_id: int) -> Page:
    return _preview(FormKey("item", parent_id=quiz_id))


def _preview(key: FormKey) -> Page:
    """The item as the editor has typed it; back to the form when it is not fit to be played."""
    document = document_of(key)
    unsaved = unsaved_fields(current_editor().id, key)
    if unsaved is None and document.content is None:
        return redirect(form_address(key), 303)
    form = form_of(document, unsaved[0] if unsaved else None)
    if not form.validate():
        return redirect(form_address(key), 303)
    quiz = quiz_by_id(document.parent_id)
    item = to_frozen(form.content(), document.id)
    if quiz.kind == QuizKind.TRIVIA:
        return _trivia(document, item)
    return _mood(document, _playable(quiz, item))


def _trivia(document: Document, item: ItemContent) -> str:
    return render_template(
        "editing/preview_trivia.html",
        address=form_address(document.key),
        item=item,
        chosen=request.args.get("option", type=int),
    )


def _playable(quiz: Quiz, item: ItemContent) -> PlayableEdition:
    live_ids = [edition.id for edition in editions_of(quiz.id)[:1]]
    return mood_preview(quiz, content_now(quiz), item, live_ids[0] if live_ids else None)


def _mood(document: Document, edition: PlayableEdition) -> Page:
    form = sheet_form(edition.content, request.form or None, attempt="preview")
    if request.method == "GET":
        return _sheet_page(document, edition, form)
    try:
        sheet = _sheet(edition)
        step = next_step(edition, sheet)
    except Rejected as refusal:
        form.validate()
        return _sheet_page(document, edition, form, _refusal(refusal)), refusal.status
    if isinstance(step, Decider):
        return _decider_page(document, edition, form, step)
    facts = facts_of(edition, sheet)
    page = result_page("preview", edition.content, facts, {}, current_language())
    return render_template(
        "editing/preview_result.html", address=form_address(document.key), result=page
    )


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
    document: Document, edition: PlayableEdition, form: SheetForm, problem: str = ""
) -> str:
    content, language = edition.content, current_language()
    title, intro = content.title.in_language(language), content.intro.in_language(language)
    return render_template(
        "editing/preview_quiz.html",
        address=form_address(document.key),
        quiz={"slug": content.slug, "title": title, "intro": intro},
        form=form,
        items=content.items[: content.core_count],
        problem=problem,
    )


def _decider_page(
    document: Document, edition: PlayableEdition, form: SheetForm, step: Decider
) -> str:
    content, language = edition.content, current_language()
    asked = (form.deciders.data or "").split()
    return render_template(
        "editing/preview_decider.html",
        address=form_address(document.key),
        form=form,
        quiz_slug=content.slug,
        item=item_view(step.item, language),
        number=step.asked_count + 1,
        answered=[known for known in content.items if form.answer_field(known).data],
        deciders=" ".join([*asked, str(step.item.id)]),
        rivals=[track_view(content.track(slug), language) for slug in step.leaders],
    )

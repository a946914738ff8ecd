"""The page that corrects a published question, with what that changes before it is confirmed."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.config import house_day
from quizapp.editing.refusals import edited_meanwhile
from quizapp.editing.saving import EditedMeanwhile
from quizapp.feedback.admin_forms import CorrectionForm
from quizapp.feedback.pages import correction_page
from quizapp.feedback.service.corrections import NotAsked, NotReady, correct_key, trivia_item
from quizapp.feedback.views.blueprint import bp
from quizapp.feedback.words import title_among_several
from quizapp.quizzes.models import Item
from quizapp.web import logs

Page = str | Response | tuple[str, int]


@bp.get("/corrections/<int:item_id>")
def correct(item_id: int) -> str:
    return _page(trivia_item(item_id))


@bp.post("/corrections/<int:item_id>")
def confirm_correction(item_id: int) -> Page:
    """Correct the question for everybody; what was typed stays when that is refused."""
    item = trivia_item(item_id)
    form = _form(item, request.form)
    if not form.validate():
        return _page(item, form), 422
    try:
        is_done = correct_key(
            item_id=item_id,
            option_id=form.option.data,
            author=current_editor(),
            now=clock.now(),
            note=(form.note.data or "").strip(),
            revision=form.revision.data,
        )
    except EditedMeanwhile as clash:
        form.revision.raw_data = None  # the page has what was saved meanwhile
        return _page(item, form, edited_meanwhile()), clash.status
    except NotReady as refusal:
        words = _("It is a draft: mark it ready first, then it can correct what players are asked.")
        return _page(item, form, words), refusal.status
    except NotAsked as refusal:
        words = _("There is nothing to correct, and nothing was saved.")
        return _page(item, form, words), refusal.status
    if is_done:
        logs.event("item.correct", by=current_editor().name, item=item_id)
    done = "yes" if is_done else "nothing"
    return redirect(url_for("feedback_admin.correct", item_id=item_id, done=done), 303)


def _form(item: Item, *sent: object) -> CorrectionForm:
    key = next((option.id for option in item.options_in_use if option.is_key), None)
    option_ids = [option.id for option in item.options_in_use]
    return CorrectionForm(option_ids, *sent, data={"option": key, "revision": item.revision})


def _page(item: Item, refused: CorrectionForm | None = None, problem: str = "") -> str:
    form = refused or _form(item)
    form.revision.data = item.revision
    return render_template(
        "feedback/correct.html",
        page=correction_page(item),
        quiz_title=title_among_several(item.quiz),
        form=form,
        problem=problem,
        done=request.args.get("done", ""),
        today=house_day(clock.now()),
    )

"""The page of a quiz: its items, its editions, and publishing the next one."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import Length

from quizapp import clock
from quizapp.auth.access import AdminForm, current_editor
from quizapp.config import house_day
from quizapp.errors import AppError
from quizapp.publishing import correction_view_models as corrections
from quizapp.publishing.changes import changes_between
from quizapp.publishing.gate import gate_of
from quizapp.publishing.queries import editions_of, item_entries, whole_editions
from quizapp.publishing.service import ChangedMeanwhile, TooLittle, Unbalanced, publish
from quizapp.publishing.views.blueprint import bp
from quizapp.quizzes import content as contents
from quizapp.quizzes.models import NOTE_LIMIT, Quiz
from quizapp.quizzes.queries import content_now, edition_by_id, quiz_by_slug
from quizapp.web import logs

Page = str | Response | tuple[str, int]


class PublishForm(AdminForm):
    """The button that publishes.

    ``digest`` is what the editor looked at; ``correct_now`` names the items to correct.
    """

    digest = HiddenField()
    reason = StringField(validators=[Length(max=NOTE_LIMIT)])
    correct_now = SelectMultipleField(coerce=int, validate_choice=False)


@bp.get("/quizzes/<slug>/")
def quiz(slug: str) -> str:
    return _page(quiz_by_slug(slug), PublishForm())


@bp.post("/quizzes/<slug>/publish")
def publish_quiz(slug: str) -> Page:
    form = PublishForm(request.form)
    row = quiz_by_slug(slug)
    if not form.validate():
        return _page(row, form), 422
    try:
        publish(
            quiz_slug=slug,
            digest=form.digest.data or "",
            reason=form.reason.data or "",
            author=current_editor(),
            now=clock.now(),
            correct_now=form.correct_now.data or (),
        )
    except (ChangedMeanwhile, TooLittle, Unbalanced) as refusal:
        return _page(row, form, _refusal(refusal)), refusal.status
    logs.event("quiz.publish", by=current_editor().name, quiz=slug)
    return redirect(url_for("publishing.quiz", slug=slug, published="yes"), 303)


def _page(row: Quiz, form: PublishForm, refusal: str = "") -> str:
    content = content_now(row)
    form.digest.data = contents.digest(content)
    today = house_day(clock.now())
    is_published = request.args.get("published") == "yes"
    editions = whole_editions(row.id)
    live = edition_by_id(editions[0].id) if editions else None
    changes = changes_between(live.content, content) if live else None
    questions = corrections.questions(row, changes, today)
    if request.method != "POST":
        form.correct_now.data = [each.pending.item.id for each in questions]
    return render_template(
        "publishing/bank.html",
        quiz=row,
        content=content,
        entries=item_entries(row.id),
        editions=editions_of(row.id),
        live=live,
        changes=changes,
        gate=gate_of(row, content),
        form=form,
        refusal=refusal,
        is_published=is_published,
        questions=questions,
        first_rounds=corrections.first_rounds(row, today) if is_published else [],
        today=today,
    )


def _refusal(refusal: AppError) -> str:
    if isinstance(refusal, ChangedMeanwhile):
        words = _("Somebody edited the quiz a moment ago. Look again, then publish.")
    elif isinstance(refusal, TooLittle):
        words = _("There are not enough questions to play yet.")
    else:
        words = _("The balance report does not allow it. Fix what is listed below.")
    return str(words)

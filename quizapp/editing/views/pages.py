"""The page of an edit form, whatever it edits."""

from datetime import datetime
from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from quizapp import clock
from quizapp.config import house_day
from quizapp.editing.documents.items import to_frozen
from quizapp.editing.forms.base import ContentForm
from quizapp.editing.forms.choose import content_form
from quizapp.editing.forms.fields import pairs_of
from quizapp.editing.forms.items import MoodItemForm
from quizapp.editing.grid.forms import HIGHEST_ID
from quizapp.editing.keys import FormKey
from quizapp.editing.merging import Forms, merge_of
from quizapp.editing.queries import Document, effect_of, find_document
from quizapp.editing.rows import Fields
from quizapp.editing.words import effect_words
from quizapp.publishing.balance import speaking
from quizapp.publishing.correction_view_models import Pending, pending
from quizapp.publishing.gate import gate_of
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import content_now, find_item, find_quiz, open_flags, quiz_by_id
from quizapp.web.i18n import current_language

from .addresses import SECTION_OF, form_address, title_of
from .within import beside_of

RETIRABLE = {"item", "track", "artist", "theme"}


def form_of(document: Document, fields: Fields | None = None) -> ContentForm:
    """The form of a document with what was sent, or else with its content."""
    content = document.content
    return content_form(
        document.kind,
        parent_id=document.parent_id,
        object_id=document.id,
        fields=None if fields is None else MultiDict(fields),
        data=None if content is None else {**content, "revision": document.revision},
    )


def fields_of(document: Document) -> Fields:
    """The fields of a document's form as a browser would send them untouched."""
    return pairs_of(form_of(document))


FORMS = Forms(read=form_of, fields_of=fields_of)


def form_page(
    document: Document,
    form: ContentForm,
    *,
    restored_at: datetime | None = None,
    problem: str = "",
) -> str:
    """The form with what is to be said about it.

    :param restored_at: when the unsaved form that it shows was stored.
    """
    merge = merge_of(document, form, form.revision.data or 0)
    is_unsaved = bool(restored_at or form.has_errors or merge)
    saved_over = None if is_unsaved else request.args.get("was", type=int)
    quiz = _quiz_of(document)
    return render_template(
        f"editing/{document.kind}.html",
        document=document,
        heading=title_of(document),
        address=form_address(document.key),
        form=form,
        merge=merge,
        restored_at=restored_at,
        saved_over=saved_over,
        effect="" if saved_over is None else _effect(document, saved_over),
        problem=problem,
        added=_just_added(document),
        is_copy="copy" in request.args and not is_unsaved,
        section=SECTION_OF[document.kind],
        quiz=quiz,
        gate=gate_of(quiz, content_now(quiz)) if quiz and saved_over is not None else None,
        speaks=speaks(document, form),
        pending=None if is_unsaved else _pending(document),
        flags=open_flags(document.id) if document.kind == "item" and document.id else [],
        is_retirable=document.kind in RETIRABLE,
        beside=beside_of(document),
    )


def _just_added(document: Document) -> Document | None:
    """The object after which this new one was asked for, if there is one."""
    number = request.args.get("added", 0, int)
    if document.id or not 0 < number <= HIGHEST_ID:
        return None
    return find_document(FormKey(document.kind, number))


def speaks(document: Document, form: ContentForm) -> list[list[dict[str, Any]]]:
    """For each option of a mood item, the points that it gives the quiz's tracks."""
    if not isinstance(form, MoodItemForm):
        return []
    content = content_now(quiz_by_id(document.parent_id))
    language = current_language()
    titles = {track.slug: track.title.in_language(language).text for track in content.tracks}
    return [
        [{"track": titles[slug], "points": points} for slug, points in option.items()]
        for option in speaking(content, to_frozen(form.content(), document.id))
    ]


def _effect(document: Document, was: int) -> str:
    effect = effect_of(document, was)
    if effect is None:
        return ""
    return effect_words(document.kind, effect.changed, effect.own, effect.effective)


def _pending(document: Document) -> Pending | None:
    """What of a trivia item is asked otherwise than it is saved; None for a draft."""
    item = find_item(document.id) if document.kind == "item" else None
    return None if item is None or item.is_draft else pending(item, house_day(clock.now()))


def _quiz_of(document: Document) -> Quiz | None:
    """The quiz that players get differently after a save."""
    if document.kind == "item":
        return quiz_by_id(document.parent_id)
    if document.kind == "quiz":
        return quiz_by_id(document.id)
    return find_quiz(document.parent_id, QuizKind.MOOD) if document.kind == "track" else None

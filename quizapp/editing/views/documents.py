"""One page for whatever is edited: open, change rows, save, merge; nothing typed is ever lost."""

from datetime import datetime
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.editing import rows
from quizapp.editing.documents.catalog import ThemeInUse
from quizapp.editing.documents.items import to_frozen
from quizapp.editing.drafts import discard_draft, draft_fields, keep_draft
from quizapp.editing.forms.base import ContentForm
from quizapp.editing.forms.items import MoodItemForm
from quizapp.editing.refusals import edited_meanwhile, theme_in_use
from quizapp.editing.saving import EditedMeanwhile, add, save
from quizapp.editing.views.blueprint import bp
from quizapp.publishing.balance import speaking
from quizapp.publishing.gate import gate_of
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import content_now, find_mood_quiz, open_flags, quiz_by_id
from quizapp.web.i18n import current_language

from .merging import SEEN, merge_of, merged, with_theirs
from .opened import (
    NEW_SECTION,
    SECTION,
    SECTION_OF,
    SECTIONS,
    Opened,
    blank_document,
    opened_document,
)

RETIRABLE = {"item", "track", "artist", "theme"}
Page = str | Response | tuple[str, int]


@bp.get(f"/{SECTION}/<int:object_id>")
def edit(section: str, object_id: int) -> Page:
    return _open(opened_document(SECTIONS[section], object_id))


@bp.post(f"/{SECTION}/<int:object_id>")
def change(section: str, object_id: int) -> Page:
    return _obey(opened_document(SECTIONS[section], object_id))


@bp.get(f"/new/{NEW_SECTION}/<int:parent_id>")
def new(section: str, parent_id: int) -> Page:
    return _open(blank_document(SECTIONS[section], parent_id))


@bp.post(f"/new/{NEW_SECTION}/<int:parent_id>")
def create(section: str, parent_id: int) -> Page:
    return _obey(blank_document(SECTIONS[section], parent_id))


@bp.post(f"/{SECTION}/<int:object_id>/draft")
def autosave(section: str, object_id: int) -> Response:
    return _autosave(opened_document(SECTIONS[section], object_id))


@bp.post(f"/new/{NEW_SECTION}/<int:parent_id>/draft")
def autosave_new(section: str, parent_id: int) -> Response:
    return _autosave(blank_document(SECTIONS[section], parent_id))


@bp.post(f"/{SECTION}/<int:object_id>/retire")
def retire(section: str, object_id: int) -> Page:
    """Take a thing out of what comes next, or bring it back."""
    opened = opened_document(SECTIONS[section], object_id)
    try:
        save(
            kind=opened.kind,
            object_id=object_id,
            content={"retired": request.form.get("retired") == "yes"},
            revision=request.form.get("revision", 0, int),
            author=current_editor(),
            now=clock.now(),
        )
    except EditedMeanwhile as clash:
        return _page(opened, opened.form(), problem=edited_meanwhile()), clash.status
    except ThemeInUse as use:
        return _page(opened, opened.form(), problem=theme_in_use(use)), use.status
    return redirect(f"{opened.address}?was={opened.revision}", 303)


def _open(opened: Opened) -> Page:
    kept = draft_fields(current_editor().id, opened.key)
    if kept is None:
        return _page(opened, opened.form())
    fields, saved_at = kept
    return _page(opened, opened.form(merged(opened, fields)), restored_at=saved_at)


def _obey(opened: Opened) -> Page:
    """Do what the pressed button says; every way but a discard keeps what was typed."""
    fields = list(request.form.items(multi=True))
    command = request.form.get("command", "save")
    if command == "discard":
        _discard(opened)
        return redirect(opened.address, 303)
    if command in {"save", "preview"}:
        return _save(opened, fields, command)
    if command.startswith("take "):
        fields = with_theirs(opened, fields, command.removeprefix("take "))
    _keep(opened, rows.changed(fields, command))
    return redirect(f"{opened.address}#{rows.place_of(command)}", 303)


def _save(opened: Opened, fields: rows.Fields, command: str) -> Page:
    form = opened.form(fields)
    is_valid = form.validate()
    if not is_valid or command == "preview":
        _keep(opened, fields)
    if not is_valid:
        return _page(opened, form), 422
    if command == "preview":
        return redirect(_preview_address(opened), 303)
    if not opened.id:
        return redirect(f"{_added(opened, form).address}?was=0", 303)
    try:
        save(
            kind=opened.kind,
            object_id=opened.id,
            content=form.content(),
            revision=request.form.get(SEEN, form.revision.data or 0, int),
            author=current_editor(),
            now=clock.now(),
        )
    except EditedMeanwhile:
        opened = opened_document(opened.kind, opened.id)
        fields = merged(opened, fields)
        _keep(opened, fields)
        return _page(opened, opened.form(fields)), 409
    _discard(opened)
    return redirect(f"{opened.address}?was={opened.revision}", 303)


def _added(opened: Opened, form: ContentForm) -> Opened:
    object_id = add(
        kind=opened.kind,
        parent_id=opened.parent_id,
        content=form.content(),
        author=current_editor(),
        now=clock.now(),
    )
    _discard(opened)
    return opened_document(opened.kind, object_id)


def _autosave(opened: Opened) -> Response:
    """What the page's script sends while somebody types; says how the points speak meanwhile."""
    fields = list(request.form.items(multi=True))
    _keep(opened, fields)
    form = opened.form(fields)
    spent: list[int] = []
    if isinstance(form, MoodItemForm):
        spent = [row.form.weights.spent for row in form.options.entries]
    return jsonify(speaks=_speaks(opened, form), spent=spent)


def _keep(opened: Opened, fields: rows.Fields) -> None:
    keep_draft(editor_id=current_editor().id, key=opened.key, fields=fields, now=clock.now())


def _discard(opened: Opened) -> None:
    discard_draft(editor_id=current_editor().id, key=opened.key)


def _preview_address(opened: Opened) -> str:
    """Where an item can be played; everything else has no preview, only its form."""
    if opened.kind != "item":
        return opened.address
    if opened.id:
        return url_for("editing.preview_item", item_id=opened.id)
    return url_for("editing.preview_new_item", quiz_id=opened.parent_id)


def _speaks(opened: Opened, form: ContentForm) -> list[list[dict[str, Any]]]:
    """For each option of a mood item, the points that it gives the quiz's tracks."""
    if not isinstance(form, MoodItemForm):
        return []
    content = content_now(quiz_by_id(opened.parent_id))
    language = current_language()
    titles = {track.slug: track.title.in_language(language).text for track in content.tracks}
    return [
        [{"track": titles[slug], "points": points} for slug, points in option.items()]
        for option in speaking(content, to_frozen(form.content(), opened.id))
    ]


def _page(
    opened: Opened, form: ContentForm, *, restored_at: datetime | None = None, problem: str = ""
) -> str:
    merge = merge_of(opened, form)
    is_unsaved = bool(restored_at or form.is_refused or merge)
    saved_over = None if is_unsaved else request.args.get("was", type=int)
    quiz = _quiz_of(opened)
    return render_template(
        f"editing/{opened.kind}.html",
        opened=opened,
        form=form,
        merge=merge,
        restored_at=restored_at,
        saved_over=saved_over,
        problem=problem,
        section=SECTION_OF[opened.kind],
        quiz=quiz,
        gate=gate_of(quiz, content_now(quiz)) if quiz and saved_over is not None else None,
        speaks=_speaks(opened, form),
        flags=open_flags(opened.id) if opened.kind == "item" and opened.id else [],
        is_retirable=opened.kind in RETIRABLE,
    )


def _quiz_of(opened: Opened) -> Quiz | None:
    """The quiz that players get differently after a save."""
    if opened.kind == "item":
        return quiz_by_id(opened.parent_id)
    if opened.kind == "quiz":
        return quiz_by_id(opened.id)
    return find_mood_quiz(opened.parent_id) if opened.kind == "track" else None

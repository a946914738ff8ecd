"""One page for whatever is edited: open, change rows, save, merge; nothing typed is ever lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.editing import queries, rows
from quizapp.editing.access import bp, current_editor
from quizapp.editing.balance import examine, is_examinable, speaking
from quizapp.editing.differences import Difference, differences, overlap
from quizapp.editing.documents import Content
from quizapp.editing.forms.base import ContentForm
from quizapp.editing.forms.fields import pairs_of
from quizapp.editing.forms.items import MoodItemForm
from quizapp.editing.preview import item_of
from quizapp.editing.service.drafting import (
    discard_draft,
    draft_fields,
    keep_draft,
)
from quizapp.editing.service.saving import EditedMeanwhile, add, content_at, save
from quizapp.editing.words import finding_words
from quizapp.i18n import current_language
from quizapp.quizzes.models import QuizKind
from quizapp.quizzes.queries import content_now

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


@dataclass(frozen=True)
class Clash:
    """A field that differs between what was saved meanwhile and what was typed here."""

    name: str
    path: tuple[str, ...]
    theirs: Any
    yours: Any
    is_only_theirs: bool


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
def retire(section: str, object_id: int) -> Response:
    """Take a thing out of what comes next, or bring it back."""
    opened = opened_document(SECTIONS[section], object_id)
    save(
        kind=opened.kind,
        object_id=object_id,
        content={"retired": request.form.get("retired") == "yes"},
        revision=request.form.get("revision", 0, int),
        author=current_editor(),
        now=clock.now(),
    )
    return redirect(f"{opened.address}?was={opened.revision}", 303)


def _open(opened: Opened) -> Page:
    kept = draft_fields(current_editor().id, opened.key)
    if kept is None:
        return _page(opened, opened.form())
    fields, saved_at = kept
    return _page(opened, opened.form(fields), restored_at=saved_at)


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
        fields = _with_theirs(opened, fields, command)
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
            revision=request.form.get("seen", form.revision.data or 0, int),
            author=current_editor(),
            now=clock.now(),
        )
    except EditedMeanwhile:
        _keep(opened, fields)
        return _page(opened_document(opened.kind, opened.id), form), 409
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


def _with_theirs(opened: Opened, fields: rows.Fields, command: str) -> rows.Fields:
    """The fields with one of the saved ones instead (``take stem-ko``), or with all that only
    the others changed (``take all``)."""
    saved = pairs_of(opened.form())
    wanted = command.removeprefix("take ")
    names = [wanted]
    if wanted == "all":
        clashes = _clashes(opened, opened.form(fields))
        names = ["-".join(clash.path) for clash in clashes if clash.is_only_theirs]
    for name in names:
        fields = rows.taken(fields, saved, name)
    return fields


def _clashes(opened: Opened, form: ContentForm) -> list[Clash]:
    """What differs between a form that was opened on an older revision and the thing by now."""
    opened_on = form.revision.data or 0
    if opened.content is None or opened_on >= opened.revision:
        return []
    mine = opened.content | form.content()
    base = content_at(opened.kind, opened.id, opened_on)
    own = differences(base, mine) if base else []
    return [_clash(found, own, base) for found in differences(opened.content, mine)]


def _clash(found: Difference, own: list[Difference], base: Content | None) -> Clash:
    is_only_theirs = base is not None and not any(overlap(found, change) for change in own)
    return Clash(found.name, found.path, found.before, found.after, is_only_theirs)


def _preview_address(opened: Opened) -> str:
    if opened.id:
        return url_for("editing.preview_item", item_id=opened.id)
    return url_for("editing.preview_new_item", quiz_id=opened.parent_id)


def _speaks(opened: Opened, form: ContentForm) -> list[list[dict[str, Any]]]:
    """For each option of a mood item, the points that it gives the quiz's tracks."""
    if not isinstance(form, MoodItemForm):
        return []
    content = content_now(queries.quiz_by_id(opened.parent_id))
    language = current_language()
    titles = {track.slug: track.title.in_language(language).text for track in content.tracks}
    return [
        [{"track": titles[slug], "points": points} for slug, points in option.items()]
        for option in speaking(content, item_of(form.content(), opened.id))
    ]


def _page(opened: Opened, form: ContentForm, restored_at: datetime | None = None) -> str:
    clashes = _clashes(opened, form)
    is_unsaved = bool(restored_at or form.errors or clashes)
    saved_over = None if is_unsaved else request.args.get("was", type=int)
    return render_template(
        f"editing/{opened.kind}.html",
        opened=opened,
        form=form,
        clashes=clashes,
        restored_at=restored_at,
        saved_over=saved_over,
        findings=[] if saved_over is None else _findings(opened),
        section=SECTION_OF[opened.kind],
        quiz=queries.quiz_by_id(opened.parent_id) if opened.kind == "item" else None,
        speaks=_speaks(opened, form),
        is_retirable=opened.kind in RETIRABLE,
        title=_title(opened),
    )


def _findings(opened: Opened) -> list[str]:
    """What stands in the way of publishing the quiz of a mood item, as it is now."""
    if opened.kind != "item":
        return []
    content = content_now(queries.quiz_by_id(opened.parent_id))
    if content.kind != QuizKind.MOOD or not is_examinable(content):
        return []
    examined, language = examine(content), current_language()
    errors = (problem for problem in examined.quick_problems if problem.is_error)
    return [finding_words(problem, examined.content, language) for problem in errors]


def _title(opened: Opened) -> str:
    if opened.id:
        return opened.name.in_language(current_language()).text or str(_("Without a name"))
    words = {
        "item": _("A new question"),
        "track": _("A new track"),
        "artist": _("A new artist"),
        "theme": _("A new theme"),
        "chapter": _("A new chapter"),
        "album": _("A new album"),
    }
    return str(words[opened.kind])

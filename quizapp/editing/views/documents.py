"""Edit forms: open, change rows, store what is typed, save, retire."""

from flask import jsonify, redirect, request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.editing import rows
from quizapp.editing.adding import with_new_artist, with_new_theme
from quizapp.editing.documents.catalog import ThemeInUse
from quizapp.editing.forms.catalog import TrackForm
from quizapp.editing.forms.items import MoodItemForm
from quizapp.editing.keys import FormKey
from quizapp.editing.merging import merged, with_theirs
from quizapp.editing.queries import document_of
from quizapp.editing.refusals import edited_meanwhile, theme_in_use
from quizapp.editing.rows import Fields
from quizapp.editing.saving import EditedMeanwhile, Refused, Saved, save, save_form
from quizapp.editing.unsaved import discard_unsaved, store_unsaved, unsaved_fields
from quizapp.editing.views.blueprint import bp

from .addresses import (
    NEW_SECTION,
    SECTION,
    form_address,
    here_address,
    key_of,
    new_key_of,
    preview_address,
)
from .pages import FORMS, form_of, form_page, speaks

Page = str | Response | tuple[str, int]
SAVE_AND_ADD, NEW_ARTIST, NEW_THEME = "save and add", "artist new", "theme new"
SAVES = {"save", SAVE_AND_ADD}


@bp.get(f"/{SECTION}/<int:object_id>")
def edit(section: str, object_id: int) -> Page:
    return _open(key_of(section, object_id))


@bp.post(f"/{SECTION}/<int:object_id>")
def change(section: str, object_id: int) -> Page:
    return _dispatch(key_of(section, object_id))


@bp.get(f"/new/{NEW_SECTION}/<int:parent_id>")
def new(section: str, parent_id: int) -> Page:
    return _open(new_key_of(section, parent_id))


@bp.post(f"/new/{NEW_SECTION}/<int:parent_id>")
def create(section: str, parent_id: int) -> Page:
    return _dispatch(new_key_of(section, parent_id))


@bp.post(f"/{SECTION}/<int:object_id>/draft")
def autosave(section: str, object_id: int) -> Response:
    return _autosave(key_of(section, object_id))


@bp.post(f"/new/{NEW_SECTION}/<int:parent_id>/draft")
def autosave_new(section: str, parent_id: int) -> Response:
    return _autosave(new_key_of(section, parent_id))


@bp.post(f"/{SECTION}/<int:object_id>/retire")
def retire(section: str, object_id: int) -> Page:
    """Take an object out of what comes next, or bring it back."""
    key = key_of(section, object_id)
    try:
        saved = save(
            kind=key.kind,
            object_id=object_id,
            content={"retired": request.form.get("retired") == "yes"},
            revision=request.form.get("revision", 0, int),
            author=current_editor(),
            now=clock.now(),
        )
    except EditedMeanwhile as clash:
        return _untouched(key, edited_meanwhile()), clash.status
    except ThemeInUse as use:
        return _untouched(key, theme_in_use(use)), use.status
    return redirect(f"{form_address(key)}?was={saved.was}", 303)


def _open(key: FormKey) -> Page:
    document = document_of(key)
    unsaved = unsaved_fields(current_editor().id, key)
    if unsaved is None:
        return form_page(document, form_of(document))
    fields, stored_at = unsaved
    form = form_of(document, merged(document, fields, FORMS))
    return form_page(document, form, restored_at=stored_at)


def _dispatch(key: FormKey) -> Page:
    """Run the command of the pressed button; all but a discard keep what was typed."""
    fields = list(request.form.items(multi=True))
    command = request.form.get("command", "save")
    if command in SAVES:
        return _save(key, _with_artist(key, fields), is_followed=command == SAVE_AND_ADD)
    if command == NEW_ARTIST:
        return _go_on(key, _with_artist(key, fields), "artists")
    if command == NEW_THEME:
        return _add_theme(key, fields)
    if command == "preview":
        return _preview(key, fields)
    if command == "discard":
        return _discard(key)
    return _edit_rows(key, fields, command)


def _save(key: FormKey, fields: Fields, *, is_followed: bool) -> Page:
    """:param is_followed: whether the form of another new one comes next."""
    outcome = save_form(
        key=key, fields=fields, forms=FORMS, author=current_editor(), now=clock.now()
    )
    if isinstance(outcome, Saved):
        return redirect(_after(key, outcome, is_followed=is_followed), 303)
    if isinstance(outcome, Refused):
        return form_page(outcome.document, outcome.form), 422
    return form_page(outcome.document, form_of(outcome.document, outcome.fields)), 409


def _after(key: FormKey, saved: Saved, *, is_followed: bool) -> str:
    """Where a save leads: to the form of what was saved, or to an empty one for the next."""
    saved_key = FormKey(key.kind, saved.object_id)
    if is_followed:
        parent_id = document_of(saved_key).parent_id
        return f"{form_address(FormKey(key.kind, parent_id=parent_id))}?added={saved.object_id}"
    address = here_address(saved_key)
    return f"{address}{'&' if '?' in address else '?'}was={saved.was}"


def _with_artist(key: FormKey, fields: Fields) -> Fields:
    """The fields with the artist whose name was typed in the form of a track."""
    form = form_of(document_of(key), fields)
    if not isinstance(form, TrackForm) or [*form.name_problems()]:
        return fields
    name = form.new_artist.data
    return with_new_artist(fields, name, author=current_editor(), now=clock.now())


def _add_theme(key: FormKey, fields: Fields) -> Page:
    document = document_of(key)
    form = form_of(document, fields)
    if not isinstance(form, TrackForm) or not form.new_theme.form.is_begun:
        return _go_on(key, fields, "profile")
    if [*form.new_theme.form.problems()]:
        form.validate()
        _store(key, fields)
        return form_page(document, form), 422
    theme = form.new_theme.data
    fields = with_new_theme(fields, theme, author=current_editor(), now=clock.now())
    return _go_on(key, fields, "profile")


def _go_on(key: FormKey, fields: Fields, place: str) -> Response:
    """Store what was typed, and show it again at a field."""
    _store(key, fields)
    return redirect(f"{form_address(key)}#{place}", 303)


def _preview(key: FormKey, fields: Fields) -> Page:
    document = document_of(key)
    form = form_of(document, fields)
    is_valid = form.validate()
    _store(key, fields)
    return redirect(preview_address(key), 303) if is_valid else (form_page(document, form), 422)


def _discard(key: FormKey) -> Response:
    document_of(key)
    discard_unsaved(editor_id=current_editor().id, key=key)
    return redirect(here_address(key), 303)


def _edit_rows(key: FormKey, fields: Fields, command: str) -> Response:
    """Add, remove or move a row, or take somebody else's version of a field."""
    document = document_of(key)
    if command.startswith("take "):
        fields = with_theirs(document, fields, command.removeprefix("take "), FORMS)
    _store(key, rows.changed(fields, command))
    return redirect(f"{here_address(key)}#{rows.place_of(command)}", 303)


def _autosave(key: FormKey) -> Response:
    """Store what the page's script sends during typing; the answer has the points so far."""
    document, fields = document_of(key), list(request.form.items(multi=True))
    _store(key, fields)
    form = form_of(document, fields)
    spent: list[int] = []
    if isinstance(form, MoodItemForm):
        spent = [row.form.weights.spent for row in form.options.entries]
    return jsonify(speaks=speaks(document, form), spent=spent)


def _store(key: FormKey, fields: Fields) -> None:
    store_unsaved(editor_id=current_editor().id, key=key, fields=fields, now=clock.now())


def _untouched(key: FormKey, problem: str) -> str:
    document = document_of(key)
    return form_page(document, form_of(document), problem=problem)

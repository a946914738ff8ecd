"""Pages for whole albums in one file: upload, preview, take over, undo, download."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import admin_blueprint, current_editor
from quizapp.catalog.queries import album_by_id
from quizapp.web import logs

from . import service
from .forms import AlbumFileForm, ConfirmAlbumForm
from .plan import Status
from .reading import AlbumRead
from .template import template_text
from .view_models import fault_words, groups_of, import_line

Page = str | Response | tuple[str, int]
bp = admin_blueprint("album_files")


@bp.route("/albums/file", methods=["GET", "POST"])
def upload() -> Page:
    form = AlbumFileForm(CombinedMultiDict([request.files, request.form]))
    if not form.is_submitted_and_valid():
        return _upload_page(form), 422 if form.errors else 200
    data, name = form.upload()
    read = service.stage(data=data, name=name, editor_id=current_editor().id, now=clock.now())
    if read.pack:
        return redirect(url_for("album_files.preview"), 303)
    return _upload_page(form, read), 422


@bp.route("/albums/file/preview", methods=["GET", "POST"])
def preview() -> Page:
    """Preview everything in the staged file; a POST takes over what is ticked."""
    form = ConfirmAlbumForm(request.form)
    try:
        if form.is_submitted_and_valid():
            return _import(form)
        return _preview_page()
    except service.PlanChanged as changed:
        words = _("The album has changed since you looked. Nothing was imported; look again.")
        return _preview_page(words), changed.status
    except service.Unfit as unfit:
        words = _(
            "“%(slug)s” does not hold together with only some of its changes. "
            "Nothing was imported.",
            slug=str(unfit),
        )
        return _preview_page(words), unfit.status
    except service.NothingStaged as missing:
        words = _("There is no file waiting. If you have just sent it twice, it is in.")
        return _upload_page(AlbumFileForm(), words=words), missing.status


@bp.post("/albums/file/<int:import_id>/undo")
def undo(import_id: int) -> Page:
    """Take back all that an import did."""
    try:
        undone = service.undo_import(import_id=import_id, author=current_editor(), now=clock.now())
    except service.NothingToUndo as missing:
        words = _("This import is undone already, or it is too long ago.")
        return _upload_page(AlbumFileForm(), words=words), missing.status
    logs.event("album.import.undo", by=current_editor().name, id=import_id, left=undone.left)
    address = url_for("album_files.upload", restored=undone.restored, left=undone.left)
    return redirect(address, 303)


@bp.get("/albums/file/template.yaml")
def template() -> Response:
    """A file to fill in."""
    return _file(template_text(), "album.yaml")


@bp.get("/albums/<int:album_id>/file.yaml")
def download(album_id: int) -> Response:
    """The whole album as one file."""
    slug = album_by_id(album_id).slug
    text = service.text_of_album(slug=slug)
    logs.event("album.export", by=current_editor().name, album=slug)
    return _file(text, f"{slug}-{clock.now():%Y-%m-%d}.yaml")


def _file(text: str, name: str) -> Response:
    return Response(
        text.encode(),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _import(form: ConfirmAlbumForm) -> Response:
    done = service.import_staged(
        digest=form.digest.data or "",
        ticks=form.ticks(),
        author=current_editor(),
        now=clock.now(),
    )
    logs.event(
        "album.import",
        by=current_editor().name,
        file=done.name,
        album=done.album_id,
        added=done.added,
        updated=done.updated,
        retired=done.retired,
        id=done.import_id,
    )
    return redirect(url_for("album_files.upload", done=done.import_id), 303)


def _upload_page(form: AlbumFileForm, read: AlbumRead | None = None, words: str = "") -> str:
    imports = [*map(import_line, service.recent_imports(clock.now()))]
    number = request.args.get("done", type=int)
    return render_template(
        "packs/album_file.html",
        form=form,
        faults=[(fault.line, fault_words(fault)) for fault in read.faults] if read else [],
        problem=words,
        imports=imports,
        done=next((line for line in imports if line.id == number), None),
        kept_days=service.KEPT_DAYS,
        restored=request.args.get("restored", type=int),
        left=request.args.get("left", type=int),
    )


def _preview_page(problem: str = "") -> str:
    shown = service.staged_preview(editor_id=current_editor().id)
    if shown.plan is None:  # a rule has become stricter since the file was sent
        raise service.NothingStaged
    page = render_template(
        "packs/album_file_preview.html",
        form=ConfirmAlbumForm(digest=shown.plan.digest),
        album=shown.plan.album,
        groups=groups_of(shown.plan),
        counts={status.value: shown.plan.count(status) for status in Status},
        bad=[(fault.line, fault_words(fault)) for fault in shown.read.bad_faults],
        problem=problem,
    )
    # A bad row may hold half of a surrogate pair, which no encoding can carry.
    return page.encode("utf-8", "replace").decode()

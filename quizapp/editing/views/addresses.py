"""Addresses and titles of the edit forms."""

from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.editing.grid.forms import ADDRESS_LIMIT
from quizapp.editing.keys import FormKey
from quizapp.editing.queries import Document
from quizapp.web.i18n import current_language

SECTIONS = {
    "items": "item",
    "tracks": "track",
    "artists": "artist",
    "themes": "theme",
    "chapters": "chapter",
    "albums": "album",
    "settings": "quiz",
    "sites": "site",
}
SECTION_OF = {kind: section for section, kind in SECTIONS.items()}
SECTION = f"<any({', '.join(SECTIONS)}):section>"
NEW_TITLES = {
    "item": _l("A new question"),
    "track": _l("A new track"),
    "artist": _l("A new artist"),
    "theme": _l("A new theme"),
    "chapter": _l("A new chapter"),
    "album": _l("A new album"),
    "site": _l("The site"),
}
NEW_SECTION = "<any(items, tracks, artists, themes, chapters, albums, sites):section>"


def key_of(section: str, object_id: int) -> FormKey:
    return FormKey(SECTIONS[section], object_id)


def new_key_of(section: str, parent_id: int) -> FormKey:
    return FormKey(SECTIONS[section], parent_id=parent_id)


def form_address(key: FormKey) -> str:
    section = SECTION_OF[key.kind]
    if key.object_id is None:
        return url_for("editing.new", section=section, parent_id=key.parent_id)
    return url_for("editing.edit", section=section, object_id=key.object_id)


def grid_filter() -> str:
    """The filter of the question grid that the form was opened from, as its address; or ""."""
    return request.args.get("within", "")[:ADDRESS_LIMIT]


def here_address(key: FormKey) -> str:
    """The form again, still within the filter of the grid that it was opened from."""
    return f"{form_address(key)}{within_query(grid_filter())}"


def within_query(address: str) -> str:
    return f"?{urlencode({'within': address})}" if address else ""


def preview_address(key: FormKey) -> str:
    """Where an item can be played; everything else has no preview, only its form."""
    if key.kind != "item":
        return form_address(key)
    if key.object_id is None:
        return url_for("editing.preview_new_item", quiz_id=key.parent_id)
    return url_for("editing.preview_item", item_id=key.object_id)


def title_of(document: Document) -> str:
    if document.kind == "site":
        return str(NEW_TITLES["site"])
    if document.id:
        return document.name.in_language(current_language()).text or _("Without a name")
    return str(NEW_TITLES[document.kind])

"""What a form of the desk is about."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from quizapp.catalog.queries import album_by_id
from quizapp.editing import queries
from quizapp.editing.documents import Content
from quizapp.editing.drafts import draft_key, new_draft_key, thing_of_key
from quizapp.editing.forms.base import ContentForm
from quizapp.editing.forms.choose import content_form
from quizapp.editing.rows import Fields
from quizapp.quizzes.queries import quiz_by_id
from quizapp.texts import Localized
from quizapp.web.i18n import current_language

SECTIONS = {
    "items": "item",
    "tracks": "track",
    "artists": "artist",
    "themes": "theme",
    "chapters": "chapter",
    "albums": "album",
    "settings": "quiz",
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
}
NEW_SECTION = "<any(items, tracks, artists, themes, chapters, albums):section>"


@dataclass(frozen=True)
class Opened:
    """What a form is about: a thing as it is now, or (``id`` 0) one that is still to be made."""

    kind: str
    id: int
    parent_id: int
    key: str
    content: Content | None
    revision: int
    name: Localized

    def form(self, fields: Fields | None = None) -> ContentForm:
        """The form with what was typed, or else with the thing as it is."""
        data = None if self.content is None else {**self.content, "revision": self.revision}
        sent = None if fields is None else MultiDict(fields)
        return content_form(
            self.kind, parent_id=self.parent_id, object_id=self.id, fields=sent, data=data
        )

    @property
    def address(self) -> str:
        section = SECTION_OF[self.kind]
        if self.id:
            return url_for("editing.edit", section=section, object_id=self.id)
        return url_for("editing.new", section=section, parent_id=self.parent_id)

    @property
    def title(self) -> str:
        if self.id:
            return self.name.in_language(current_language()).text or _("Without a name")
        return str(NEW_TITLES[self.kind])


def opened_document(kind: str, object_id: int) -> Opened:
    found = queries.document(kind, object_id)
    return Opened(
        kind,
        object_id,
        found.parent_id,
        draft_key(kind, object_id),
        found.content,
        found.revision,
        found.name,
    )


def blank_document(kind: str, parent_id: int) -> Opened:
    if kind == "item":
        quiz_by_id(parent_id)
    elif kind in {"track", "chapter"}:
        album_by_id(parent_id)
    return Opened(kind, 0, parent_id, new_draft_key(kind, parent_id), None, 0, Localized())


def opened_by_key(key: str) -> Opened:
    """Whatever a draft belongs to."""
    kind, number, is_new = thing_of_key(key)
    return blank_document(kind, number) if is_new else opened_document(kind, number)

"""Forms to upload or paste a file of questions, and to confirm its import."""

import re
from contextlib import closing
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import (
    FileField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, ValidationError

from quizapp.auth.access import AdminForm
from quizapp.catalog.queries import albums
from quizapp.texts import LANGUAGES
from quizapp.web.forms import choices
from quizapp.web.i18n import current_language

from .formats import FORMATS

NO_ALBUM = 0
TICK = re.compile(r"(\d{1,6})(?:\.(\d{1,3}))?")
ROW_LANGUAGE = re.compile(rf"(\d{{1,6}})\.({'|'.join(LANGUAGES)})")


class ImportForm(AdminForm):
    file = FileField(_l("File"))
    text = TextAreaField(_l("or paste it here"))
    format = SelectField(_l("Format"))
    album = SelectField(_l("Album"), [InputRequired()], coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        names = ((name, kind.title) for name, kind in FORMATS.items())
        self.format.choices = choices([("", _("Detect automatically")), *names])
        found = [(album.id, album.title.in_language(language).text) for album in albums()]
        open_ = [(NO_ALBUM, _("Choose an album"))] if len(found) > 1 else []
        self.album.choices = choices([*open_, *found])

    def validate_album(self, field: SelectField) -> None:
        """Of several albums none is taken for granted."""
        if field.data == NO_ALBUM:
            raise ValidationError(_("Choose an album"))

    def upload(self) -> tuple[bytes, str]:
        """The bytes and their file's name; pasted text counts where no file was chosen."""
        file = self.file.data
        if isinstance(file, FileStorage) and file.filename:
            with closing(file):
                return file.read(), file.filename
        return (self.text.data or "").encode(), ""


class ConfirmImportForm(AdminForm):
    """The button that imports, and what of the file is ticked.

    ``digest`` names what the editor saw. Each of ``take`` is the number of a row, with a point and
    the place of a change where it changes a question. Without ``is_ticked`` all is taken over.
    """

    digest = HiddenField()
    is_ticked = HiddenField()
    take = SelectMultipleField(validate_choice=False, choices=[])

    def ticks(self) -> dict[int, set[int]] | None:
        """For the number of each ticked row the places of its changes."""
        if not self.is_ticked.data:
            return None
        ticks: dict[int, set[int]] = {}
        for found in filter(None, map(TICK.fullmatch, self.take.data or ())):
            places = ticks.setdefault(int(found[1]), set())
            places |= {int(found[2])} if found[2] else set()
        return ticks


class LanguagesForm(AdminForm):
    """What the questions of a file are written in: ``all`` of them, and single ones."""

    all = SelectField(_l("All questions"))
    row = SelectMultipleField(validate_choice=False, choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.all.choices = choices([("", _("as found")), *LANGUAGES.items()])

    def languages(self) -> dict[int, str]:
        """By the number of the row; 0 for all others."""
        found = filter(None, map(ROW_LANGUAGE.fullmatch, self.row.data or ()))
        single = {int(row[1]): row[2] for row in found}
        return {0: self.all.data, **single} if self.all.data else single

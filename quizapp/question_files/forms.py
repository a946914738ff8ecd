"""Forms to upload or paste a file of questions, and to confirm its import."""

from contextlib import closing
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from quizapp.auth.access import AdminForm
from quizapp.catalog.queries import albums
from quizapp.web.forms import choices
from quizapp.web.i18n import current_language

from .formats import FORMATS


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
        self.album.choices = choices(
            (album.id, album.title.in_language(language).text) for album in albums()
        )

    def upload(self) -> tuple[bytes, str]:
        """The bytes and their file's name; pasted text counts where no file was chosen."""
        file = self.file.data
        if isinstance(file, FileStorage) and file.filename:
            with closing(file):
                return file.read(), file.filename
        return (self.text.data or "").encode(), ""


class ConfirmImportForm(AdminForm):
    """The button that imports.

    ``digest`` names what the editor saw.
    """

    digest = HiddenField()

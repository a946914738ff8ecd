"""Forms to upload the file of an album, and to confirm its import."""

import re
from contextlib import closing

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField, SelectMultipleField, TextAreaField

from quizapp.auth.access import AdminForm

from .plan import Name

TICK = re.compile(r"([a-z]{1,10})\.([a-z0-9-]{1,60})(?:\.(\d{1,3}))?")


class AlbumFileForm(AdminForm):
    file = FileField(_l("File"))
    text = TextAreaField(_l("or paste it here"))

    def upload(self) -> tuple[bytes, str]:
        """The bytes and their file's name; pasted text counts where no file was chosen."""
        file = self.file.data
        if isinstance(file, FileStorage) and file.filename:
            with closing(file):
                return file.read(), file.filename
        return (self.text.data or "").encode(), ""


class ConfirmAlbumForm(AdminForm):
    """The button that imports, and what of the file is ticked.

    ``digest`` names what the editor saw. Each of ``take`` is the kind and slug of a thing, with a
    point and the place of a difference where it changes something.
    """

    digest = HiddenField()
    take = SelectMultipleField(validate_choice=False, choices=[])

    def ticks(self) -> dict[Name, set[int]]:
        """For each thing that is ticked the places of its differences."""
        ticks: dict[Name, set[int]] = {}
        for found in filter(None, map(TICK.fullmatch, self.take.data or ())):
            places = ticks.setdefault((found[1], found[2]), set())
            places |= {int(found[3])} if found[3] else set()
        return ticks

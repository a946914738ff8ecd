"""Pending forms: what was sent after the session had ended, kept in the page until sign-in.

The text is signed, so that nobody can hand out a page that sends a form of their own making.
"""

from dataclasses import dataclass

from werkzeug.datastructures import FileStorage, MultiDict

from quizapp.web import signing

PURPOSE = "pending form"
MOST_CHARACTERS = 200_000
SECRETS = {"csrf_token", "password", "again", "current", "code", "secret", "token", "pending"}


@dataclass(frozen=True)
class PendingForm:
    """Where a form was sent, and its fields in order, without secrets.

    ``files`` are the names of files that came with it, which no page can keep.
    """

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()


def pending_form(
    address: str, form: MultiDict[str, str], files: MultiDict[str, FileStorage]
) -> str:
    """Sign a form for the page to carry; "" when it is empty, or more than a page should carry."""
    fields = [(name, text) for name, text in form.items(multi=True) if name not in SECRETS]
    size = sum(len(name) + len(text) for name, text in fields)
    if not fields or size > MOST_CHARACTERS:
        return ""
    names = [file.filename for file in files.values() if file.filename]
    return signing.sign([address, fields, names], purpose=PURPOSE)


def read_pending_form(text: str) -> PendingForm | None:
    """The form of a text that `pending_form` signed, None of any other text."""
    value = signing.read(text, purpose=PURPOSE)
    if not value:
        return None
    address, fields, *files = value
    return PendingForm(address, tuple(map(tuple, fields)), tuple(*files))

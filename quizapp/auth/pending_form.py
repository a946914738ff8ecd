"""What somebody typed when their session had ended, carried by the page until they are back.

The text is signed, so that nobody can hand out a page that sends a form of their own making.
"""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from quizapp.web import signing

PURPOSE = "kept form"
MOST_CHARACTERS = 200_000
SECRETS = {"csrf_token", "password", "again", "current", "code", "secret", "kept"}


@dataclass(frozen=True)
class KeptForm:
    """Where a form was sent, and its fields in order, without secrets."""

    address: str
    fields: tuple[tuple[str, str], ...]


def keep(address: str, form: MultiDict[str, str]) -> str:
    """A signed text; "" when there is nothing to keep, or more than a page should carry."""
    fields = [(name, text) for name, text in form.items(multi=True) if name not in SECRETS]
    size = sum(len(name) + len(text) for name, text in fields)
    if not fields or size > MOST_CHARACTERS:
        return ""
    return signing.sign([address, fields], purpose=PURPOSE)


def kept_form(text: str) -> KeptForm | None:
    value = signing.read(text, purpose=PURPOSE)
    return KeptForm(value[0], tuple((name, text) for name, text in value[1])) if value else None

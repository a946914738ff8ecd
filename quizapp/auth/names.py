"""Names of editors: how they are stored, and how they are compared."""

import re
import unicodedata

ACCEPTABLE = re.compile(r"[\w .'·-]+")


def cleaned_name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_key(text: str) -> str:
    """Normalize a name for comparison: width and case make no difference."""
    return cleaned_name(unicodedata.normalize("NFKC", text).casefold())


def is_acceptable(name: str) -> bool:
    """Letters of any script, digits, spaces and a few marks, with one letter at least."""
    return bool(ACCEPTABLE.fullmatch(name)) and any(map(str.isalpha, name))

"""Detect the format of a text from its content, or else from its file name."""

import re

from .aiken import ANSWER
from .csv_table import is_table

NAMES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".gift": "gift",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "opentdb",
    ".xml": "moodle",
    ".aiken": "aiken",
}

XML = re.compile(r"\s*<(\?xml|!doctype|html|quiz)\b", re.IGNORECASE)
MOODLE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<quiz\b", re.DOTALL | re.IGNORECASE)
JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{"\]])')
YAML = re.compile(
    r"(?:[ \t]*(?:#.*|---.*|%YAML.*)?\n)*+"
    r"(?:(?:format|quiz|items)[ \t]*:|-[ \t]+(?:slug|stem)[ \t]*:)"
)
AIKEN = re.compile(rf"^(?:{ANSWER.pattern})$", re.MULTILINE | re.IGNORECASE)
GIFT = re.compile(
    r"^[ \t]*(::|\$CATEGORY:)"
    r"|(?<!\\)\{\s*([=~#}]|[^{}\n]{0,200}(?<!\\)[=~]|T\b|F\b|TRUE\b|FALSE\b|참|거짓)",
    re.MULTILINE,
)


def is_xml(text: str) -> bool:
    return bool(XML.match(text))


def sniffed(text: str, name: str = "") -> str | None:
    """A key of `FORMATS`, or None where neither content nor name tells.

    `name` is a file's name as the browser gave it; only its ending is looked at.
    """
    return _by_content(text) or _by_name(name)


def _by_content(text: str) -> str | None:
    """The strictest signs first."""
    if MOODLE.match(text):
        return "moodle"
    if JSON.match(text):
        return "opentdb"
    if YAML.match(text):
        return "yaml"
    if is_table(text):
        return "csv"
    if AIKEN.search(text):
        return "aiken"
    return "gift" if GIFT.search(text) else None


def _by_name(name: str) -> str | None:
    ending = re.search(r"\.[a-z]+$", name.casefold())
    return NAMES.get(ending[0]) if ending else None

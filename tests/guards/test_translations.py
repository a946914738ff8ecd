"""Translations: nothing is left in English on a Korean page."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "_l": None,
    "N_": None,
    "NN_": (1, 2),
}


def _texts() -> Iterator[str]:
    for folder, method in (("quizapp", "python"), ("templates", "jinja2.ext:babel_extract")):
        pattern = "**.py" if method == "python" else "**.html"
        for _file, _line, text, _notes, _context in extract_from_dir(
            ROOT / folder, [(pattern, method)], keywords=KEYWORDS
        ):
            yield text if isinstance(text, str) else text[0]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with (ROOT / "quizapp/web/translations/ko/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="ko")


def test_the_catalog_is_one_that_gets_compiled(catalog: Catalog) -> None:
    """Without its header a catalog counts as fuzzy, and is passed over without a word."""
    assert not catalog.fuzzy


def test_every_text_is_said_in_korean(catalog: Catalog) -> None:
    said = {_key(message) for message in catalog if _korean(message)}

    assert sorted(set(_texts()) - said) == []


def test_nothing_is_said_that_no_page_asks_for(catalog: Catalog) -> None:
    asked = set(_texts())

    assert [_key(message) for message in catalog if message.id and _key(message) not in asked] == []


def test_placeholders_are_the_same(catalog: Catalog) -> None:
    for message in catalog:
        if message.id:
            english, korean = (
                set(PLACEHOLDER.findall(t)) for t in (_key(message), _korean(message))
            )
            assert korean <= english | {""}, _key(message)
            assert english <= korean | {"num"}, _key(message)


def test_no_retired_term_is_used(catalog: Catalog) -> None:
    found = {term: _uses(catalog, term) for term in _retired_terms()}

    assert len(found) > 30
    assert {term: messages for term, messages in found.items() if messages} == {}


def _retired_terms() -> list[str]:
    """Those of docs/terms.md that are retired for messages."""
    table = (ROOT / "docs" / "terms.md").read_text("utf-8").partition("## Retired")[2]
    return re.findall(r"^\| ([^|]+) \| [^|]+ \| messages", table, re.MULTILINE)


def _uses(catalog: Catalog, term: str) -> list[str]:
    return [_key(message) for message in catalog if message.id and term in _korean(message)]


def _key(message: Message) -> str:
    return _first(message.id)


def _korean(message: Message) -> str:
    return _first(message.string)


def _first(forms: str | Sequence[str] | None) -> str:
    """The text itself, or the first of its plural forms."""
    return forms if isinstance(forms, str) else (forms or [""])[0]

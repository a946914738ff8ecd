"""Match search words against entries in either language. Pure: texts in, entries out."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quizapp.texts import Localized

QUOTES = str.maketrans("", "", "'\"‘’“”")


class EntryKind(StrEnum):
    """The kinds of pages that a search finds."""

    TRACK = "track"
    ARTIST = "artist"
    THEME = "theme"
    CHAPTER = "chapter"
    QUESTION = "question"


@dataclass(frozen=True)
class Entry:
    """Something that can be found: ``kind`` and ``place`` are its address, ``about`` describes it.

    ``texts`` are searched as well, but not shown. ``album`` is the slug of the album that it is
    part of; empty for what albums share.
    """

    kind: EntryKind
    place: Mapping[str, Any]
    name: Localized
    about: Localized
    texts: tuple[str, ...] = ()
    album: str = ""


def matching(query: str, entries: Iterable[Entry]) -> list[Entry]:
    """Entries in which every word of the query stands, those whose names begin with it first.

    In names words match anywhere and across spaces, for Korean titles are spaced in more ways than
    one; in longer texts only where a word begins, or a few letters would find everything.
    """
    words = fold(query).split()
    if not words:
        return []
    ranked = [(_rank(words, entry), entry) for entry in entries]
    found = [(rank, entry) for rank, entry in ranked if rank is not None]
    return [entry for _rank, entry in sorted(found, key=lambda pair: pair[0])]


def fold(text: str) -> str:
    """The text without what people type differently: case, quotes, letters composed or apart."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(QUOTES)
    return unicodedata.normalize("NFC", folded)


def _rank(words: list[str], entry: Entry) -> int | None:
    names = [fold(entry.name.en), fold(entry.name.ko)]
    if any(name.startswith(" ".join(words)) for name in names):
        return 0
    if all(_is_within(word, names) for word in words):
        return 1
    text = " ".join(map(fold, (entry.about.en, entry.about.ko, *entry.texts)))
    found = all(_is_within(word, names) or _begins_a_word(word, text) for word in words)
    return 2 if found else None


def _is_within(word: str, names: list[str]) -> bool:
    return any(word in name or word in name.replace(" ", "") for name in names)


def _begins_a_word(word: str, text: str) -> bool:
    at = text.find(word)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at = text.find(word, at + 1)
    return at >= 0

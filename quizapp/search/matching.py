"""Match search words against entries in either language. Pure: texts in, entries out."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
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

    ``texts`` are searched as well, but not shown.
    """

    kind: EntryKind
    place: Mapping[str, Any]
    name: Localized
    about: Localized
    texts: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names, folded."""
        return fold(self.name.en), fold(self.name.ko)

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The names, folded, each with its spaces and without."""
        unspaced = (name.replace(" ", "") for name in self.names)
        return tuple(dict.fromkeys([*self.names, *unspaced]))

    @cached_property
    def text(self) -> str:
        """All longer texts folded, as one."""
        return " ".join(map(fold, (self.about.en, self.about.ko, *self.texts)))


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
    phrase = " ".join(words)
    if any(name.startswith(phrase) for name in entry.names):
        return 0
    left = [word for word in words if not any(word in name for name in entry.spellings)]
    if not left:
        return 1
    return 2 if all(_begins_a_word(word, entry.text) for word in left) else None


def _begins_a_word(word: str, text: str) -> bool:
    at = text.find(word)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at = text.find(word, at + 1)
    return at >= 0

"""Which entries a few typed words mean, in either language. Pure: texts in, entries out."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.texts import Localized


@dataclass(frozen=True)
class Entry:
    """Something that can be found: ``kind`` and ``slug`` are its address, ``about`` describes it.

    ``texts`` are searched as well, but not shown.
    """

    kind: str
    slug: str
    name: Localized
    about: Localized
    texts: tuple[str, ...] = ()


def matching(query: str, entries: Iterable[Entry]) -> list[Entry]:
    """Entries in which every word of the query stands, those that begin with it first.

    Words match inside words and across spaces, for Korean titles are spaced in more ways than one.
    """
    words = fold(query).split()
    if not words:
        return []
    ranked = [(_rank(words, entry), entry) for entry in entries]
    found = [(rank, entry) for rank, entry in ranked if rank is not None]
    return [entry for _rank, entry in sorted(found, key=lambda pair: pair[0])]


def fold(text: str) -> str:
    """The text without what people type differently: case, and composed or decomposed letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _rank(words: list[str], entry: Entry) -> int | None:
    names = [fold(entry.name.en), fold(entry.name.ko)]
    if any(name.startswith(" ".join(words)) for name in names):
        return 0
    if _holds(" ".join(names), words):
        return 1
    everything = [*names, *map(fold, (entry.about.en, entry.about.ko, *entry.texts))]
    return 2 if _holds(" ".join(everything), words) else None


def _holds(text: str, words: list[str]) -> bool:
    unspaced = "".join(text.split())
    return all(word in text or word in unspaced for word in words)

"""Match what people type against entries in either language. Pure: texts in, entries out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any

from quizapp.texts import Localized

from .folding import digits, fold, initials, joined, romanized, typed_initials

SHORT = 2
"""Letters; of a Latin word no longer than this only the beginning of a word counts."""
FILLERS = {
    *("song", "songs", "track", "tracks", "ost", "music", "soundtrack", "the", "a", "of", "by"),
    *("노래", "노래들", "곡", "음악", "트랙", "사운드트랙", "오에스티"),
}
"""Words that say what all entries are, left out when others remain."""
TELLING = 5
"""Letters of a word of a name that is known by that word alone, however it is spelled."""
SLIPS = ((8, 2), (4, 1))
"""From how many letters on how many may be wrong, missing, too many or exchanged."""


class EntryKind(StrEnum):
    """The kinds of pages that a search finds."""

    TRACK = "track"
    ARTIST = "artist"
    THEME = "theme"
    CHAPTER = "chapter"
    QUESTION = "question"


class Match(IntEnum):
    """How an entry was found, the best way first."""

    WHOLE_NAME = 0
    BEGINNING = 1
    WORDS = 2
    NAME = 3
    SOUND = 4
    INITIALS = 5
    TEXT = 6
    SPELLING = 7


@dataclass(frozen=True)
class Entry:
    """Something that can be found: ``kind`` and ``place`` are its address, ``about`` describes it.

    ``texts`` are searched as well, ``aliases`` are other names; neither is shown. ``album`` is the
    slug of the album that it is part of; empty for what albums share.
    """

    kind: EntryKind
    place: Mapping[str, Any]
    name: Localized
    about: Localized
    texts: tuple[str, ...] = ()
    album: str = ""
    aliases: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, map(fold, (self.name.en, self.name.ko, *self.aliases))))

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """The Korean names in Latin letters."""
        return tuple(romanized(name) for name in self.names if initials(name))

    @cached_property
    def initials(self) -> tuple[str, ...]:
        return tuple(filter(None, map(initials, self.names)))

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The names without spaces, and their words that are long enough to be known by."""
        names = (*self.names, *self.sounds)
        words = {word for name in names for word in name.split() if len(word) >= TELLING}
        return frozenset({*map(joined, names), *words})

    @cached_property
    def text(self) -> str:
        """All that is searched, with a space before each word."""
        texts = (self.name.en, self.name.ko, *self.aliases, self.about.en, self.about.ko)
        return "".join(f" {fold(text)}" for text in (*texts, *self.texts))

    @cached_property
    def everything(self) -> str:
        """All in which a word of a query can stand; what lacks one of them is not looked at."""
        return f"{' '.join(map(joined, (*self.names, *self.sounds)))}{self.text}"


@dataclass(frozen=True)
class Found:
    entry: Entry
    match: Match


def matching(query: str, entries: Iterable[Entry]) -> list[Found]:
    """The entries that a query means, best first.

    Every word of it must be met, but for words such as "song" beside others. Only where nothing
    is found so, names count that are spelled almost like it.
    """
    everything = list(entries)
    found = _by_initials(query, everything) or _by_words(query, everything)
    found = found or _by_spelling(query, everything)
    return sorted(found, key=lambda each: each.match)


def _by_initials(query: str, entries: Sequence[Entry]) -> list[Found]:
    typed = typed_initials(query)
    if not typed:
        return []
    return [
        Found(entry, Match.INITIALS)
        for entry in entries
        if any(name.startswith(typed) for name in entry.initials)
    ]


def _by_words(query: str, entries: Sequence[Entry]) -> list[Found]:
    words = _meant(fold(query).split())
    if not words:
        return []
    near = (entry for entry in entries if all(word in entry.everything for word in words))
    ranked = ((entry, _match(words, entry)) for entry in near)
    return [Found(entry, match) for entry, match in ranked if match is not None]


def _meant(words: list[str]) -> list[str]:
    return [word for word in words if word not in FILLERS] or words


def _match(words: list[str], entry: Entry) -> Match | None:
    asked = "".join(words)
    if asked in map(joined, entry.names):
        return Match.WHOLE_NAME
    if _is_in_names(words, asked, entry.names):
        return _place_in_names(words, asked, entry.names)
    if len(asked) > SHORT and _is_in_names(words, asked, entry.sounds):
        return Match.SOUND
    met = all(_is_in_text(word, entry) for word in words)
    return Match.TEXT if met else None


def _place_in_names(words: list[str], asked: str, names: Sequence[str]) -> Match:
    if any(joined(name).startswith(asked) for name in names):
        return Match.BEGINNING
    in_names = {word for name in names for word in name.split()}
    return Match.WORDS if in_names.issuperset(words) else Match.NAME


def _is_in_names(words: list[str], asked: str, names: Sequence[str]) -> bool:
    """Whether each word stands in a name, or all together do, however both are spaced."""
    return any(_is_within(asked, name) for name in names) or all(
        any(_is_within(word, name) for name in names) for word in words
    )


def _is_within(word: str, name: str) -> bool:
    """A short Latin word counts at the beginning of a word alone: "iu" is not in "triumph"."""
    if word.isascii() and len(word) <= SHORT:
        return any(part.startswith(word) for part in name.split())
    return word in joined(name)


def _is_in_text(word: str, entry: Entry) -> bool:
    """Of longer texts only where a word begins, or a few letters would find everything."""
    return f" {word}" in entry.text or any(
        _is_within(word, name) for name in (*entry.names, *entry.sounds)
    )


def _by_spelling(query: str, entries: Sequence[Entry]) -> list[Found]:
    asked = "".join(_meant(fold(query).split()))
    allowed = next((slips for length, slips in SLIPS if len(asked) >= length), 0)
    if not allowed:
        return []
    near = [
        (slips, entry)
        for entry in entries
        if (slips := _fewest_slips(asked, entry.spellings, allowed)) <= allowed
    ]
    return [
        Found(entry, Match.SPELLING) for _slips, entry in sorted(near, key=lambda each: each[0])
    ]


def _fewest_slips(asked: str, names: Iterable[str], allowed: int) -> int:
    """At least one more than allowed where no name is that near; another number is no slip."""
    lengths = range(len(asked) - allowed, len(asked) + allowed + 1)
    near = [name for name in names if len(name) in lengths and digits(name) == digits(asked)]
    return min((_slips(asked, name, allowed) for name in near), default=allowed + 1)


def _slips(asked: str, name: str, allowed: int) -> int:
    from rapidfuzz.distance import OSA  # 5 MiB that a worker holds only once somebody mistypes

    return OSA.distance(asked, name, score_cutoff=allowed)

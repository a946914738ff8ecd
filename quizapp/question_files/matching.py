"""Find the question of the bank that a row of a file means, and what it would say then.

By slug where the two have something in common, else by the question and its answers: many tests
have "Which one is true?" above every list of answers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.plain import plain
from quizapp.texts import LANGUAGES

Content = dict[str, Any]
Identity = tuple[str, str, frozenset[str]]

ALIKE = 0.6
"""Of letters that two wordings of one question have in common."""
NUMBERS = frozenset({"stars", "spoiler_episode"})
"""Fields that always have a value; it counts only where the file gives it."""
TEXTS = ("stem", "explanation")
LISTS = ("category", "themes", "sources")


@dataclass(frozen=True)
class Entry:
    """What a question of the bank is found by: its slug, its stem and its answers."""

    id: int
    kind: str
    slug: str
    asked: Content
    """Of a content, as much as `identities` look at."""


@dataclass(frozen=True)
class Known:
    """A question of the bank, its content as the editing pages have it."""

    id: int
    kind: str
    revision: int
    content: Content

    @property
    def is_retired(self) -> bool:
        return bool(self.content["retired"])


class Bank:
    """The questions of an album, to be found by slug or by what they ask."""

    def __init__(self, quizzes: Mapping[str, int], entries: Iterable[Entry]) -> None:
        self.quizzes = quizzes
        self._by_slug: dict[str, Entry] = {}
        self._by_identity: dict[tuple[str, Identity], Entry] = {}
        for entry in entries:
            self._by_slug[entry.slug] = entry
            for identity in identities(entry.asked):
                self._by_identity.setdefault((entry.kind, identity), entry)

    def match(self, item: CandidateItem) -> int | None:
        """The id of the question that an item is, as it is or was."""
        if item.kind not in self.quizzes:
            return None
        said = plain(item)
        named = self._by_slug.get(item.slug) if item.slug else None
        if named and named.kind == item.kind and are_related(named.asked, said):
            return named.id
        found = (self._by_identity.get((item.kind, key)) for key in identities(said))
        return next((entry.id for entry in found if entry), None)


def identities(content: Content) -> list[Identity]:
    """A question with its answers in each language that it is complete in."""
    found = []
    for language in LANGUAGES:
        stem = _folded(content["stem"][language])
        options = [_folded(option["text"][language]) for option in content["options"]]
        if stem and all(options):
            found.append((language, stem, frozenset(options)))
    return found


def are_related(known: Content, said: Content) -> bool:
    """Whether two contents of one name may be the same question, one of them edited.

    Two that have no language in common may be a question and its translation.
    """
    shared = [lang for lang in LANGUAGES if known["stem"][lang] and said["stem"][lang]]
    if not shared:
        return True
    return any(_are_alike(known, said, language) for language in shared)


def merged(known: Content, said: CandidateItem, given: Collection[str]) -> Content:
    """The content of a question after a file; what the file leaves empty stays as it is.

    :param given: those of `NUMBERS` that the file gives.
    """
    new = plain(said)
    content = {**known, "options": _merged_options(known["options"], new["options"])}
    for name in TEXTS:
        if name in known and name in new:
            content[name] = _merged_text(known[name], new[name])
    for name in LISTS:
        if name in known:
            content[name] = new.get(name) or known[name]
    for name in NUMBERS & set(given) & set(known):
        content[name] = new[name]
    return content


def _merged_text(known: Content, said: Content) -> Content:
    return {language: said[language] or known[language] for language in LANGUAGES}


def _merged_options(known: list[Content], said: list[Content]) -> list[Content]:
    """The options of a file, each with the identity of the one that it is.

    Where all are known by their words, they stay in the order of the bank.
    """
    by_words = [_place_of(option, known) for option in said]
    if len(set(by_words)) == len(known) == len(said) and None not in by_words:
        said_of = dict(zip(by_words, said, strict=True))
        return [_merged_option(old, said_of[place]) for place, old in enumerate(known)]
    if len(known) == len(said):
        return [_merged_option(old, new) for old, new in zip(known, said, strict=True)]
    return [
        {"id": 0, **option} if place is None else _merged_option(known[place], option)
        for option, place in zip(said, _once(by_words), strict=True)
    ]


def _once(places: Iterable[int | None]) -> list[int | None]:
    """Places of which none stands twice."""
    seen: set[int] = set()
    once: list[int | None] = []
    for place in places:
        is_taken = place is None or place in seen
        once.append(None if is_taken else place)
        seen |= set() if place is None else {place}
    return once


def _merged_option(known: Content, said: Content) -> Content:
    option = {**known, "text": _merged_text(known["text"], said["text"])}
    if "is_key" in known:
        option["is_key"] = said["is_key"]
    if said.get("weights"):
        option["weights"] = said["weights"]
    return option


def _place_of(option: Content, known: list[Content]) -> int | None:
    for language in LANGUAGES:
        text = _folded(option["text"][language])
        for place, other in enumerate(known):
            if text and text == _folded(other["text"][language]):
                return place
    return None


def _are_alike(known: Content, said: Content, language: str) -> bool:
    one, other = _folded(known["stem"][language]), _folded(said["stem"][language])
    if one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE:
        return True
    ours, theirs = (
        {_folded(option["text"][language]) for option in content["options"]}
        for content in (known, said)
    )
    return ours == theirs and len(ours) > 2  # "True" and "False" say nothing


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())

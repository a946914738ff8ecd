"""Rules for the content of a pack that its schema cannot express, one function for each.

A *finding* is a fault. A *notice* is worth a look and cannot always be avoided.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain, permutations
from typing import Any

from quizapp.quizzes.candidate import CandidateItem

from .schemas import Pack, QuizFile

RETIRED_TERMS = (
    "상식 퀴즈",
    "결승 문제",
    "까닭",
    "레이블",
    "무편집",
    "추론",
    "베스트 한류 OST상",
    "마음으로 읽",
    "케이의 OST",
    "장덕철의 OST",
    "뒷문으로 드라마",
    "한 청자",
    "비밀과 칼날",
    "금빛과 팡파르",
)
"""Korean words that a pack must not use; docs/terms.md says what replaces each of them."""

ALIKE = 0.4
"""Share of common words from which two stems count as asking nearly the same."""
OFTEN = 4
"""An option offered this often has to be the key somewhere: players soon learn that it never is."""

HANGUL = re.compile("[\uac00-\ud7a3]")
DIGIT = re.compile(r"\d")
WORD = re.compile(r"\w+")
NAME = re.compile(r"“[^”]+”|(?<!^)(?<![.?!] )\b[A-Z][\w-]+(?: [A-Z][\w-]+)*")


@dataclass(frozen=True)
class Finding:
    """One finding of a rule (a fixed name), and where: ``trivia.yaml: items[3].stem``."""

    path: str
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.path}: {self.rule}: {self.detail}"


def findings(pack: Pack) -> list[Finding]:
    """What is wrong with the content of a pack whose shapes are right."""
    found = [*two_labels_for_one_address(pack), *retired_terms(pack)]
    if pack.trivia:
        found += chain.from_iterable(rule(pack.trivia) for rule in TRIVIA_RULES)
    return found


def notices(pack: Pack) -> list[Finding]:
    """Warnings: what may be meant so, but should be looked at."""
    return [*unfamiliar_options(pack.trivia)] if pack.trivia else []


# All files


def two_labels_for_one_address(pack: Pack) -> Iterator[Finding]:
    first: dict[str, tuple[str, str]] = {}
    for path, source in _sources(pack):
        labels = (source.label, source.label_ko)
        if first.setdefault(source.url, labels) != labels:
            detail = f"{source.label} was called {first[source.url][0]} before"
            yield Finding(path, "two-labels-for-one-address", detail)


def retired_terms(pack: Pack) -> Iterator[Finding]:
    for path, text in _texts(pack):
        for term in RETIRED_TERMS:
            if term in text:
                yield Finding(path, "retired-term", term)


def _sources(pack: Pack) -> Iterator[tuple[str, Any]]:
    for path, part in _parts(pack):
        for number, source in enumerate(part.sources):
            yield f"{path}.sources[{number}]", source


def _parts(pack: Pack) -> Iterator[tuple[str, Any]]:
    yield "album.yaml: album", pack.album.album
    for name in ("artists", "tracks", "chapters"):
        yield from _numbered(f"album.yaml: {name}", getattr(pack.album, name))
    if pack.trivia:
        yield from _numbered("trivia.yaml: items", pack.trivia.items)


def _numbered(path: str, parts: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    return ((f"{path}[{number}]", part) for number, part in enumerate(parts))


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    yield from _strings("album.yaml: ", pack.album.model_dump())
    for file in filter(None, (pack.mood, pack.trivia)):
        yield from _strings(f"{file.quiz.kind}.yaml: ", asdict(file))


def _strings(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(f"{path}{'' if path.endswith(' ') else '.'}{key}", part)
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _strings(f"{path}[{number}]", part)


# Trivia


def weak_sources(file: QuizFile) -> Iterator[Finding]:
    for path, item in _items(file):
        for number, source in enumerate(item.sources):
            if source.confidence == "low":
                yield Finding(f"{path}.sources[{number}]", "weak-source", source.label)


def missing_korean(file: QuizFile) -> Iterator[Finding]:
    for path, item in _items(file):
        for name in ("stem", "explanation"):
            text = getattr(item, name).ko
            if not HANGUL.search(text):
                yield Finding(f"{path}.{name}.ko", "missing-korean", text)


def bare_numbers(file: QuizFile) -> Iterator[Finding]:
    for path, item in _items(file):
        if all(DIGIT.search(option.text.en) for option in item.options):
            yield Finding(f"{path}.options", "bare-numbers", item.slug)


def asked_twice(file: QuizFile) -> Iterator[Finding]:
    """A wrong option that is the key where nearly the same is asked of the same names."""
    for (path, item), (_, other) in permutations(_items(file), 2):
        if _key(other) in _distractors(item) and _ask_alike(item.stem.en, other.stem.en):
            yield Finding(f"{path}.options", "right-elsewhere", f"{_key(other)} in {other.slug}")


def told_by_stem(file: QuizFile) -> Iterator[Finding]:
    """A stem that says the key of a question which shares a name with it."""
    for (path, item), (_, other) in permutations(_items(file), 2):
        stem = item.stem.en
        if _says(stem, _key(other)) and _names(stem) & _names(other.stem.en):
            yield Finding(f"{path}.stem", "told-by-stem", f"{_key(other)} in {other.slug}")


def familiar_keys(file: QuizFile) -> Iterator[Finding]:
    """A key met elsewhere among options met nowhere else: the familiar one is right."""
    offered = _offered(file)
    for path, item in _items(file):
        if offered[_key(item)] > 1 and _are_all_new(item, offered):
            yield Finding(f"{path}.options", "familiar-key", _key(item))


def never_right(file: QuizFile) -> Iterator[Finding]:
    offered, keys = _offered(file), {_key(item) for item in file.items}
    for text, count in offered.items():
        if count >= OFTEN and text not in keys:
            yield Finding("trivia.yaml: items", "never-right", f"{text}, offered {count} times")


def unfamiliar_options(file: QuizFile) -> Iterator[Finding]:
    offered = _offered(file)
    for path, item in _items(file):
        if _are_all_new(item, offered):
            yield Finding(f"{path}.options", "unfamiliar-options", item.slug)


TRIVIA_RULES = (
    weak_sources,
    missing_korean,
    bare_numbers,
    asked_twice,
    told_by_stem,
    familiar_keys,
    never_right,
)


def _items(file: QuizFile) -> list[tuple[str, CandidateItem]]:
    return [(f"trivia.yaml: items[{number}]", item) for number, item in enumerate(file.items)]


def _key(item: CandidateItem) -> str:
    return next(option.text.en for option in item.options if option.is_key)


def _distractors(item: CandidateItem) -> list[str]:
    return [option.text.en for option in item.options if not option.is_key]


def _offered(file: QuizFile) -> Counter[str]:
    return Counter(option.text.en for item in file.items for option in item.options)


def _are_all_new(item: CandidateItem, offered: Counter[str]) -> bool:
    return all(offered[text] == 1 for text in _distractors(item))


def _says(text: str, key: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text, re.IGNORECASE) is not None


def _names(stem: str) -> set[str]:
    """Quoted titles and capitalized words, the first word of a sentence left out."""
    return {name.strip("“”,?").casefold() for name in NAME.findall(stem)}


def _ask_alike(one: str, other: str) -> bool:
    names, others = _names(one), _names(other)
    are_same_names = names <= others or others <= names
    return are_same_names and _likeness(_words(one), _words(other)) >= ALIKE


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))

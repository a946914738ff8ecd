"""Find refused words in a nickname, in disguise too: digits, signs, spaces, stretched letters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class WordKind(StrEnum):
    """What the list says of a word; `ALLOWED` takes a shipped word off it."""

    INSIDE = "inside"
    ALONE = "alone"
    ALLOWED = "allowed"


@dataclass(frozen=True)
class WordList:
    """The refused words, folded (NFKC, lower case).

    :ivar inside: refused wherever they occur in a word.
    :ivar alone: refused as whole words only, for they also occur inside harmless ones
        ("Scunthorpe", "울보지만").
    """

    inside: frozenset[str]
    alone: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """A word as somebody may read it; ``is_bridged`` when signs or digits in it were left out."""

    word: str
    is_bridged: bool = False


def _folded(words: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", words).split())


SHIPPED = WordList(
    inside=_folded(
        "fuck asshole bitch nigger nigga faggot hitler 씨발 씨팔 병신 개새끼 지랄 좆 창녀 엿먹"
        " 히틀러 느금마 니애미"
    ),
    alone=_folded(
        "shit cunt dick cock pussy slut whore fag nazi rapist kys"
        " 시발 보지 자지 나치 ㅅㅂ ㅂㅅ ㅆㅂ"
    ),
)
"""What is refused before any editor has written a word; mild, for a name is shown, not judged."""

_DISGUISES = str.maketrans("013457@$!", "oieastasi")
_LETTERS = re.compile(r"[^\W\d_]+")
_STRETCHED = re.compile(r"(.)\1{2,}")


def word_list(editors_words: Iterable[tuple[str, str]]) -> WordList:
    """The shipped list with what editors added and allowed, as pairs of word and `WordKind`."""
    by_kind = {kind: {word for word, its in editors_words if its == kind} for kind in WordKind}
    left = by_kind[WordKind.ALLOWED]
    return WordList(
        inside=frozenset(SHIPPED.inside - left | by_kind[WordKind.INSIDE]),
        alone=frozenset(SHIPPED.alone - left | by_kind[WordKind.ALONE]),
    )


def bare_word(typed: str) -> str:
    """A word as the list holds it: letters only, folded ("씨1발" is 씨발)."""
    return _letters(unicodedata.normalize("NFKC", typed.casefold()))


def has_refused_word(key: str, words: WordList) -> bool:
    """Tell whether a nickname's key contains a refused word."""
    readings = set(_readings(key))
    whole = {reading.word for reading in readings}
    if whole & (words.inside | words.alone):
        return True
    return any(_is_inside(refused, each) for each in readings for refused in words.inside)


def _is_inside(refused: str, reading: Reading) -> bool:
    """Over a sign, Latin words count as wholes only: "rabbit.chair" holds no other word."""
    return refused in reading.word and not (reading.is_bridged and refused.isascii())


def _readings(key: str) -> Iterator[Reading]:
    for text in (key, _STRETCHED.sub(r"\1", key)):
        undisguised = text.translate(_DISGUISES)
        for word in _LETTERS.findall(undisguised):
            yield Reading(word)
        for chunk in (*text.split(), *undisguised.split()):
            yield Reading(_letters(chunk), is_bridged=True)
        for spelled in _spelled_out(text):
            yield Reading(spelled)
    # The name as one word: only as a whole, or "rabbit chair" would be refused.
    yield Reading("".join(_LETTERS.findall(key.translate(_DISGUISES))), is_bridged=True)


def _spelled_out(text: str) -> Iterator[str]:
    """Words written with a space after each letter: "s h i t", "씨 발"."""
    for is_letter, run in groupby(text.split(), key=lambda word: len(_letters(word)) == 1):
        if is_letter:
            yield _letters("".join(run))


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))

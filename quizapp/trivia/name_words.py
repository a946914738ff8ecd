"""The list of words refused in nicknames: shipped, with what editors added and allowed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .disguises import Inside, Reading, letters, readings, stretched

SHORTEST_INSIDE = 4
"""Letters of a Latin word that is refused inside others: shorter ones are inside half a lexicon."""
SHORTEST = 2


class WordKind(StrEnum):
    """What the list says of a word."""

    INSIDE = "inside"
    ALONE = "alone"
    ALLOWED = "allowed"


class WordProblem(StrEnum):
    """Why a word cannot go on the list."""

    NOT_PLAIN = "not-plain"
    TOO_SHORT = "too-short"
    TOO_SHORT_INSIDE = "too-short-inside"


@dataclass(frozen=True)
class WordList:
    """The words, folded (NFKC, lower case).

    :ivar inside: refused wherever they occur in a word.
    :ivar alone: refused as whole words only, for they also occur inside harmless ones
        ("Scunthorpe", "울보지만").
    :ivar allowed: never refused, nor anything that is found only because of them ("날씨" with a
        word after it that begins with 발).
    """

    inside: frozenset[str]
    alone: frozenset[str]
    allowed: frozenset[str] = frozenset()


def folded(word: str) -> str:
    """A word as the list holds it."""
    return unicodedata.normalize("NFKC", word.casefold()).strip()


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(text).split())


SHIPPED = WordList(
    inside=_words(
        "fuck asshole bitch nigger nigga faggot hitler tlqkf 씨발 씨팔 씨빨 씌발 병신 개새끼"
        " 지랄 좆 창녀 엿먹 히틀러 느금마 니애미"
    ),
    alone=_words(
        "shit cunt dick cock pussy slut whore fag nazi nazis rapist kys"
        " 시발 시발놈 보지 자지 나치 ㅆ발 ㅅㅂ ㅂㅅ ㅆㅂ"
    ),
    allowed=_words(
        "snigger niggard 아저씨 아가씨 날씨 솜씨 글씨 말씨 불씨 마음씨 맘씨 꽃씨 홀씨 무지개새끼"
    ),
)
"""What is refused before any editor has written a word; mild, for a name is shown, not judged."""


def word_list(editors_words: Iterable[tuple[str, str]]) -> WordList:
    """The shipped list with what editors added and allowed, as pairs of word and `WordKind`."""
    pairs = list(editors_words)
    by_kind = {kind: {word for word, its in pairs if its == kind} for kind in WordKind}
    left = by_kind[WordKind.ALLOWED]
    refused = by_kind[WordKind.INSIDE] | by_kind[WordKind.ALONE]
    return WordList(
        inside=frozenset(SHIPPED.inside - left | by_kind[WordKind.INSIDE]),
        alone=frozenset(SHIPPED.alone - left | by_kind[WordKind.ALONE]),
        allowed=frozenset(SHIPPED.allowed - refused | left),
    )


def only(word: str, kind: str, allowed: frozenset[str]) -> WordList:
    """The list with a single refused word, and everything that is allowed."""
    words = frozenset({word})
    return WordList(
        inside=words if kind == WordKind.INSIDE else frozenset(),
        alone=words if kind == WordKind.ALONE else frozenset(),
        allowed=allowed - words,
    )


def word_problem(word: str, kind: str) -> WordProblem | None:
    """Why a folded word cannot go on the list; None when it can."""
    if not word or letters(word) != word:
        return WordProblem.NOT_PLAIN
    if len(word) < SHORTEST:
        return WordProblem.TOO_SHORT
    is_short = word.isascii() and len(word) < SHORTEST_INSIDE
    return WordProblem.TOO_SHORT_INSIDE if kind == WordKind.INSIDE and is_short else None


def has_refused_word(key: str, words: WordList) -> bool:
    """Tell whether a nickname's key contains a refused word."""
    patterns = _patterns(words)
    return any(_is_refused(reading, patterns) for reading in readings(_blanked(key, patterns)))


@dataclass(frozen=True)
class Patterns:
    """A word list, compiled."""

    allowed: re.Pattern[str]
    whole: re.Pattern[str]
    inside: dict[Inside, re.Pattern[str]]


@lru_cache(maxsize=16)
def _patterns(words: WordList) -> Patterns:
    hangul = {word for word in words.inside if not word.isascii()}
    alone = [stretched(word, least_more=2) for word in sorted(words.alone)]
    inside = [stretched(word, least_more=1) for word in sorted(words.inside)]
    return Patterns(
        allowed=_any_of(map(re.escape, sorted(words.allowed, key=len, reverse=True))),
        whole=_any_of([*alone, *inside]),
        inside={
            Inside.NONE: _any_of([]),
            Inside.HANGUL: _any_of(stretched(word, least_more=1) for word in sorted(hangul)),
            Inside.ALL: _any_of(inside),
        },
    )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches nothing where there are none."""
    return re.compile("|".join(patterns) or r"(?!)")


def _blanked(key: str, patterns: Patterns) -> str:
    return patterns.allowed.sub("·", key)


def _is_refused(reading: Reading, patterns: Patterns) -> bool:
    word = reading.word
    return bool(patterns.whole.fullmatch(word) or patterns.inside[reading.inside].search(word))

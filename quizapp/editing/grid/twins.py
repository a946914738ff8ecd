"""Near twins: questions that ask the same in other letters, signs, spaces or order of words.

See decision 0066 for the rule and for what else was measured.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

LEAST_SCORE = 0.8
STEM_PART = 0.7
"""Of the score; the answers are the rest, for many tests have one question above many lists."""
LEAST_STEM = (LEAST_SCORE - 1 + STEM_PART) / STEM_PART
"""How alike two stems are at least when their score is the least one."""
SIZE_RATIO = LEAST_STEM / (2 - LEAST_STEM)
"""The smaller of two sets as alike as that has at least this part of the larger one's size."""

Grams = frozenset[str]
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """A text as pairs of neighboring letters: as it stands, and with its words in ABC order."""

    as_written: Grams
    by_word: Grams


@dataclass(frozen=True)
class Asked:
    """A question as it is compared: its stem and its answers, by language."""

    id: int
    stem: Texts
    answers: Sequence[Texts]


@dataclass(frozen=True)
class Pair:
    """Two questions by their ids, the lower one first, and how alike they are, 0-1."""

    one: int
    other: int
    score: float


def near_twins(questions: Iterable[Asked], languages: Iterable[str]) -> list[Pair]:
    """The pairs that are alike in a language, the most alike first."""
    known = list(questions)
    best: dict[tuple[int, int], float] = {}
    for language in languages:
        for one, other, score in _pairs(known, language):
            best[one, other] = max(score, best.get((one, other), 0.0))
    pairs = [Pair(*ids, score) for ids, score in best.items()]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))


def score_of(one: Asked, other: Asked, language: str) -> float:
    """How alike two questions are in a language, 0-1: 70 % their stems, 30 % their answers."""
    return _score(_told(one, language), _told(other, language))


def stem_score(one: Wording, other: Wording) -> float:
    """1 where nothing differs but case, signs and either spaces or the order of words."""
    return max(
        alike(one.as_written, other.as_written),
        alike(one.by_word, other.by_word),
    )


def alike(one: Grams, other: Grams) -> float:
    """Dice's coefficient of two sets (doi:10.2307/1932409), 0-1."""
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def wording(text: str) -> Wording:
    words = _words(text)
    return Wording(_neighbors("".join(words)), _neighbors("".join(sorted(words))))


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    without = folded.replace("'", "").replace("’", "")
    return "".join(sign if sign.isalnum() else " " for sign in without).split()


def _neighbors(letters: str) -> Grams:
    return frozenset(letters[at : at + 2] for at in range(max(1, len(letters) - 1)) if letters)


@dataclass(frozen=True)
class _Told:
    """A question in one language; its answers each alone, so that their order does not matter."""

    stem: Wording
    all: Grams
    answers: Grams


def _told(question: Asked, language: str) -> _Told:
    stem = wording(question.stem[language])
    words = ("".join(_words(answer[language])) for answer in question.answers)
    answers = frozenset(gram for each in words for gram in _neighbors(each))
    return _Told(stem, stem.as_written | stem.by_word, answers)


def _score(one: _Told, other: _Told) -> float:
    answers = alike(one.answers, other.answers)
    return STEM_PART * stem_score(one.stem, other.stem) + (1 - STEM_PART) * answers


def _pairs(known: Sequence[Asked], language: str) -> Iterator[tuple[int, int, float]]:
    told = {each.id: _told(each, language) for each in known if each.stem[language]}
    for one, other in _candidates({number: each.all for number, each in told.items()}):
        score = _score(told[one], told[other])
        if score >= LEAST_SCORE:
            yield one, other, score


def _candidates(stems: Mapping[int, Grams]) -> Iterator[tuple[int, int]]:
    """Pairs that may be alike enough: those with a rare gram in common.

    Two sets that overlap in ``n`` elements share one of the ``size - n + 1`` rarest of either
    (prefix filtering: Chaudhuri, Ganti and Kaushik 2006, doi:10.1109/ICDE.2006.9).
    """
    frequency = Counter(gram for each in stems.values() for gram in each)
    seen: dict[str, list[int]] = {}
    for number in sorted(stems):
        own = sorted(stems[number], key=lambda gram: (frequency[gram], gram))
        rare = own[: len(own) - ceil(SIZE_RATIO * len(own)) + 1]
        found = {other for gram in rare for other in seen.get(gram, ())}
        for other in sorted(found):
            if alike(stems[number], stems[other]) >= LEAST_STEM:
                yield other, number
        for gram in rare:
            seen.setdefault(gram, []).append(number)

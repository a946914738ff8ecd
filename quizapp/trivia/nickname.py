"""Clean and check nicknames for the leaderboard."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice

from .name_words import SHIPPED, WordList, has_refused_word

LONGEST = 24
LONGEST_TYPED = 400
"""Characters looked at; nobody types more, even with many marks on a letter."""
MOST_MARKS = 2

_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Controls, formats (zero width, bidi), lone surrogates, private use, unassigned."""

_HIDDEN_LETTERS = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs that show nothing: fillers, the grapheme joiner, empty Braille."""

_LOOKALIKE_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK"}


class NicknameProblem(StrEnum):
    """Why a nickname is refused, as a code that the form turns into a sentence."""

    INVISIBLE = "invisible"
    TOO_LONG = "too-long"
    MIXED_SCRIPTS = "mixed-scripts"
    REFUSED_WORD = "refused-word"
    ANSWER = "answer"


@dataclass(frozen=True)
class Nickname:
    """A nickname as it is shown, and by what two count as the same.

    :ivar key: equal for nicknames that read alike ("Gaho", "ｇａｈｏ "): NFKC and casefold.
    """

    name: str
    key: str


def nickname(typed: str) -> Nickname:
    """Clean what somebody typed: spaces made one, nothing hidden, at most 2 marks on a letter.

    Stored as NFC, not NFKC, which would break Korean nicknames apart: it turns the ㅋ of ㅋㅋㅋ
    into half a syllable. The key is NFKC, for there it only has to compare.
    """
    apart = _with_few_marks(_visible(unicodedata.normalize("NFD", typed[:LONGEST_TYPED])))
    name = unicodedata.normalize("NFC", " ".join(apart.split()))
    return Nickname(name=name, key=_fold(name))


def nickname_problems(
    typed: str, *, answers: Iterable[str] = (), words: WordList = SHIPPED
) -> list[NicknameProblem]:
    """All reasons to refuse a nickname; none for a blank one, which is no nickname.

    :param answers: the right options of all current items, in all languages. A nickname must not
        give one away, however it is spaced or accented.
    :param words: the refused words.
    """
    if len(typed) > LONGEST_TYPED:
        return [NicknameProblem.TOO_LONG]
    if not typed.strip():
        return []
    cleaned = nickname(typed)
    reasons = {
        NicknameProblem.INVISIBLE: not cleaned.name,
        NicknameProblem.TOO_LONG: max(len(cleaned.name), len(cleaned.key)) > LONGEST,
        NicknameProblem.MIXED_SCRIPTS: len(_lookalike_scripts(cleaned.key)) > 1,
        NicknameProblem.REFUSED_WORD: has_refused_word(cleaned.key, words),
        NicknameProblem.ANSWER: _is_an_answer(cleaned.name, answers),
    }
    return [problem for problem, is_met in reasons.items() if is_met]


def numbered(name: str, number: int) -> str:
    """The nickname with a number behind it, cut to the longest there may be."""
    tail = f" {number}"
    return f"{name[: LONGEST - len(tail)].rstrip()}{tail}"


def _visible(text: str) -> str:
    spaced = "".join(" " if char.isspace() else char for char in text)
    return "".join(char for char in spaced if not _is_hidden(char))


def _is_hidden(char: str) -> bool:
    return char in _HIDDEN_LETTERS or unicodedata.category(char) in _HIDDEN_CATEGORIES


def _with_few_marks(text: str) -> str:
    """Cut piles of marks ("zalgo"), and marks with no letter under them."""
    characters: list[str] = []
    for is_mark, run in groupby(text, key=_is_mark):
        has_letter = bool(characters) and characters[-1] != " "
        room = MOST_MARKS * has_letter if is_mark else None
        characters.extend(islice(run, room))
    return "".join(characters)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _bare(text: str) -> str:
    """Letters and digits only, without case, accents and spaces."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", _fold(text))))


def _is_an_answer(name: str, answers: Iterable[str]) -> bool:
    bare = _bare(name)
    return bare != "" and bare in map(_bare, answers)


def _lookalike_scripts(key: str) -> set[str]:
    """Those scripts in the key whose letters pass for one another (Cyrillic "а" and Latin "a")."""
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in key if char.isalpha()}
    return scripts & _LOOKALIKE_SCRIPTS

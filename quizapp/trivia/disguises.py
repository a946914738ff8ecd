"""Read a nickname through its disguises: digits, signs, spaces, stretched letters, loose jamo.

A name has several readings. Each is compared with refused words as a whole. How far a word is also
looked for inside a reading depends on what was left out to get it, or "rabbit chair" and "bitch"
would be one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

LETTERS = re.compile(r"[^\W\d_]+")
HANGUL = re.compile(r"[가-힣ᄀ-ᇿ]+")
LATIN = re.compile(r"[a-z]+")
LAUGHTER = re.compile(r"^[ᄏᄒ]{2,}|[ᄏᄒ]{2,}$")
OPEN_SYLLABLE = re.compile(r"([가-힣])([ᄀ-ᄒ])(?![ᅡ-ᅵ])")
MOST_PIECES = 3

_SIGNS = "01345789@$!|+€("
_DISGUISES = [str.maketrans(_SIGNS, look) for look in ("oieastbgasiitec", "oleastbgaslltec")]
"""Digits and signs for the letters that they look like; 1, ! and | may be an i or an l."""
_LEADS = "ᄀᄁᄂᄃᄄᄅᄆᄇᄈᄉᄊᄋᄌᄍᄎᄏᄐᄑᄒ"
_FINALS = dict(zip("ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄋᄌᄎᄏᄐᄑᄒ", "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ", strict=True))
_SHOWN = str.maketrans(
    _LEADS + "".join(chr(code) for code in range(0x1161, 0x1176)),
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
)
_FIRST_SYLLABLE, _VOWELS, _TAILS, _SILENT = 0xAC00, 21, 28, 11


class Inside(IntEnum):
    """Which refused words are looked for inside a reading, and not only as the whole of it."""

    NONE = 0
    HANGUL = 1
    ALL = 2


@dataclass(frozen=True)
class Reading:
    """A word as somebody may read it."""

    word: str
    inside: Inside


def readings(key: str) -> set[Reading]:
    """The ways to read a nickname's key."""
    return {
        Reading(word, each.inside)
        for text in _texts(key)
        for each in _readings(text)
        for word in _words(each.word)
    }


def letters(text: str) -> str:
    """The letters of a text, without digits, signs and spaces."""
    return "".join(LETTERS.findall(text))


def shown(word: str) -> str:
    """A folded word as it is written: its loose jamo as letters of their own ("ㅅㅂ")."""
    return word.translate(_SHOWN)


def stretched(word: str, *, least_more: int) -> str:
    """The pattern of a word whose letters may be repeated, and its open syllables drawled.

    :param least_more: how many repetitions of a letter count as stretching: with 2, "kyss" is
        another word than "kys", and "kysss" is not.
    """
    return "".join(_run(char, len(list(run)), least_more) for char, run in groupby(word))


def _run(char: str, count: int, least_more: int) -> str:
    letter = re.escape(char)
    drawl = f"(?:{_drawl(char)}|[ᅡ-ᅵ])*" if _drawl(char) else ""
    return f"{letter}{{{count}}}(?:{letter}{{{least_more},}})?{drawl}"


def _drawl(syllable: str) -> str:
    """이 for 씨, so that 씨이이발 is read; nothing for a letter or a closed syllable."""
    place = ord(syllable) - _FIRST_SYLLABLE
    if not "가" <= syllable <= "힣" or place % _TAILS:
        return ""
    vowel = place // _TAILS % _VOWELS
    return chr(_FIRST_SYLLABLE + (_SILENT * _VOWELS + vowel) * _TAILS)


def _texts(key: str) -> set[str]:
    plain = {key, _without_accents(key)}
    return plain | {text.translate(table) for text in plain for table in _DISGUISES}


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    kept = "".join(char for char in apart if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", kept)


def _readings(text: str) -> Iterator[Reading]:
    pieces = LETTERS.findall(text)
    for word in (*pieces, *_spelled_out(pieces)):
        yield Reading(word, Inside.ALL)
    for chunk in text.split():
        yield from _chunk_readings(chunk)
    for word in (letters(text), *_put_together(pieces)):
        yield Reading(word, Inside.NONE)


def _chunk_readings(chunk: str) -> Iterator[Reading]:
    """Without the signs in it; and of two scripts each alone ("씨a발")."""
    yield Reading(letters(chunk), Inside.HANGUL)
    yield Reading("".join(HANGUL.findall(chunk)), Inside.HANGUL)
    yield Reading("".join(LATIN.findall(chunk)), Inside.NONE)


def _spelled_out(pieces: list[str]) -> Iterator[str]:
    """Words written with something after each letter: "s h i t", "h.i.t.l.e.r", "씨1발"."""
    for is_letter, run in groupby(pieces, key=lambda piece: len(piece) == 1):
        if is_letter:
            yield "".join(run)


def _put_together(pieces: list[str]) -> Iterator[str]:
    """Latin words in two or three pieces: "fu ck"."""
    for first in range(len(pieces)):
        for last in range(first + 2, first + MOST_PIECES + 1):
            if LATIN.fullmatch(word := "".join(pieces[first:last])):
                yield word


def _words(word: str) -> set[str]:
    """A word, and what it is with its loose jamo put into syllables and without laughter."""
    composed = unicodedata.normalize("NFC", word)
    closed = OPEN_SYLLABLE.sub(_close, composed)
    return {composed, closed, LAUGHTER.sub("", composed)} - {""}


def _close(found: re.Match[str]) -> str:
    """바ㄹ as 발; as it was where the syllable is closed already, or the jamo closes none."""
    syllable, jamo = found.groups()
    return unicodedata.normalize("NFC", syllable + _FINALS.get(jamo, jamo))

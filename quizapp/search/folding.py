"""Fold texts to what people type: no case, accents or punctuation; other scripts by sound."""

import re
import unicodedata

from koroman import romanize

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
"""The initial consonants of Korean syllables in the order of their code points."""
FIRST_SYLLABLE, SYLLABLES = ord("가"), 11_172
PER_LEAD = SYLLABLES // len(LEADS)
SPOKEN_AS_ONE = re.compile(r"['’‘`´ʼ]")
"""Signs inside a word: the emperor’s."""


def fold(text: str) -> str:
    """Words of letters and digits with one space between: "Not-Over!" is "not over".

    Compatibility forms become plain ones (full-width letters), and accents of Latin letters go.
    """
    plain = unicodedata.normalize("NFKD", SPOKEN_AS_ONE.sub("", text).casefold())
    kept = (c for c in plain if not unicodedata.combining(c))
    composed = unicodedata.normalize("NFC", "".join(kept))
    return " ".join("".join(c if c.isalnum() else " " for c in composed).split())


def joined(folded: str) -> str:
    """A folded text without its spaces: Korean titles and romanized names are spaced freely."""
    return folded.replace(" ", "")


def digits(folded: str) -> str:
    return "".join(filter(str.isdigit, folded))


def initials(folded: str) -> str:
    """The initial consonants of a folded Korean text, of 장나라 ㅈㄴㄹ. All else is left out."""
    places = (ord(c) - FIRST_SYLLABLE for c in folded)
    return "".join(LEADS[place // PER_LEAD] for place in places if 0 <= place < SYLLABLES)


def typed_initials(query: str) -> str:
    """A query of nothing but initial consonants; otherwise nothing.

    Folding must not come before: it makes of these letters the parts of syllables.
    """
    letters = joined(" ".join(query.split()))
    return letters if letters and all(c in LEADS for c in letters) else ""


def romanized(folded: str) -> str:
    """A folded Korean text in Latin letters as it sounds, by the Revised Romanization."""
    return fold(romanize(folded))

"""Korean particles of messages: 을 or 를, by how the word before them ends.

A message of the catalog writes both forms as Korean print does, ``‘%(track)s’을(를)``, and the
right one is chosen when the values are known. `MARKS` are all the marks there are.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from .korean_sounds import Final, final

PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "아(야)": ("아", "야"),
    "이에요(예요)": ("이에요", "예요"),
    "이었(였)": ("이었", "였"),
    "(이)": ("이", ""),
    "(으)": ("으", ""),
}
"""The form after a final consonant and after none, by its mark."""
MARKS = re.compile(
    r"(은\(는\)|이\(가\)|을\(를\)|과\(와\)|아\(야\)|이에요\(예요\)|이었\(였\)"
    r"|\(이\)(?=[가-힣])|\(으\)(?=로))"
)
BEFORE_RO = "(으)"
"""The mark before 로, for which ㄹ counts as no final consonant."""
KEPT_MESSAGES = 4096


def with_particles(message: str, values: Mapping[str, object]) -> str:
    """A message before its values are filled in (``%(name)s``), with the particles they need."""
    texts = _split(message)
    done = texts[0]
    for mark, text in zip(texts[1::2], texts[2::2], strict=True):
        done += particle(mark, done % values) + text
    return done


def particle(mark: str, before: str) -> str:
    """The form of the particle `mark` that belongs after the text `before`."""
    after_consonant, after_vowel = PAIRS[mark]
    ending = final(before)
    is_open = ending is Final.NONE or (ending is Final.RIEUL and mark == BEFORE_RO)
    return after_vowel if is_open else after_consonant


@lru_cache(maxsize=KEPT_MESSAGES)
def _split(message: str) -> list[str]:
    """Text, mark, text, mark, …, text."""
    return MARKS.split(message)

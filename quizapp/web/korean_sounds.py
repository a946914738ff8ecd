"""How Korean speech ends a word: with a final consonant, with ㄹ, or with none.

Latin words, abbreviations, numbers and signs are judged by how they are said in Korean: "OST" is
오에스티, "Arirang" ends in ng, "10" is 십. English spelling has exceptions that no rule knows;
docs/decisions/0045-korean-particles.md tells the measured limits.
"""

import re
import unicodedata
from enum import Enum


class Final(Enum):
    """The final consonant of a syllable, as far as particles look at it."""

    NONE = "none"
    RIEUL = "ㄹ"
    OTHER = "other"


FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
FINALS = 28
"""The number of final consonants of a Korean syllable, including none."""
RIEUL_PLACE = 8
LOOKED_AT = 200
"""Characters at the end of a text that are looked at."""

# Each begins where its run of characters begins: tried at every place, it would be quadratic.
REMARK = re.compile(r"(?<!\s)\s*+\([^()]*+\)[^\w%+]*+$")
"""A remark in parentheses at the end, which is not read aloud."""
SILENT = re.compile(r"(?<![^\w%+])[^\w%+]++$")
"""Quotes, brackets, punctuation and pictures at the end. Percent and plus are spoken."""
NUMBER = re.compile(
    r"(?<!\d)(?P<letter>[A-Za-z]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?$"
)
LATIN_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]++$")
CAPITALS = re.compile(r"(?<![A-Z])[A-Z]++$")

SINO_DIGITS = "영일이삼사오육칠팔구"
ENGLISH_DIGITS = ("제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에이트", "나인")
LETTER_NAMES = {"L": "엘", "M": "엠", "N": "엔", "R": "알"}
"""The letters whose Korean names end in a consonant."""
LONGEST_INITIALS = 3
SPOKEN_CAPITALS = {"AIR", "HIT", "POP", "TOP", "WAR"}
"""Three capitals that are said as a word, as in K-POP."""

CONSONANT_ENDINGS = re.compile(
    r"[mn]$|ng$|mb$|[aeiouyr](?:mm?|nn?)e$"  # Kim, song, comb, home
    r"|ck$|ook$|[aeiouy]c$"  # rock, book, music
    r"|(?:^|[^aeiou])[aeiouy][bkpt]$"  # pop, not, Sung-rok, web
    r"|(?:ae|eo|eu|oe)[kpt]$"  # Seok, Baek
    r"|^(?:out|about|without|good)$"
)
RIEUL_ENDINGS = re.compile(r"le?$")
"""Cheol, title, smile."""

POWERS = ((20, "해"), (16, "경"), (12, "조"), (8, "억"), (4, "만"), (3, "천"), (2, "백"), (1, "십"))
"""What a number with so many zeros at its end is read to end with."""


def final(text: str) -> Final:
    """The final consonant with which `text` ends when it is read aloud in Korean.

    NONE also for what only a reader of its script could tell: Hanja, Cyrillic, emoji.
    """
    spoken = SILENT.sub("", _without_remark(unicodedata.normalize("NFKC", text[-LOOKED_AT:])))
    if not spoken:
        return Final.NONE
    if spoken[-1].isdecimal():
        return _of_number(spoken)
    word = LATIN_WORD.search(spoken)
    return _of_latin(word.group()) if word else _of_letter(spoken[-1])


def _without_remark(text: str) -> str:
    """ "왕관" of "왕관(선택)"; a text that is nothing but the remark stays."""
    shorter = REMARK.sub("", text)
    return shorter if re.search(r"\w", shorter) else text


def _of_letter(letter: str) -> Final:
    if FIRST_SYLLABLE <= letter <= LAST_SYLLABLE:
        return _of_syllable(letter)
    if "\u1100" <= letter <= "\u1112":  # a consonant alone is called 기역, 니은, 리을 …
        return Final.RIEUL if letter == "\u1105" else Final.OTHER
    return Final.OTHER if letter in "んン" else Final.NONE


def _of_syllable(syllable: str) -> Final:
    place = (ord(syllable) - ord(FIRST_SYLLABLE)) % FINALS
    if not place:
        return Final.NONE
    return Final.RIEUL if place == RIEUL_PLACE else Final.OTHER


def _of_number(text: str) -> Final:
    found = NUMBER.search(text)
    if found is None:  # digits of another script
        return Final.NONE
    whole, rest = found["whole"].replace(",", ""), found["rest"]
    if found["letter"] and len(whole) == 1 and not rest:
        return _of_syllable(ENGLISH_DIGITS[int(whole)][-1])  # DAY6, MP3
    return _of_syllable(_last_syllable(whole, rest or ""))


def _last_syllable(whole: str, rest: str) -> str:
    """The last syllable of a number in Sino-Korean, as all numbers beside a unit are read."""
    if rest or not whole.strip("0"):
        return SINO_DIGITS[int((whole + rest)[-1])]
    zeros = len(whole) - len(whole.rstrip("0"))
    named = (name for power, name in POWERS if zeros >= power)
    return next(named, SINO_DIGITS[int(whole[-1])])


def _of_latin(word: str) -> Final:
    capitals = CAPITALS.search(word)
    if capitals and _is_spelled_out(word, capitals.group()):
        name = LETTER_NAMES.get(word[-1])
        return _of_syllable(name) if name else Final.NONE
    return _of_spelling(word.lower())


def _is_spelled_out(word: str, capitals: str) -> bool:
    """Whether the capitals at the end are said letter by letter: OST, tvN, HTML, not TITLE."""
    if capitals in SPOKEN_CAPITALS:
        return False
    is_short = len(capitals) <= LONGEST_INITIALS
    return is_short or capitals != word or not re.search("[AEIOUY]", word)


def _of_spelling(word: str) -> Final:
    if RIEUL_ENDINGS.search(word):
        return Final.RIEUL
    return Final.OTHER if CONSONANT_ENDINGS.search(word) else Final.NONE

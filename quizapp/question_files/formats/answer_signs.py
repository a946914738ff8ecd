"""The signs by which options are told apart (A, 2, ②, 나 …), and which are named as right."""

import re
import unicodedata
from collections.abc import Sequence

SERIES = (
    "abcdefghijklmnopqrstuvwxyz",
    "123456789",
    "①②③④⑤⑥⑦⑧⑨",
    "❶❷❸❹❺❻❼❽❾",
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼",
    "ⓐⓑⓒⓓⓔⓕⓖⓗ",
    "㉠㉡㉢㉣㉤㉥㉦㉧",
    "㉮㉯㉰㉱㉲㉳㉴㉵",
    "가나다라마바사아",
    "ㄱㄴㄷㄹㅁㅂㅅㅇ",
)
CLOSED = "".join(SERIES[2:8])
"""Signs that need nothing behind them."""
SIGN = rf"[{CLOSED}]|[a-zA-Zａ-ｚＡ-Ｚ1-9１-９가나다라마바사아ㄱㄴㄷㄹㅁㅂㅅㅇ]"
POSITIONS = {sign: place for row in SERIES for place, sign in enumerate(row, start=1)}

LED = r"(?:option|choice|answer|no\.?|보기|선택지|선지|답)?+\s*+(?:[#(\[（]\s*+)?+"
ENDED = r"\s*+(?:[)\].．）,，:：、번]++\s*+)?+"
ALONE = re.compile(rf"{LED}(?P<sign>{SIGN}){ENDED}", re.IGNORECASE)
BEFORE_TEXT = re.compile(
    rf"[(\[（]?(?:(?P<closed>[{CLOSED}])|(?P<sign>{SIGN})(?:\s*[)\].．）:：、번]+|\s[-–—]\s))\s*"
    r"(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
BETWEEN = re.compile(r"\s*(?:[,，;；/&+|、\s]|and|및|와|과)\s*", re.IGNORECASE)
WHOLE = re.compile(r"(\d{1,2})[.,]0+")
LONGEST = 60
"""Characters in which signs are looked for."""


def position_of(sign: str) -> int:
    """The place in its series of a single sign, from 1; 0 for any other text."""
    plain = sign if sign in POSITIONS else unicodedata.normalize("NFKC", sign).casefold()
    return POSITIONS.get(plain, 0)


def signs_in(value: str) -> list[int]:
    """The places of all signs that a text consists of; none where it has anything else."""
    if len(value) > LONGEST:
        return []
    value = WHOLE.sub(r"\1", value)
    if alone := ALONE.fullmatch(value):
        return [position_of(alone["sign"])]
    if value and all(sign in CLOSED for sign in value):
        return [position_of(sign) for sign in value]
    parts = [part for part in BETWEEN.split(value) if part]
    found = [ALONE.fullmatch(part) for part in parts]
    return [position_of(part["sign"]) for part in found if part] if all(found) else []


def named_options(value: str, texts: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
    """Which options a text names: by their sign, and by their own words; places from 1.

    :param texts: of each option, in each of its languages.
    """
    wanted = _folded(value)
    by_text = [n for n, own in enumerate(texts, start=1) if wanted in map(_folded, own) and wanted]
    by_sign = signs_in(value)
    if by_text or by_sign:
        return by_sign, by_text
    both = BEFORE_TEXT.fullmatch(value)
    if both:
        place, words = position_of(both["closed"] or both["sign"]), _folded(both["text"])
        if 0 < place <= len(texts) and words in map(_folded, texts[place - 1]):
            return [place], []
    return [], []


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())

"""Lay out text in pictures: Latin and Hangul in Pretendard, cleaned, wrapped and fitted."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).with_name("fonts")
LEADING = {"Regular": 1.36, "Bold": 1.2}
LONGEST = 160
"""Characters looked at; anything longer is cut before it is measured."""

SENTENCES = re.compile(r".+[.!?…](?= )")
"""As many whole sentences as there are before a space."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size, ready to draw."""

    font: FreeTypeFont
    lines: tuple[str, ...]
    leading: int
    is_cut: bool = False

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


@lru_cache(maxsize=32)
def font(weight: str, size: int) -> FreeTypeFont:
    """Pretendard ``Regular`` or ``Bold``.

    Basic layout, because the other engine depends on the machine's libraries and kerns differently.
    Not woff2, which would be unpacked into memory for each size: 3 MiB and 20 ms a time.
    """
    path = FONTS / f"Pretendard-{weight}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """The text in NFC on one line, without what Pretendard cannot draw (emoji, Hanja) or show."""
    # A decomposed syllable is up to three characters: cut generously first, exactly afterwards.
    composed = unicodedata.normalize("NFC", text[: 4 * LONGEST])[:LONGEST]
    return " ".join("".join(filter(_is_drawable, composed)).split())


def length(text: str, face: FreeTypeFont) -> float:
    """Pixels from end to end; exact, because basic layout knows no kerning for this font."""
    return sum(_advance(character, face) for character in text)


def wrapped(text: str, face: FreeTypeFont, width: int) -> list[str]:
    """Lines no wider than ``width`` pixels; only a word too wide for a line is broken itself."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if length(longer, face) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, face, width)
    return [line for line in lines if line]


def fitted(text: str, weight: str, sizes: Sequence[int], width: int, most_lines: int) -> Block:
    """The text in the largest of ``sizes`` that needs no more than ``most_lines``, else cut."""
    text = drawable(text)
    for size in sizes:
        face = font(weight, size)
        lines = wrapped(text, face, width)
        if len(lines) <= most_lines:
            break
    is_cut = len(lines) > most_lines
    if is_cut:
        lines = _cut(lines, face, width, most_lines)
    lines = _balanced(lines, face, width)
    return Block(face, tuple(lines), round(size * LEADING[weight]), is_cut)


@lru_cache(maxsize=4096)
def _is_drawable(character: str) -> bool:
    if character.isspace():
        return True
    if unicodedata.category(character).startswith("C"):
        return False
    return _picture(character) != _picture("\uffff")


@lru_cache(maxsize=8192)
def _advance(character: str, face: FreeTypeFont) -> float:
    return face.getlength(character)


def _picture(character: str) -> tuple[tuple[int, int], bytes]:
    mask = font("Regular", 32).getmask(character)
    return mask.size, bytes(mask)


def _pieces(word: str, face: FreeTypeFont, width: int) -> Iterator[str]:
    piece = ""
    for character in word:
        if piece and length(piece + character, face) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def _balanced(lines: list[str], face: FreeTypeFont, width: int) -> list[str]:
    """The same number of lines, as equally long as can be: no lonely last word, no broken one."""
    text, best = " ".join(lines), lines
    too_narrow = max([width // 2, *(int(length(word, face)) for word in text.split())])
    while len(lines) > 1 and width - too_narrow > 8:
        middle = (too_narrow + width) // 2
        tried = wrapped(text, face, middle)
        if len(tried) > len(lines):
            too_narrow = middle
        else:
            width, best = middle, tried
    return best


def _cut(lines: list[str], face: FreeTypeFont, width: int, most_lines: int) -> list[str]:
    """The sentences that fit whole; where not even one does, what fits of the words."""
    shown = lines[:most_lines]
    whole = SENTENCES.match(" ".join(shown) + " ")
    if whole:
        return wrapped(whole[0], face, width)
    return [*shown[:-1], _shortened(shown[-1], face, width)]


def _shortened(line: str, face: FreeTypeFont, width: int) -> str:
    """As many words as leave room for an ellipsis; of a single word, as many letters."""
    while length(f"{line}…", face) > width:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' ,.;:·')}…"

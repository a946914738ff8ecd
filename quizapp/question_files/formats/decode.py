"""Decode the bytes of an upload.

An ordered attempt, because it is right more often than a statistical guess on files of a few
hundred bytes: a byte order mark decides; otherwise strict UTF-8, which other encodings hardly
ever satisfy by chance; otherwise CP949, the superset of EUC-KR that Korean Windows writes, and
only where the outcome looks like everyday Korean. Everything else is refused in words.
"""

import codecs
import re
import unicodedata

from quizapp.quizzes.problems import ItemProblem, ProblemCode

from .file_kinds import refuse_other_files
from .results import MAX_BYTES, Unreadable

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LOST = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
"""Of these nothing is left; a soft line break of a slide is a space."""

MISREAD = re.compile(r"[ê-í][\x80-\xbf\u0152-\u2122]{2}")
"""A Korean syllable in UTF-8 that was read as Western, byte by byte."""
SPELLED = re.compile("\u3164([ㄱ-ㅎ])([ㅏ-ㅣ])([ㄱ-ㅎ\u3164])")
"""A rare syllable as KS X 1001 spells it: a filler, then its letters."""
FIRST, LAST = (
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
    "\u3164ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
)


def decode(data: bytes) -> tuple[str, str, tuple[ItemProblem, ...]]:
    """Text fit for the readers, the name of the encoding it was in, and remarks on what was mended.

    :raises Unreadable: too large, empty, not text, or in an encoding we do not know.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(ProblemCode.TOO_LARGE, f"{MAX_BYTES:,}")
    refuse_other_files(data)
    text, encoding = _marked(data) or _unmarked(data)
    text = (
        unicodedata.normalize("NFC", text)
        .removeprefix("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    if not text.strip():
        raise Unreadable(ProblemCode.EMPTY)
    text, reread = _reread(text)
    text, mended = _mended(text)
    return text, encoding, (*reread, *mended)


def _mended(text: str) -> tuple[str, list[ItemProblem]]:
    """A text without characters that cannot be shown, and a remark for each kind.

    :raises Unreadable: a zero byte says that this is no text.
    """
    found: dict[str, list[int]] = {}
    for stray in CONTROL_CHARACTER.finditer(text):
        found.setdefault(stray[0], []).append(stray.start())
    if "\0" in found:
        line = text.count("\n", 0, found["\0"][0]) + 1
        raise Unreadable(ProblemCode.NUL_CHARACTER, "U+0000", line)
    remarks = [
        ItemProblem(
            ProblemCode.CONTROL_MENDED,
            detail=f"U+{ord(character):04X} × {len(places)}",
            line=text.count("\n", 0, places[0]) + 1,
        )
        for character, places in found.items()
    ]
    return CONTROL_CHARACTER.sub(_shown_as, text), remarks


def _shown_as(stray: re.Match[str]) -> str:
    """What was meant: a quotation mark of Windows, a space for a soft break, or nothing."""
    if "\x80" <= stray[0] <= "\x9f":
        return stray[0].encode("latin-1").decode("cp1252", errors="ignore")
    return "" if LOST.fullmatch(stray[0]) else " "


def _reread(text: str) -> tuple[str, list[ItemProblem]]:
    """Korean that a program had read as Western, as Korean again."""
    if not MISREAD.search(text):
        return text, []
    try:
        mended = _western(text).decode("utf-8")
    except UnicodeError:
        return text, []
    return mended, [ItemProblem(ProblemCode.LETTERS_MENDED, line=1)]


def _western(text: str) -> bytes:
    """The bytes that were read as Windows-1252, of which five stand for nothing.

    :raises UnicodeError: the text has other letters too.
    """
    return b"".join(
        c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text
    )


def _put_together(spelled: re.Match[str]) -> str:
    first, last = FIRST.find(spelled[1]), LAST.find(spelled[3])
    vowel = ord(spelled[2]) - ord("ㅏ")
    return spelled[0] if min(first, last) < 0 else chr(0xAC00 + (first * 21 + vowel) * 28 + last)


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding), encoding
    return None


def _unmarked(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as not_utf8:
        text = data.decode("cp949", errors="replace")
        if not _is_everyday_korean(text):
            raise Unreadable(
                ProblemCode.ENCODING_UNKNOWN, line=_line_of_byte(data, not_utf8.start)
            ) from None
        return SPELLED.sub(_put_together, text), "cp949"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        readable = data[: broken.start].decode(encoding, errors="ignore")
        line = readable.count("\n") + 1
        raise Unreadable(ProblemCode.ENCODING_UNKNOWN, line=line) from None


def _line_of_byte(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _is_everyday_korean(text: str) -> bool:
    """Whether most of what is not ASCII lies in EUC-KR, the 2,350 syllables of daily use.

    CP949 takes Western bytes for rare syllables without an error: It’s becomes It뭩.
    """
    if "\N{REPLACEMENT CHARACTER}" in text:
        return False
    foreign = [character for character in text if not character.isascii()]
    # Python's codec writes rarer syllables too, in eight bytes, letter by letter.
    everyday = sum(len(c.encode("euc_kr", errors="ignore")) == 2 for c in foreign)
    return 2 * everyday > len(foreign)

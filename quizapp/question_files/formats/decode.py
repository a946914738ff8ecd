"""Decode the bytes of an upload.

An ordered attempt, because it is right more often than a statistical guess on files of a few
hundred bytes: a byte order mark decides; otherwise strict UTF-8, which other encodings hardly
ever satisfy by chance; otherwise CP949, the superset of EUC-KR that Korean Windows writes, and
only where the outcome looks like everyday Korean. Everything else is refused in words.
"""

import codecs
import re

from quizapp.quizzes.problems import ProblemCode

from .results import MAX_BYTES, Unreadable

FILE_MARKS = (
    (b"PK\x03\x04", "ZIP or Excel (.xlsx)"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
)

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def decode(data: bytes) -> tuple[str, str]:
    """Text fit for the readers, and the name of the encoding it was in.

    :raises Unreadable: too large, empty, not text, or in an encoding we do not know.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(ProblemCode.TOO_LARGE, f"{MAX_BYTES:,}")
    _refuse_other_files(data)
    text, encoding = _marked(data) or _unmarked(data)
    return _tidied(text), encoding


def _tidied(text: str) -> str:
    """Text with plain line feeds.

    :raises Unreadable: empty, or with characters that cannot be shown.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable(ProblemCode.EMPTY)
    if stray := CONTROL_CHARACTER.search(text):
        line = text.count("\n", 0, stray.start()) + 1
        code = ProblemCode.NUL_CHARACTER if stray[0] == "\0" else ProblemCode.CONTROL_CHARACTER
        raise Unreadable(code, f"U+{ord(stray[0]):04X}", line)
    return text


def _refuse_other_files(data: bytes) -> None:
    for mark, name in FILE_MARKS:
        if data.startswith(mark):
            raise Unreadable(ProblemCode.NOT_TEXT_FILE, name)


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
        return text, "cp949"


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

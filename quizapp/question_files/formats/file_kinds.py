"""Name files that are no text: what they are, and what to do instead."""

import io
import lzma
import struct
import zipfile
import zlib

from quizapp.quizzes.problems import ProblemCode

from .results import Unreadable

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"

MARKS = (
    (b"PK\x05\x06", ProblemCode.NOT_TEXT_FILE, "ZIP"),
    (b"\x1f\x8b", ProblemCode.NOT_TEXT_FILE, "gzip"),
    (b"BZh", ProblemCode.NOT_TEXT_FILE, "bzip2"),
    (b"\xfd7zXZ\x00", ProblemCode.NOT_TEXT_FILE, "xz"),
    (b"7z\xbc\xaf\x27\x1c", ProblemCode.NOT_TEXT_FILE, "7z"),
    (b"Rar!", ProblemCode.NOT_TEXT_FILE, "RAR"),
    (b"\x89PNG", ProblemCode.PICTURE_FILE, "PNG"),
    (b"\xff\xd8\xff", ProblemCode.PICTURE_FILE, "JPEG"),
    (b"GIF8", ProblemCode.PICTURE_FILE, "GIF"),
    (b"II*\x00", ProblemCode.PICTURE_FILE, "TIFF"),
    (b"MM\x00*", ProblemCode.PICTURE_FILE, "TIFF"),
    (b"%PDF", ProblemCode.DOCUMENT_FILE, "PDF"),
    (rb"{\rtf", ProblemCode.DOCUMENT_FILE, "RTF"),
    (b"HWP Document File", ProblemCode.DOCUMENT_FILE, "Hangul, .hwp"),
)
INNER_MARKS = (
    (8, b"WEBP", ProblemCode.PICTURE_FILE, "WebP"),
    (4, b"ftyphei", ProblemCode.PICTURE_FILE, "HEIC"),
    (4, b"ftypmif1", ProblemCode.PICTURE_FILE, "HEIC"),
    (4, b"ftypavif", ProblemCode.PICTURE_FILE, "AVIF"),
)
"""Marks that stand further in, with their offsets."""
OLE_STREAMS = (
    ("EncryptedPackage", ProblemCode.LOCKED_FILE, ""),
    ("HwpSummaryInformation", ProblemCode.DOCUMENT_FILE, "Hangul, .hwp"),
    ("FileHeader", ProblemCode.DOCUMENT_FILE, "Hangul, .hwp"),
    ("WordDocument", ProblemCode.DOCUMENT_FILE, "Word, .doc"),
    ("PowerPoint Document", ProblemCode.DOCUMENT_FILE, "PowerPoint, .ppt"),
    ("Workbook", ProblemCode.TABLE_FILE, "Excel, .xls"),
    ("Book", ProblemCode.TABLE_FILE, "Excel, .xls"),
)
"""Names of streams in the old container of Microsoft and Hancom, [MS-CFB]: the first decides."""
ZIP_MEMBERS = (
    ("word/", ProblemCode.DOCUMENT_FILE, "Word, .docx"),
    ("ppt/", ProblemCode.DOCUMENT_FILE, "PowerPoint, .pptx"),
    ("Contents/section", ProblemCode.DOCUMENT_FILE, "Hangul, .hwpx"),
    ("Index/", ProblemCode.DOCUMENT_FILE, "Pages, Numbers or Keynote"),
    ("h5p.json", ProblemCode.NOT_TEXT_FILE, "H5P"),
    ("imsmanifest.xml", ProblemCode.NOT_TEXT_FILE, "QTI"),
    ("collection.anki2", ProblemCode.NOT_TEXT_FILE, "Anki"),
)
OPEN_DOCUMENTS = {
    "text": (ProblemCode.DOCUMENT_FILE, "OpenDocument, .odt"),
    "presentation": (ProblemCode.DOCUMENT_FILE, "OpenDocument, .odp"),
}
MOST_MEMBERS = 2_000
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
)
"""What the reader of archives raises for one that is damaged."""


def refuse_other_files(data: bytes) -> None:
    """:raises Unreadable: with the name of what this is, if it is no text and no workbook."""
    for mark, code, name in MARKS:
        if data.startswith(mark):
            raise Unreadable(code, name)
    for offset, mark, code, name in INNER_MARKS:
        if data.startswith(mark, offset):
            raise Unreadable(code, name)
    if data.startswith(OLE):
        raise _ole(data)
    if data.startswith(ZIP):
        raise _zip(data)


def workbook_kind(data: bytes) -> str:
    """ "xlsx", "ods", or "" for any other file."""
    if not data.startswith(ZIP):
        return ""
    names, mimetype = _members(data)
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "ods" if mimetype.endswith("opendocument.spreadsheet") else ""


def _ole(data: bytes) -> Unreadable:
    for stream, code, name in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return Unreadable(code, name)
    return Unreadable(ProblemCode.DOCUMENT_FILE, "Hangul, Word or Excel")


def _zip(data: bytes) -> Unreadable:
    names, mimetype = _members(data)
    for start, code, name in ZIP_MEMBERS:
        if any(member.startswith(start) for member in names):
            return Unreadable(code, name)
    code, name = OPEN_DOCUMENTS.get(mimetype.rpartition(".")[2], (ProblemCode.NOT_TEXT_FILE, "ZIP"))
    return Unreadable(code, name)


def _members(data: bytes) -> tuple[frozenset[str], str]:
    """The names in an archive, and what its `mimetype` says; nothing where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()[:MOST_MEMBERS]
            with archive.open("mimetype") if "mimetype" in names else io.BytesIO() as member:
                return frozenset(names), member.read(100).decode("ascii", "replace").strip()
    except UNREADABLE:
        return frozenset(), ""

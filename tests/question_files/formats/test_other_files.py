"""Files that hold no questions are named; misread letters are mended or refused."""

import io
import zipfile

import pytest

from quizapp.quizzes.problems import ProblemCode
from tests.question_files.formats.test_as_people_write import asked, read, remarks

GAPS = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that stand for nothing in Windows-1252."""


def archive(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
        if mimetype:
            packed.writestr("mimetype", mimetype)
    return out.getvalue()


class TestOtherFiles:
    OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)

    @pytest.mark.parametrize(
        ("data", "code", "name"),
        [
            (OLE + "HwpSummaryInformation".encode("utf-16-le"), "document_file", "Hangul, .hwp"),
            (OLE + "WordDocument".encode("utf-16-le"), "document_file", "Word, .doc"),
            (OLE + "Workbook".encode("utf-16-le"), "table_file", "Excel, .xls"),
            (OLE + "EncryptedPackage".encode("utf-16-le"), "locked_file", ""),
            (archive("word/document.xml"), "document_file", "Word, .docx"),
            (archive("Contents/section0.xml"), "document_file", "Hangul, .hwpx"),
            (archive("ppt/presentation.xml"), "document_file", "PowerPoint, .pptx"),
            (
                archive(mimetype="application/vnd.oasis.opendocument.text"),
                "document_file",
                "OpenDocument, .odt",
            ),
            (b"%PDF-1.7 x", "document_file", "PDF"),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture_file", "WebP"),
            (b'{"questions":[{"question":"Who?"}]}', "format_json", "questions"),
        ],
    )
    def test_are_named_for_what_they_are(self, data: bytes, code: str, name: str) -> None:
        (problem,) = read(data).problems
        assert (problem.code.value, problem.detail) == (code, name)

    def test_of_misread_korean_are_mended_and_lost_letters_refused(self) -> None:
        table = "question,A,B,answer\n누가 부르나?,가호,케이,A\n"
        western = "".join(
            bytes([b]).decode("cp1252" if b not in GAPS else "latin-1") for b in table.encode()
        )
        misread = read(western)
        assert asked(misread.rows[0])[:2] == ("누가 부르나?", ["가호", "케이"])
        assert remarks(misread) == [(ProblemCode.LETTERS_MENDED, "")]
        lost = read(
            "question,A,B,answer\n?? ? ????,가호,케이,A\nGaho ??? ???,a,b,A\nReally?? Who?,a,b,A\n"
        )
        codes = [[problem.code for problem in row.problems] for row in lost.rows]
        assert codes == [[ProblemCode.LETTERS_LOST], [ProblemCode.LETTERS_LOST], []]

    def test_of_old_korean_codes_keep_rare_syllables(self) -> None:
        table = "문제,보기1,보기2,정답\n누가 부르나요?,가호,펲시콜라라고도 함,1\n"
        assert asked(read(table.encode("euc_kr")).rows[0])[1][1] == "펲시콜라라고도 함"


class TestSyntax:
    """The place is told by numbers, for the words of a parser are English only."""

    @pytest.mark.parametrize(
        ("text", "line", "place"),
        [
            ('\n  {"results": [{"question": "누가?" "type": 1}]}', 2, '35 (“"type": 1}]}”)'),
            ('{"results": [', 1, "14"),
            ("items:\n- stem: {en: 'Who'\n  options: [a]\n", 3, "3 (“options: [a]”)"),
        ],
    )
    def test_names_line_and_character_and_what_stands_there(
        self, text: str, line: int, place: str
    ) -> None:
        (problem,) = read(text).problems

        assert (problem.code, problem.line) == (ProblemCode.SYNTAX_AT, line)
        assert problem.detail == place

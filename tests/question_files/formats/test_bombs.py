"""Files made to hurt are answered in words, and soon."""

import gzip
import io
import zipfile
import zlib
from time import process_time

import pytest

from quizapp.question_files.formats import read_upload
from quizapp.question_files.formats.results import MAX_BYTES, MAX_ROWS
from quizapp.quizzes.problems import ProblemCode

# What the whole limit of 1 MB may cost; the row in reliability.md (U2) allows 5 s.
SECONDS = 3
HEAD = "question,option 1,option 2,answer\n"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../items.csv", "0" * 1_000_000)
    return out.getvalue()


def laughs(levels: int = 9) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "items:\n- slug: a\n" + "\n".join(lines)


FILES = {
    "zip": (zipped(), ProblemCode.NOT_TEXT_FILE),
    "gzip": (gzip.compress(b"0" * 1_000_000), ProblemCode.NOT_TEXT_FILE),
    "png": (b"\x89PNG\r\n\x1a\n" + zlib.compress(b"0" * 1_000), ProblemCode.PICTURE_FILE),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), ProblemCode.DOCUMENT_FILE),
    "20 MB": (b"a" * 20_000_000, ProblemCode.TOO_LARGE),
    "one byte too many": (b"a" * (MAX_BYTES + 1), ProblemCode.TOO_LARGE),
    "nothing": (b"", ProblemCode.EMPTY),
    "zero bytes": (b"question\0", ProblemCode.NUL_CHARACTER),
    "western": ("déjà vu, señor".encode("latin-1"), ProblemCode.ENCODING_UNKNOWN),
    "western, with a rare syllable": ("It’s ours".encode("cp1252"), ProblemCode.ENCODING_UNKNOWN),
    "half a UTF-16 character": (b"\xff\xfea\0\n\0\x00\xd8", ProblemCode.ENCODING_UNKNOWN),
    "broken UTF-8 with mark": (b"\xef\xbb\xbfa\n\xff", ProblemCode.ENCODING_UNKNOWN),
    "too many rows": ((HEAD + "Q,a,b,A\n" * (MAX_ROWS + 1)).encode(), ProblemCode.TOO_MANY_ROWS),
    "YAML laughs": (laughs().encode(), ProblemCode.ALIAS_BOMB),
    "YAML deep, in brackets": (b"items: " + b"[" * 900_000, ProblemCode.TOO_DEEP),
    "YAML deep, in lines": (
        b"items:\n" + b"".join(b" " * n + b"-\n" for n in range(1_000)),
        ProblemCode.TOO_DEEP,
    ),
    "JSON deep": (b'{"results":' + b"[" * 900_000, ProblemCode.TOO_DEEP),
    "JSON deep objects": (b'{"a":' * 150_000, ProblemCode.TOO_DEEP),
    "JSON of escaped quotes": (b'["' + b'\\"' * 490_000, ProblemCode.SYNTAX_AT),
    "XML laughs": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]>', ProblemCode.FORMAT_XML),
    "CSV of open quotes": (HEAD.encode() + b'"x\n' * 300_000, ProblemCode.QUOTE_BROKEN),
    "CSV of commas": (HEAD.encode() + b"," * 900_000, ProblemCode.NO_ITEMS),
    "CSV of columns": (b"question" + b",question" * 100_000, ProblemCode.FORMAT_UNKNOWN),
}

ROWS = {
    "huge JSON number": ('{"results": [' + "9" * 900_000 + "]}", ProblemCode.NOT_FIELDS),
    "huge YAML number": (
        f"items:\n- {{slug: a, stem: {{en: a}}, options: [], stars: {'9' * 900_000}}}",
        ProblemCode.NOT_A_NUMBER,
    ),
    "huge CSV number": (f"episode,{HEAD}{'9' * 100_000},Q,a,b,A", ProblemCode.NOT_A_NUMBER),
    "GIFT of answers": ("Q {=a" + "~b" * 490_000 + "}", ProblemCode.OPTION_COUNT),
    "GIFT of marks": ("Q {" + "=" * 990_000 + "}", ProblemCode.GIFT_SHORT_ANSWER),
    "GIFT of backslashes": ("::" + "\\" * 990_000 + "\n{=a ~b", ProblemCode.GIFT_BRACES),
    "GIFT of tags": ("::a::[html]" + "<" * 990_000 + "{=a ~b}", ProblemCode.TOO_LONG),
    "YAML of options": (
        "items:\n- stem: {en: q}\n  options: [" + "{text: {en: a}}," * 15_000 + "]",
        ProblemCode.OPTION_COUNT,
    ),
    "YAML of themes": (
        "items:\n- stem: {en: q}\n  options: []\n  themes: [" + "a," * 90_000 + "]",
        ProblemCode.THEME_COUNT,
    ),
    "YAML of fields": (
        "items:\n- {" + ",".join(f"x{n}: 1" for n in range(40_000)) + "}",
        ProblemCode.MISSING,
    ),
    "JSON of answers": (
        '[{"question":"q","correct_answer":"a","incorrect_answers":["b"' + ',"c"' * 200_000 + "]}]",
        ProblemCode.OPTION_COUNT,
    ),
    "Aiken of spaces": ("Q\nA. a\nB. b\nANSWER:" + " " * 900_000 + "x", ProblemCode.KEY_UNKNOWN),
}


@pytest.mark.slow
class TestReadUpload:
    @pytest.mark.parametrize("name", FILES)
    def test_refuses_the_file_in_words(self, name: str) -> None:
        data, code = FILES[name]
        begun = process_time()
        result = read_upload(data, known_themes=())
        assert process_time() - begun < SECONDS
        assert (result.items, [problem.code for problem in result.problems]) == ((), [code])

    @pytest.mark.parametrize("name", ROWS)
    def test_refuses_the_row_in_words(self, name: str) -> None:
        text, code = ROWS[name]
        begun = process_time()
        result = read_upload(text.encode(), known_themes=())
        assert process_time() - begun < SECONDS
        assert [row.problems[0].code for row in result.rows] == [code]
        assert len(result.rows[0].problems) <= 20

    def test_ignores_paths_in_names(self) -> None:
        result = read_upload(
            f"{HEAD}Who?,a,b,A\n".encode(), known_themes=(), name="../../etc/passwd.yaml"
        )
        assert (result.format, len(result.items)) == ("csv", 1)

"""Packs read from their files, and written to them."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizapp.packs.files import Pack, dump_pack, read_pack
from quizapp.packs.schemas import UNSEEN
from quizapp.question_files.formats.yaml_text import dumped
from tests.packs.pack_files import ALBUM, MOOD, TRIVIA, both, edit, lines_of, problems_of

# PyYAML would turn U+0085 and its like into spaces; the schema refuses them.
readable = st.text(max_size=60).filter(lambda text: not UNSEEN.search(text))


class TestReadPack:
    def test_reads_every_file(self, directory: Path) -> None:
        pack = read_pack(directory)

        assert len(pack.album.tracks) == 10
        assert pack.mood is not None
        assert len(pack.mood.items) == 12
        assert pack.trivia is not None
        assert [option.is_key for option in pack.trivia.items[0].options] == [0, 1, 0, 0]

    @pytest.mark.parametrize("count", [2, 6])
    def test_takes_from_two_to_six_options(self, directory: Path, count: int) -> None:
        options = [{"text": both(str(n)), "is_key": n == 0} for n in range(count)]
        edit(directory / TRIVIA, lambda c: c["items"][0].update(options=options))

        trivia = read_pack(directory).trivia

        assert trivia is not None
        assert len(trivia.items[0].options) == count

    def test_reads_an_album_without_quizzes(self, directory: Path) -> None:
        (directory / MOOD).unlink()
        (directory / TRIVIA).unlink()

        pack = read_pack(directory)

        assert (pack.mood, pack.trivia) == (None, None)

    def test_refuses_a_pack_without_album(self, directory: Path) -> None:
        (directory / ALBUM).unlink()

        assert problems_of(directory) == ("album.yaml: is missing",)

    def test_refuses_a_file_with_another_name(self, directory: Path) -> None:
        (directory / MOOD).rename(directory / "mood.yml")

        assert problems_of(directory) == (
            "mood.yml: is no file of a pack, which are album.yaml, mood.yaml, trivia.yaml",
        )

    def test_reads_decomposed_hangul_as_composed(self, directory: Path) -> None:
        edit(directory / TRIVIA, lambda c: c["items"][0]["stem"].update(ko="가"))

        trivia = read_pack(directory).trivia

        assert trivia is not None
        assert trivia.items[0].stem.ko == "가"

    def test_collects_the_problems_of_all_files(self, directory: Path) -> None:
        edit(directory / ALBUM, lambda c: c["themes"][2].update(glyph="long"))
        edit(directory / TRIVIA, lambda c: c["items"][0].update(stars=6))

        assert problems_of(directory) == (
            "album.yaml: themes[2].glyph: has 4 characters, must have 1 to 2",
            "trivia.yaml: items[0].stars: This must be a number from 1–5.",
        )


class TestReadYaml:
    def test_refuses_a_key_given_twice(self, directory: Path) -> None:
        (directory / MOOD).write_text("format: 1\nquiz: {}\nformat: 1\n")

        assert problems_of(directory) == ("mood.yaml: “format” appears twice.",)

    def test_names_the_line_of_a_syntax_slip(self, directory: Path) -> None:
        (directory / MOOD).write_text("format: 1\nquiz: [\n")

        (problem,) = lines_of(directory)

        assert problem.startswith("mood.yaml: line 3: ")

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"format: 2", "mood.yaml: line 1: This file says format 2; only format 1"),
            (b"format: \xff", "mood.yaml: line 1: The characters cannot be read."),
            (b"", "mood.yaml: The file is empty."),
            (b"? [a, b]\n: 1", "mood.yaml: line 1: There are no questions in this file."),
            (b"!!python/object:os.system {}", "mood.yaml: line 1: There are no questions"),
        ],
    )
    def test_refuses_what_is_no_plain_mapping(
        self, directory: Path, content: bytes, problem: str
    ) -> None:
        (directory / MOOD).write_bytes(content)

        (found,) = lines_of(directory)

        assert found.startswith(problem)

    def test_reads_an_album_by_the_same_rules(self, directory: Path) -> None:
        (directory / ALBUM).write_text("format: 1\nalbum: {}\nalbum: {}\n")
        (directory / MOOD).unlink()
        (directory / TRIVIA).unlink()

        assert lines_of(directory) == ("album.yaml: line 3: “album” appears twice.",)

    def test_names_the_line_of_an_album_s_problem(self, directory: Path) -> None:
        text = (directory / ALBUM).read_text("utf-8")
        (directory / ALBUM).write_text(text.replace('glyph: "☾"', "glyph: moon"), "utf-8")
        line = text.splitlines().index('    glyph: "☾"') + 1

        assert lines_of(directory) == (
            f"album.yaml: line {line}: themes[2].glyph: has 4 characters, must have 1 to 2",
        )


class TestDumpPack:
    def test_gives_the_same_pack_when_read_again(self, directory: Path, tmp_path: Path) -> None:
        pack = read_pack(directory)
        again = tmp_path / "again"
        again.mkdir()

        for name, text in dump_pack(pack).items():
            (again / name).write_text(text, "utf-8")

        assert read_pack(again) == pack
        assert dump_pack(read_pack(again)) == dump_pack(pack)

    def test_leaves_out_a_quiz_the_pack_does_not_have(self, directory: Path) -> None:
        pack = Pack(album=read_pack(directory).album)

        assert [*dump_pack(pack)] == [ALBUM]

    def test_writes_paragraphs_as_readable_blocks(self, directory: Path) -> None:
        text = dump_pack(read_pack(directory))[ALBUM]

        assert "    en: |-\n      Imagine a Korea" in text
        assert "황후의 품격" in text

    @given(text=readable, prose=st.text(alphabet="a \n:#|'\"-가", max_size=40))
    def test_keeps_any_readable_text(self, text: str, prose: str) -> None:
        value = {"label": text, "body": prose}

        assert yaml.safe_load(dumped(value)) == value

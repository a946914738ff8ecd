"""What is wrong with a file is said with its line, its path and what was found."""

from typing import Any

import pytest

from quizapp.packs.album_files.reading import read_album_file
from quizapp.packs.album_files.template import template_text
from quizapp.question_files.formats.results import MAX_BYTES
from tests.packs.album_files.album_texts import template


def faults_of(text: str) -> list[str]:
    return [str(fault) for fault in read_album_file(text.encode()).faults]


def changed(old: str, new: str) -> str:
    """The template with a text that it has once replaced."""
    text = template_text()
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(found: str, text: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if found in line)


class TestTemplate:
    def test_is_sound(self) -> None:
        read = read_album_file(template_text().encode())

        assert (read.faults, read.bad) == ((), ())
        assert read.pack is not None
        assert [track.slug for track in read.pack.album.tracks] == [
            "your-first-track",
            "your-second-track",
        ]
        assert read.lines["track", "your-second-track"] == line_of(
            "slug: your-second-track", template_text()
        )


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ("kind: release               #", "kind: single #", "kind: Input should be"),
            ("  profile: {longing: 5, love: 1}\n", "", "tracks[1].profile: Field required"),
            ("spoiler_episode: 3", "spoiler_episode: 17", "the drama has 16 episodes"),
            ("{love: 5, longing: 2}", "{love: 4, longing: 2}", "strongest weight is 4"),
            ("slug: your-second-track", "slug: your-first-track", "is taken by tracks[0]"),
            ("{en: Your Album OST, ko: 당신의 앨범 OST}", "{en: ''}", "empty in both languages"),
            ("kind: trivia", "kind: mood", "trivia.quiz.kind: is mood, must be trivia"),
            ("core_count: 8 ", "core_count: 99 ", "mood.quiz.core_count"),
            ("chapters:", "chapter:", "“chapter”"),
        ],
    )
    def test_name_line_and_path(self, old: str, new: str, fault: str) -> None:
        found = faults_of(changed(old, new))

        assert any(fault in told and told.startswith("line ") for told in found), found

    def test_say_what_was_found(self) -> None:
        text = changed("kind: release               #", "kind: single #")

        line = line_of("kind: single", text)
        assert faults_of(text)[0].startswith(f"line {line}: tracks[0].kind")
        assert faults_of(text)[0].endswith("(found: single)")

    @pytest.mark.parametrize(
        "text", ["", "just words", "[1, 2]", "a: [", "album: !!python/object:os.system {}", "\0"]
    )
    def test_refuse_what_is_no_album(self, text: str) -> None:
        assert read_album_file(text.encode()).pack is None
        assert faults_of(text) != []

    def test_refuse_what_is_too_large(self) -> None:
        assert faults_of("#" * (MAX_BYTES + 1))

    def test_tell_of_a_question_that_both_quizzes_have(self) -> None:
        def shared(file: dict[str, Any]) -> None:
            file["trivia"]["items"][0]["slug"] = file["mood"]["items"][0]["slug"]

        (fault,) = read_album_file(template(shared)).faults

        assert (fault.path, "of the other quiz" in str(fault)) == ("trivia", True)

    @pytest.mark.parametrize("drafts", ["a-slug", {"a-slug": ["b"]}, ["a-slug"], [["a-slug"]]])
    def test_tell_of_drafts_that_name_no_question(self, drafts: Any) -> None:
        (fault,) = read_album_file(template(lambda file: file["mood"].update(drafts=drafts))).faults

        assert fault.path == "mood.drafts"

    def test_of_one_question_cost_only_that_question(self) -> None:
        def twice_right(file: Any) -> None:
            for option in file["trivia"]["items"][0]["options"]:
                option["is_key"] = True

        read = read_album_file(template(twice_right))

        assert read.pack is not None
        assert read.pack.trivia is not None
        assert read.pack.trivia.items == ()
        [fault] = read.bad_faults
        assert "trivia.items[0].options" in str(fault)
        assert fault.line > 0


class TestUnfinishedAlbums:
    def test_may_lack_a_language_and_sources(self) -> None:
        def in_english_only(file: Any) -> None:
            file["album"]["title"] = {"en": "Bells"}
            file["album"]["sources"] = []
            file["chapters"] = []
            del file["mood"]

        read = read_album_file(template(in_english_only))

        assert read.faults == ()
        assert read.pack is not None
        assert (read.pack.album.album.title.ko, read.pack.mood) == ("", None)

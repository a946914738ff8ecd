"""`flask content`: what it says, and that it says it in one go."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from quizapp.catalog.queries import track_by_slug
from quizapp.database.db import transaction
from quizapp.packs.service import shipped_packs
from tests.console import said

ALBUM = "the-last-empress-ost"


def _content(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["content", *map(str, arguments)])


class TestCheck:
    def test_finds_the_shipped_pack_sound(self, app: Flask) -> None:
        assert said(_content(app, "check", shipped_packs()[0])) == "The pack is sound.\n"

    @pytest.mark.parametrize(
        ("right", "wrong", "named"),
        [
            ("kind: release", "kind: no", "tracks[0].kind: Input should be 'release'"),
            ("confidence: high", "confidence: sure", ": album.sources[0].confidence: "),
            ("glyph: ", "glyph ", "album.yaml: line "),
        ],
    )
    def test_says_where_a_pack_is_wrong(
        self, app: Flask, tmp_path: Path, right: str, wrong: str, named: str
    ) -> None:
        album = (shipped_packs()[0] / "album.yaml").read_text("utf-8")
        (tmp_path / "album.yaml").write_text(album.replace(right, wrong, 1), "utf-8")

        result = _content(app, "check", tmp_path)

        assert result.exit_code == 1
        assert said(result).startswith("Error: \nalbum.yaml: line ")
        assert named in said(result)
        assert "Traceback" not in said(result)

    def test_names_each_finding_by_path_and_rule(self, app: Flask, tmp_path: Path) -> None:
        for file in shipped_packs()[0].iterdir():
            text = file.read_text("utf-8").replace("이유", "까닭")
            (tmp_path / file.name).write_text(text, "utf-8")

        result = _content(app, "check", tmp_path)

        assert result.exit_code == 1
        assert ".ko: retired-term: 까닭\n" in said(result)

    def test_says_what_to_look_at_when_asked(self, app: Flask) -> None:
        result = _content(app, "check", shipped_packs()[0], "--notices")

        assert result.exit_code == 0
        assert "unfamiliar-options: gaho-real-name (notice)\n" in said(result)


class TestLoad:
    def test_lists_what_it_changed_and_what_it_left_to_editors(
        self, game: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO", "quizapp.events")
        with transaction():
            track_by_slug("amor-fati").part = 7
        for file in shipped_packs()[0].iterdir():
            text = file.read_text("utf-8").replace("Fate has plans.", "Fate plans.")
            text = text.replace("Those footsteps", "The footsteps")
            (tmp_path / file.name).write_text(text, "utf-8")

        result = _content(game, "load", tmp_path)

        expected = "updated: track not-over\nkept: track amor-fati\nunpublished: mood\nLoaded.\n"
        assert said(result) == expected
        [fields] = [vars(r)["fields"] for r in caplog.records if r.message == "content.load"]
        assert (fields["updated"], fields["kept"]) == (
            ["track not-over"],
            ["track amor-fati"],
        )


class TestExport:
    @pytest.mark.slow
    def test_writes_a_pack_that_is_sound_and_changes_nothing_when_loaded(
        self, game: Flask, tmp_path: Path
    ) -> None:
        first, second = tmp_path / "first", tmp_path / "second"
        assert _content(game, "export", ALBUM, first).exit_code == 0

        assert _content(game, "check", first).exit_code == 0
        assert said(_content(game, "load", first)) == "Loaded.\n"

        _content(game, "export", ALBUM, second)
        for file in first.iterdir():
            assert file.read_text("utf-8") == (second / file.name).read_text("utf-8")

    def test_of_an_album_that_is_not_there_says_so_and_writes_nothing(
        self, game: Flask, tmp_path: Path
    ) -> None:
        result = _content(game, "export", "nowhere", tmp_path / "pack")

        assert result.exit_code == 1
        assert said(result) == "Error: There is no album nowhere.\n"
        assert not (tmp_path / "pack").exists()

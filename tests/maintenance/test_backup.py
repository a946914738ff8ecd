"""Backup and restore, on both databases."""

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.database.db import db
from quizapp.maintenance.backup import BackupFailed, RestoreRefused, back_up, restore, row_counts
from tests.players import MoodPlayer

pytestmark = pytest.mark.storage


@pytest.fixture
def empty_place(database: object, tmp_path: Path) -> Flask:
    return create_app(read_settings({"DATA_DIR": str(tmp_path / "place")}))


class TestBackUp:
    def test_writes_a_file_that_only_its_owner_reads(self, game: Flask, tmp_path: Path) -> None:
        file = tmp_path / "copy"

        back_up(file=file)

        assert file.stat().st_mode & 0o777 == 0o600
        assert os.listdir(tmp_path) == ["copy"]

    def test_is_private_beside_what_a_killed_one_or_somebody_else_has_left(
        self, game: Flask, tmp_path: Path
    ) -> None:
        (tmp_path / "copy.partial").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere").touch(mode=0o644)

        back_up(file=tmp_path / "copy")

        assert not (tmp_path / "copy").is_symlink()
        assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "elsewhere").read_bytes() == b""

    def test_into_nowhere_says_so(self, game: Flask, tmp_path: Path) -> None:
        with pytest.raises(BackupFailed):
            back_up(file=tmp_path / "missing" / "copy")


class TestBringBack:
    def test_gives_every_row_and_page_back(
        self, game: Flask, client: FlaskClient, empty_place: Flask, tmp_path: Path
    ) -> None:
        if db.engine.dialect.name == "postgresql":
            return  # there is one server; `benchmarks.faults` restores into a second database
        player = MoodPlayer(client)
        player.open_quiz()
        address = player.play_to_the_end()
        counts, page = row_counts(), client.get(address).text
        back_up(file=tmp_path / "copy")

        with empty_place.app_context():
            assert restore(file=tmp_path / "copy") == counts
            assert empty_place.test_client().get(address).status_code == 200
            db.engine.dispose()
        assert "<h1" in page

    def test_into_a_place_that_is_not_empty_is_refused(self, game: Flask, tmp_path: Path) -> None:
        back_up(file=tmp_path / "copy")

        with pytest.raises(RestoreRefused):
            restore(file=tmp_path / "copy")

    @pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" * 99])
    def test_of_something_else_leaves_the_place_empty(
        self, empty_place: Flask, tmp_path: Path, content: bytes
    ) -> None:
        (tmp_path / "copy").write_bytes(content)

        with empty_place.app_context():
            with pytest.raises(RestoreRefused):
                restore(file=tmp_path / "copy")
            assert row_counts() == {}
            db.engine.dispose()

"""The operator's commands, as typed."""

import json
from pathlib import Path

from flask import Flask

from quizapp import create_app
from quizapp.catalog.queries import track_by_slug
from quizapp.config import read_settings
from quizapp.database.db import db, transaction
from quizapp.database.sqlite import driver
from quizapp.packs.digests import digest
from quizapp.packs.models import ShippedContent
from quizapp.packs.rows import KINDS
from tests.console import run_quiz, said


class TestCommands:
    def test_back_up_migrate_and_purge_tell_what_they_did(
        self, game: Flask, tmp_path: Path
    ) -> None:
        run = game.test_cli_runner().invoke

        assert said(run(args=["backup", str(tmp_path / "copy")])).endswith(" bytes.\n")
        assert said(run(args=["migrate"])) == "The database is up to date.\n"
        assert "0 rounds" in said(run(args=["purge"]))

    def test_restore_refuses_a_place_in_use_in_words(self, game: Flask, tmp_path: Path) -> None:
        result = game.test_cli_runner().invoke(args=["restore", str(tmp_path / "copy")])

        assert result.exit_code == 1
        assert "empty place" in said(result)

    def test_move_lists_what_it_moved_and_reopen_takes_it_back(
        self, game: Flask, tmp_path: Path
    ) -> None:
        run = game.test_cli_runner().invoke
        address = db.engine.url.render_as_string(hide_password=False)

        moved = run(args=["move", "--to", f"sqlite:///{tmp_path / 'new.sqlite3'}"])
        again = run(args=["move", "--to", f"sqlite:///{tmp_path / 'new.sqlite3'}"])
        opened = run(args=["reopen", address])

        assert moved.exit_code == 0
        assert "rows, equal in both databases." in said(moved)
        assert (again.exit_code, said(again)) == (1, "Error: the target is not empty\n")
        assert said(opened) == "Writes are accepted again.\n"

    def test_migrate_lists_shipped_content_that_it_updated_and_that_was_edited(
        self, game: Flask
    ) -> None:
        with transaction():
            for part, slug in ((3, "amor-fati"), (4, "not-over")):
                track_by_slug(slug).part = part
            for row in db.session.query(ShippedContent).filter_by(kind="pack"):
                row.digest = "of an older version"
            for row in db.session.query(ShippedContent).filter_by(slug="amor-fati"):
                row.digest = "as it was shipped then"
            for row in db.session.query(ShippedContent).filter_by(slug="not-over"):
                row.digest = digest(KINDS["track"].read(track_by_slug("not-over")))
        db.session.remove()

        listed = said(run_quiz(game, "migrate"))
        again = json.loads(run_quiz(game, "migrate", "--json").stdout)

        assert "updated: track not-over\n" in listed
        assert "kept: track amor-fati\n" in listed
        assert listed.endswith("The database is up to date.\n")
        assert again == {}

    def test_restore_refuses_the_backup_of_a_newer_version(self, tmp_path: Path) -> None:
        place = create_app(read_settings({"DATA_DIR": str(tmp_path / "new")}, creates=False))
        copy = driver.connect(tmp_path / "copy")
        copy.execute("CREATE TABLE alembic_version AS SELECT '9999' AS version_num")
        copy.close()

        result = run_quiz(place, "restore", str(tmp_path / "copy"))

        assert result.exit_code == 1
        assert "Error: the backup has schema 9999, which this version" in said(result)
        assert not (tmp_path / "new" / "quiz.sqlite3").exists()

    def test_migrate_fills_an_empty_place(self, tmp_path: Path) -> None:
        place = create_app(read_settings({"DATA_DIR": str(tmp_path)}))

        result = place.test_cli_runner().invoke(args=["migrate"])

        assert result.exit_code == 0
        assert place.test_client().get("/en/").status_code == 200
        with place.app_context():
            db.session.remove()
            db.engine.dispose()

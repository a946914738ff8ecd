"""`content album`: a dry run, the import itself, export, template."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from quizapp.catalog.models import Album
from quizapp.database.db import db
from tests.packs.album_files.album_texts import SLUG, exported, template


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["content", "album", *map(str, arguments)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "album.yaml"
    path.write_bytes(template())
    return path


def album_count() -> int:
    return db.session.scalar(select(func.count()).select_from(Album)) or 0


class TestImport:
    def test_keeps_nothing_without_apply(self, app: Flask, file: Path) -> None:
        done = run(app, "import", file, "--json")

        report: dict[str, Any] = json.loads(done.stdout)
        assert (done.exit_code, album_count(), report["applied"]) == (0, 0, None)
        assert report["counts"]["new"] == len(report["things"]) == 11
        assert report["things"][0] == {
            "kind": "theme",
            "slug": "love",
            "line": report["things"][0]["line"],
            "state": "new",
            "taken_over": True,
            "changes": [],
        }

    def test_takes_over_and_tells_differences(self, app: Flask, file: Path) -> None:
        assert run(app, "import", file, "--apply").exit_code == 0
        file.write_bytes(template(lambda all_: all_["album"].update(episode_count=20)))

        told = run(app, "import", file, "--apply").stdout

        assert "changed: album your-album-ost" in told
        assert "episode_count: 16 -> 20" in told
        assert "updated: 1" in told

    def test_of_a_refused_file_says_why_and_fails(self, app: Flask, file: Path) -> None:
        file.write_bytes(template(lambda all_: all_["tracks"][0].update(kind="single")))

        done = run(app, "import", file, "--apply")

        assert done.exit_code == 1
        assert "tracks[0].kind" in done.stdout
        assert album_count() == 0


class TestExport:
    def test_writes_what_the_desk_downloads(self, app: Flask, file: Path, tmp_path: Path) -> None:
        run(app, "import", file, "--apply")
        out = tmp_path / "out.yaml"

        assert run(app, "export", SLUG, out).exit_code == 0
        assert out.read_text("utf-8") == exported() == run(app, "export", SLUG).stdout

    def test_of_no_album_says_so(self, app: Flask) -> None:
        done = run(app, "export", "nothing")

        assert done.exit_code == 1
        assert "There is no album nothing." in done.output


class TestTemplate:
    def test_is_a_file_that_can_be_imported(self, app: Flask, tmp_path: Path) -> None:
        path = tmp_path / "template.yaml"
        path.write_text(run(app, "template").stdout, "utf-8")

        assert run(app, "import", path).exit_code == 0

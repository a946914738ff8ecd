"""`content import`: a dry run, and the import itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from quizapp.catalog.models import Album
from quizapp.database.db import db
from quizapp.quizzes.models import Item
from tests.question_files.test_import import item_count

TABLE = """question,option 1,option 2,answer,topic
Which bell cracked?,tin,clay,B,bells
Only one?,tin,,A,
"""


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["content", "import", *map(str, arguments)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "bells.csv"
    path.write_text(TABLE, "utf-8")
    return path


def album() -> str:
    return db.session.scalars(select(Album.slug)).first() or ""


class TestImport:
    def test_says_what_it_would_do_and_keeps_nothing(self, game: Flask, table: Path) -> None:
        before = item_count()

        done = run(game, table, "--album", album(), "--json")

        report: dict[str, Any] = json.loads(done.stdout)
        assert done.exit_code == 0
        assert [row["state"] for row in report["rows"]] == ["new", "refused"]
        assert (report["rows"][0]["line"], report["rows"][0]["language"]) == (2, "en")
        assert report["rows"][0]["right"] == ["clay"]
        assert [told["code"] for told in report["rows"][0]["not_taken"]] == ["left_category"]
        assert [told["code"] for told in report["rows"][1]["refused"]] == ["option_count"]
        assert (report["applied"], item_count()) == (None, before)

    def test_takes_over_what_is_new_and_changed(self, game: Flask, table: Path) -> None:
        run(game, table, "--album", album(), "--apply")
        table.write_text(TABLE.replace("answer,topic", "answer,level").replace("bells", "hard"))

        done = run(game, table, "--album", album(), "--apply", "--json")

        report = json.loads(done.stdout)
        assert report["rows"][0]["changes"] == [{"field": "stars", "now": 3, "file": 4}]
        assert (report["applied"]["added"], report["applied"]["updated"]) == (0, 1)
        item = db.session.scalars(select(Item).order_by(Item.id.desc())).first()
        assert item is not None
        assert (item.stars, item.is_draft) == (4, True)

    def test_says_what_is_not_there_or_cannot_be_read(self, game: Flask, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(b"%PDF-1.7")
        assert "There is no album nowhere." in run(game, path, "--album", "nowhere").output
        refused = run(game, path, "--album", album())
        assert (refused.exit_code, "document (PDF)" in refused.output) == (1, True)

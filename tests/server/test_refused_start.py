"""A start that cannot succeed: one line that says why, and a status that ends it for good."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, create_engine, text

from quizapp import create_app
from quizapp.config import WrongSetting, read_settings
from quizapp.database.db import Base, db
from quizapp.database.schema import SchemaRefused, State, head_revision, schema_of
from quizapp.server.startup import DatabaseAway, patiently, prepare, starting

ROOT = Path(__file__).parents[2]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'quiz.sqlite3'}")
    yield engine
    engine.dispose()


def build(engine: Engine, revision: str, *changes: str) -> None:
    """A database with all tables but for some changes, said to be of a revision."""
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        for change in (
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
            f"INSERT INTO alembic_version VALUES ('{revision}')",  # noqa: S608
            *changes,
        ):
            connection.execute(text(change))


def started(folder: Path, **environ: str) -> Flask:
    app = create_app(read_settings({"DATA_DIR": str(folder), **environ}))
    with app.app_context():
        try:
            prepare()
        finally:
            db.session.remove()
            db.engine.dispose()
    return app


class TestPrepare:
    @pytest.mark.parametrize(
        ("revision", "change", "said"),
        [
            ("9999", "SELECT 1", "schema 9999, which this version"),
            (
                head_revision(),
                "DROP TABLE flag",
                "lacks flag: it is of a version that was never released",
            ),
            ("0007", "DROP TABLE flag", "cannot be migrated, and is as it was: "),
            ("0003", "SELECT 1", "cannot be migrated, and is as it was: Circular dependency"),
            ("0001", "SELECT 1", "cannot be migrated, and is as it was: "),
        ],
    )
    def test_refuses_what_it_cannot_use_in_one_line_and_leaves_it(
        self, engine: Engine, tmp_path: Path, revision: str, change: str, said: str
    ) -> None:
        build(engine, revision, change)
        before = schema_of(engine)

        with pytest.raises(SchemaRefused) as refusal:
            started(tmp_path)

        assert said in str(refusal.value)
        assert "\n" not in str(refusal.value)
        assert schema_of(engine) == before

    def test_keeps_no_migration_of_a_database_that_lacks_something(self, tmp_path: Path) -> None:
        app = create_app(read_settings({"DATA_DIR": str(tmp_path)}))
        with app.app_context():
            upgrade(revision="0007")
            with db.engine.begin() as connection:
                connection.execute(text("DROP TABLE flag"))
            db.session.remove()

            with pytest.raises(SchemaRefused, match=r"cannot be migrated.* lacks flag:"):
                prepare()

            found = schema_of(db.engine)
            db.session.remove()
            db.engine.dispose()
        assert (found.state, found.revision) == (State.OLDER, "0007")

    def test_refuses_a_database_of_something_else(self, engine: Engine, tmp_path: Path) -> None:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE wp_posts (id INTEGER)"))

        with pytest.raises(SchemaRefused, match="tables of something else"):
            started(tmp_path)

        assert schema_of(engine).state == State.FOREIGN

    def test_waits_for_a_database_that_is_away_and_then_says_so(self, tmp_path: Path) -> None:
        away = "postgresql://quiz:hush@127.0.0.1:1/quiz"
        app = create_app(read_settings({"DATA_DIR": str(tmp_path), "DATABASE_URL": away}))

        with app.app_context(), pytest.raises(DatabaseAway) as refusal:
            patiently(prepare, seconds=0)

        assert "refused" in str(refusal.value)
        assert "hush" not in str(refusal.value)


class TestStarting:
    @pytest.mark.parametrize(
        ("problem", "status"),
        [
            (WrongSetting("PORT", "must be a number"), 3),
            (SchemaRefused("too new"), 3),
            (DatabaseAway("away"), 1),
        ],
    )
    def test_ends_with_a_status_that_gunicorn_understands(
        self, problem: Exception, status: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        with pytest.raises(SystemExit) as end, starting():
            raise problem

        assert end.value.code == status
        [record] = caplog.records
        assert str(problem) in record.getMessage()


@pytest.mark.slow
class TestGunicorn:
    def start(self, folder: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "gunicorn", "--config", "python:quizapp.gunicorn_conf"]
        return subprocess.run(
            [*command, "wsgi:app"],
            cwd=ROOT,
            env=os.environ | {"DATA_DIR": str(folder), "PORT": "0"} | environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def test_ends_at_a_newer_database_with_3_and_one_line_about_it(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        build(engine, "9999")

        run = self.start(tmp_path)

        lines = [json.loads(line) for line in run.stderr.splitlines()]
        assert run.returncode == 3
        [said] = [line for line in lines if line["level"] not in {"info", "warning"}]
        assert said["message"].startswith("The game cannot start. the database has schema 9999")

    def test_ends_where_the_database_stays_away(self, tmp_path: Path) -> None:
        run = self.start(tmp_path, DATABASE_URL="postgresql://127.0.0.1:1/quiz")

        lines = [json.loads(line) for line in run.stderr.splitlines()]
        assert run.returncode == 3
        assert [line for line in lines if "The game cannot start yet. " in line["message"]]
        assert not [line for line in lines if "traceback" in line]

"""Startup: workers that start at once on an empty directory make one schema."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.database.db import db, waited_to_write
from quizapp.database.write_hold import hold_writes, release_writes
from quizapp.database.writing import HELD, writing_problem
from quizapp.server.startup import prepare, readiness_problem

pytestmark = pytest.mark.storage

ROOT = Path(__file__).parents[2]
WORKERS = 4
START = "import wsgi"
START_WITHOUT_LOCKS = f"""
import fcntl, os, time
from contextlib import contextmanager
from pathlib import Path
from quizapp.database import postgresql, sqlite
from quizapp.server import startup

fcntl.flock = lambda *_: None
postgresql.advisory_lock = contextmanager(lambda *_: (yield))
sqlite._begin = lambda connection: connection.exec_driver_sql("BEGIN")
look, folder = startup.schema_of, Path(os.environ["DATA_DIR"])

def look_and_meet(engine):
    found = look(engine)
    (folder / f"looked-{{os.getpid()}}").touch()
    while len(list(folder.glob("looked-*"))) < {WORKERS}:
        time.sleep(0.01)
    return found

startup.schema_of = look_and_meet
import wsgi
"""


@pytest.fixture
def empty(app: Flask, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a game that never was, on either kind of database."""
    if db.engine.dialect.name == "sqlite":
        yield {"DATA_DIR": str(tmp_path)}
        return
    name = f"empty_{os.getpid()}"
    server = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield {
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": db.engine.url.set(
                drivername="postgresql", database=name
            ).render_as_string(hide_password=False),
        }
        connection.execute(text(f"DROP DATABASE {name}"))


def start_at_once(settings: dict[str, str], program: str) -> list[str]:
    """What each of the workers that failed had to say."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=os.environ | settings,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(WORKERS)
    ]
    errors = [worker.communicate()[1] for worker in workers]
    return [said for worker, said in zip(workers, errors, strict=True) if worker.returncode]


class TestPrepare:
    @pytest.mark.slow
    def test_by_four_at_once_makes_one_of_everything(self, empty: dict[str, str]) -> None:
        assert start_at_once(empty, START) == []

        with create_app(read_settings(empty)).app_context():
            counts = [
                db.session.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
                for table in ("alembic_version", "album", "track")
            ]
            db.session.remove()
            db.engine.dispose()
        assert counts == [1, 1, 10]

    @pytest.mark.slow
    def test_by_four_at_once_would_fail_without_the_locks(self, empty: dict[str, str]) -> None:
        """The red twin."""
        failures = start_at_once(empty, START_WITHOUT_LOCKS)

        refusals = ("sqlalchemy.exc.", "cannot be migrated")
        assert any(refusal in failure for failure in failures for refusal in refusals)

    def test_again_changes_nothing(self, tmp_path: Path) -> None:
        app = create_app(read_settings({"DATA_DIR": str(tmp_path)}))
        with app.app_context():
            prepare()
            prepare()

            assert readiness_problem() == ""
            db.engine.dispose()


class TestReadiness:
    def test_lacks_the_schema_before_it_is_there(self, tmp_path: Path) -> None:
        app = create_app(read_settings({"DATA_DIR": str(tmp_path)}))

        with app.app_context():
            assert readiness_problem() == "schema"
            db.engine.dispose()

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_lacks_nothing_afterwards(
        self, app: Flask, method: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")

        assert getattr(app.test_client(), method)("/readyz").status_code == 200
        assert [record for record in caplog.records if "alembic" in record.name] == []

    def test_lacks_the_schema_without_one_of_its_columns(self, app: Flask) -> None:
        rename = "ALTER TABLE flag RENAME COLUMN {} TO {}"
        with db.engine.begin() as connection:
            connection.execute(text(rename.format("note", "remark")))
        try:
            answer = app.test_client().get("/readyz")
        finally:
            with db.engine.begin() as connection:
                connection.execute(text(rename.format("remark", "note")))

        assert (answer.status_code, answer.json) == (
            503,
            {"status": "not ready", "lacks": "schema"},
        )

    def test_lacks_nothing_while_a_move_holds_all_writes(self, app: Flask) -> None:
        app.extensions.pop("writing_probe", None)
        with db.engine.begin() as connection:
            hold_writes(connection)
        try:
            assert app.test_client().get("/readyz").status_code == 200
            assert writing_problem() == HELD
        finally:
            with db.engine.begin() as connection:
                release_writes(connection)
            app.extensions.pop("writing_probe")

    def test_is_looked_at_by_writing_once_in_a_while(self, app: Flask) -> None:
        app.extensions.pop("writing_probe", None)
        waits: list[float] = []

        def note(_sender: object, seconds: float) -> None:
            waits.append(seconds)

        with waited_to_write.connected_to(note):
            for _ in range(5):
                assert app.test_client().get("/readyz").status_code == 200

        assert len(waits) == 1

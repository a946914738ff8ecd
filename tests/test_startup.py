"""Workers that start at once on an empty directory: one schema, one seed."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.db import db
from quizapp.startup import is_ready, prepare

ROOT = Path(__file__).parents[1]
START = [sys.executable, "-c", "import wsgi"]


class TestPrepare:
    def test_by_four_at_once_makes_one_of_everything(self, tmp_path: Path) -> None:
        environ = os.environ | {"DATA_DIR": str(tmp_path)}

        workers = [
            subprocess.Popen(START, cwd=ROOT, env=environ, stderr=subprocess.PIPE) for _ in range(4)
        ]
        endings = [(worker.communicate()[1].decode(), worker.returncode) for worker in workers]

        assert [code for _, code in endings] == [0, 0, 0, 0], endings
        kept = sqlite3.connect(tmp_path / "quiz.sqlite3")
        counts = [
            kept.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("alembic_version", "album", "track")
        ]
        kept.close()
        assert counts == [1, 1, 9]

    def test_again_changes_nothing(self, tmp_path: Path) -> None:
        app = create_app(read_settings({"DATA_DIR": str(tmp_path)}))
        with app.app_context():
            prepare()
            prepare()

            assert is_ready()
            db.engine.dispose()


class TestIsReady:
    def test_is_false_before_the_schema_is_there(self, tmp_path: Path) -> None:
        app = create_app(read_settings({"DATA_DIR": str(tmp_path)}))

        with app.app_context():
            assert not is_ready()
            db.engine.dispose()

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_is_true_afterwards(self, app: Flask, method: str) -> None:
        assert getattr(app.test_client(), method)("/readyz").status_code == 200

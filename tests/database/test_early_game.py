"""A filled game of the earliest release, at the first schema, brought to this version.

`early_game.sql.xz` is a dump of SQLite that this release made: two results, their comparison, a
finished round with a nickname on the board, and a question that an editor has changed.
"""

import json
import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import JSON, Boolean, Date, DateTime, MetaData, Table, func, select, text

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.database.db import db
from quizapp.database.schema import State, schema_of
from quizapp.database.sqlite import driver
from quizapp.maintenance.backup import Counts, row_counts
from tests import postgresql
from tests.console import run_quiz

DUMP = Path(__file__).with_name("early_game.sql.xz")
FIRST_SCHEMA = "0001"
ITS_KEY = "0123456789abcdef-quite-random-0123456789"
LATER_KEYS = ("1" + ITS_KEY, "2" + ITS_KEY)
FIRST, SECOND = "/en/r/iTWJBFIsI1NC__LSSrPIPg", "/en/c/Ndn8Md-GtcLVjv4FEtQsCg"
ROUND, CHALLENGE = "/en/trivia/play/BA_IlyzMetpP44ldGficRw", "/en/trivia/t/XHVR8yOZvhMkl7CsdKCPVQ"
SIGNED = "ImlUV0pCRklzSTFOQ19fTFNTclBJUGci.5sTNyFf2mUHTxq2MnYSM6EvmYdxJIcbVE7cRnRAj-Cg"
"""The key of the first result's owner, as that release gave it out."""
STEM = "What does the drama imagine, in an editor's words?"
PLAYED = ("mood_result", "comparison", "trivia_round", "response", "leaderboard_entry", "editor")

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def early(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The game with this version's program; its key has been replaced twice."""
    environ = {
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": LATER_KEYS[1],
        "OLD_SECRET_KEYS": f"{LATER_KEYS[0]} {ITS_KEY}",
    }
    if request.param == "sqlite":
        with closing(driver.connect(tmp_path / "quiz.sqlite3")) as place:
            place.executescript(_dump())
        yield from _opened(environ)
    else:
        with postgresql.server() as address:
            yield from _opened(environ | {"DATABASE_URL": address})


def _dump() -> str:
    return lzma.decompress(DUMP.read_bytes()).decode()


def _opened(environ: dict[str, str]) -> Iterator[Flask]:
    app = create_app(read_settings(environ))
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            upgrade(revision=FIRST_SCHEMA)
            _copy_rows()
        yield app
        db.session.remove()
        db.engine.dispose()


def _copy_rows() -> None:
    """The rows of the dump, into the same schema on PostgreSQL."""
    metadata = MetaData()
    metadata.reflect(db.engine)
    with closing(sqlite3.connect(":memory:")) as dump, db.engine.begin() as connection:
        dump.executescript(_dump())
        dump.row_factory = sqlite3.Row
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
            for row in dump.execute(f'SELECT * FROM "{table.name}"'):  # noqa: S608
                values = {name: _typed(table, name, row[name]) for name in row.keys()}  # noqa: SIM118
                connection.execute(table.insert(), values)
            if "id" in table.columns:
                sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
                connection.execute(select(func.setval(sequence, func.max(table.c.id))))


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.columns[name].type
    if value is None:
        return None
    if isinstance(kind, JSON):
        return json.loads(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return bool(value) if isinstance(kind, Boolean) else value


def counts() -> Counts:
    return {name: count for name, count in row_counts().items() if name in PLAYED}


def statuses(client: FlaskClient, *paths: str) -> list[int]:
    return [client.get(path).status_code for path in paths]


def test_is_brought_to_this_version_with_all_that_was_played(early: Flask) -> None:
    assert schema_of(db.engine).state == State.OLDER
    before = counts()

    migrated = run_quiz(early, "migrate")

    client = early.test_client()
    assert migrated.exit_code == 0, migrated.output
    assert schema_of(db.engine).state == State.CURRENT
    assert counts() == before
    assert before["response"] == 8
    assert statuses(client, FIRST, SECOND, f"{ROUND}/result", f"{ROUND}/review", CHALLENGE) == [
        *(200, 200, 200, 200, 200)
    ]
    assert "Moon Rabbit" in client.get("/en/trivia/leaderboard/all").text
    stems = db.session.scalars(text("SELECT stem_en FROM item WHERE slug = 'premise'")).all()
    assert stems == [STEM]


def test_still_knows_the_owner_of_a_result(early: Flask) -> None:
    run_quiz(early, "migrate")
    client = early.test_client()

    asked = client.get(f"{FIRST}/delete?key={SIGNED}")
    deleted = client.post(f"{FIRST}/delete", data={"key": SIGNED})

    assert (asked.status_code, deleted.status_code) == (200, 303)
    assert statuses(client, FIRST, SECOND) == [410, 410]


def test_is_refused_by_every_other_command_until_then(early: Flask, tmp_path: Path) -> None:
    refused = run_quiz(early, "backup", str(tmp_path / "copy"))

    assert refused.exit_code == 1
    assert "run `quiz migrate`" in refused.output
    assert schema_of(db.engine).revision == FIRST_SCHEMA

"""One game per database, emptied after each test by deleting its rows."""

import os
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import insert, select, text

from quizapp import clock, create_app
from quizapp.config import read_settings
from quizapp.db import Base, db
from quizapp.mood.publishing import playable
from quizapp.packs.service import load_missing_packs
from quizapp.page_versions import PageVersion
from quizapp.pages import Shelf
from quizapp.quizzes.queries import edition_by_id
from quizapp.security import limiter
from tests import postgresql

Rows = dict[str, list[dict[str, Any]]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: object
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: nothing may be missing there."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@dataclass(frozen=True)
class Database:
    """A running game on one kind of database, with the rows of the shipped content."""

    app: Flask
    shipped: Rows


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp(request.param)
    environ = {"DATA_DIR": str(folder), "PUBLIC_URL": "https://quiz.example.org"}
    environ["SECRET_KEY"] = "0123456789abcdef-quite-random-0123456789"
    if request.param == "sqlite":
        yield _started(environ)
    else:
        with postgresql.server() as url:
            yield _started({**environ, "DATABASE_URL": url})


def _started(environ: dict[str, str]) -> Database:
    app = create_app(read_settings(environ))
    limiter.enabled = False
    with app.app_context():
        upgrade()
        load_missing_packs(now=clock.now())
        shipped = _all_rows()
        _empty()
    return Database(app, shipped)


@pytest.fixture
def app(database: Database) -> Iterator[Flask]:
    """A game without content, whose context the test runs in."""
    with database.app.app_context():
        yield database.app
        _empty()


@pytest.fixture
def game(app: Flask, database: Database) -> Flask:
    """A game with the shipped content."""
    for table in Base.metadata.sorted_tables:
        if rows := database.shipped.get(table.name):
            db.session.execute(insert(table), rows)
    _move_sequences()
    db.session.commit()
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _all_rows() -> Rows:
    return {
        table.name: [dict(row) for row in db.session.execute(select(table)).mappings()]
        for table in Base.metadata.sorted_tables
        if table is not PageVersion.__table__
    }


def _empty() -> None:
    db.session.rollback()
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    current_app.extensions["pages"] = Shelf()
    edition_by_id.cache_clear()
    playable.cache_clear()


def _move_sequences() -> None:
    """PostgreSQL numbers rows by a sequence, which explicit ids do not move."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.c:
            highest = f"SELECT setval('{table.name}_id_seq', 1 + coalesce(max(id), 0))"
            db.session.execute(text(f'{highest} FROM "{table.name}"'))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests say so themselves by where they lie."""
    for item in items:
        if re.search(r"/tests/browser/", Path(item.path).as_posix()):
            item.add_marker(pytest.mark.browser)

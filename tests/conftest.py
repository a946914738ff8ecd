"""One game per database, whose rows are put back before each test: nothing is rolled back."""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings

from quizapp import clock, create_app
from quizapp.catalog.words import EXTENSION
from quizapp.config import read_settings
from quizapp.database.db import db
from quizapp.mood.publishing import playable
from quizapp.packs.service import load_shipped_packs
from quizapp.quizzes.directory_queries import forget_directory
from quizapp.quizzes.queries import edition_by_id
from quizapp.web.page_cache import empty_page_cache
from quizapp.web.security import limiter
from tests import postgresql
from tests.contents import Contents, Rows

pytest_plugins = ["tests.selection", "tests.admin_fixtures"]

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")


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
    contents: Contents
    shipped: Rows

    def reset(self, rows: Rows) -> None:
        """As a new process would find it when the database holds just these rows."""
        self.contents.put(rows)
        empty_page_cache(self.app)
        forget_directory()
        edition_by_id.cache_clear()
        playable.cache_clear()
        self.app.extensions[EXTENSION] = {}


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
        contents = Contents(db.engine)
        load_shipped_packs(now=clock.now())
        shipped = contents.read()
        db.session.remove()
        db.engine.dispose()
    return Database(app, contents, shipped)


@pytest.fixture
def app(request: pytest.FixtureRequest, database: Database) -> Iterator[Flask]:
    """A game whose context the test runs in, without content unless the test asks for `game`."""
    with database.app.app_context():
        database.reset(database.shipped if "game" in request.fixturenames else {})
        yield database.app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def game(app: Flask) -> Flask:
    """A game with the shipped content."""
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def limits() -> Iterator[None]:
    """Limits, which tests are always too fast for, with nothing counted yet."""
    limiter.enabled = True
    limiter.init_app("")
    yield
    limiter.enabled = False

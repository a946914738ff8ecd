"""Behind PgBouncer in transaction mode, where each transaction may get another session."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError

from quizapp import clock, create_app
from quizapp.config import read_settings
from quizapp.database.db import db
from quizapp.database.postgresql import advisory_lock, prepare
from quizapp.maintenance.backup import BackupFailed, back_up
from quizapp.mood.publishing import playable
from quizapp.quizzes.queries import edition_by_id, live_edition
from quizapp.server import startup
from tests import postgresql
from tests.pgbouncer import pooler
from tests.players import MoodPlayer
from tests.server.test_startup import START, start_at_once
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.slow

SESSIONS = 2
"""As few as the start can live with: one holds its lock, one works."""
TIMES = 12
"""Psycopg prepares a statement when it is sent for the sixth time."""
KEY = 7


@pytest.fixture(scope="module")
def direct() -> Iterator[str]:
    with postgresql.server() as address:
        yield address


@pytest.fixture(scope="module")
def pooled(direct: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pooler") / "pgbouncer"
    with pooler(folder, direct, sessions=SESSIONS) as address:
        yield address


@pytest.fixture
def engine(pooled: str) -> Iterator[Engine]:
    """A plain engine, without anything of the game."""
    engine = create_engine(pooled.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def settings(pooled: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of a game that four workers have started at once."""
    settings = {"DATA_DIR": str(tmp_path_factory.mktemp("data")), "DATABASE_URL": pooled}
    assert start_at_once(settings, START) == []
    return settings


@pytest.fixture
def served(settings: dict[str, str]) -> Iterator[Flask]:
    app = create_app(read_settings(settings))
    edition_by_id.cache_clear()  # of another database
    playable.cache_clear()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def send_often(engine: Engine) -> None:
    """The same statement from two connections, which take turns with the sessions."""
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other) * TIMES:
            connection.execute(text("SELECT count(*) FROM pg_class"))
            connection.commit()


class TestConnections:
    def test_prepare_statements_only_where_a_session_stays(self, engine: Engine) -> None:
        prepare(engine)

        send_often(engine)

    def test_that_prepare_them_would_fail(self, engine: Engine) -> None:
        """The red twin."""
        with pytest.raises(ProgrammingError, match="prepared statement"):
            send_often(engine)

    def test_bound_how_long_a_transaction_idles_where_they_lead_to_the_server(
        self, direct: str
    ) -> None:
        engine = create_engine(direct.replace("postgresql:", "postgresql+psycopg:"))
        prepare(engine)

        with engine.connect() as connection:
            said = connection.scalar(text("SHOW idle_in_transaction_session_timeout"))
            driver: Any = connection.connection.driver_connection
        engine.dispose()

        assert (said, driver.prepare_threshold) == ("20s", 5)


class TestWriting:
    @pytest.mark.parametrize("options", [{"is_writing": True}, {}])
    def test_bounds_how_long_a_frozen_machine_holds_its_locks(
        self, engine: Engine, options: dict[str, bool]
    ) -> None:
        prepare(engine)

        with engine.connect().execution_options(**options) as connection:
            said = connection.scalar(text("SHOW idle_in_transaction_session_timeout"))

        assert said == ("3s" if options else "0")


class TestAdvisoryLock:
    def test_lets_one_in_at_a_time_and_leaves_sessions_to_it(self, engine: Engine) -> None:
        prepare(engine)
        inside, most, guard = 0, 0, Lock()

        def work() -> None:
            nonlocal inside, most
            with advisory_lock(engine, KEY):
                with guard:
                    inside += 1
                    most = max(most, inside)
                with engine.connect() as connection:
                    connection.execute(text("SELECT pg_sleep(0.1)"))
                with guard:
                    inside -= 1

        with ThreadPoolExecutor(6) as pool:
            for done in [pool.submit(work) for _ in range(6)]:
                done.result(timeout=30)

        assert most == 1


class TestGame:
    def test_is_made_once_by_four_workers_at_once(self, served: Flask) -> None:
        tables = ("alembic_version", "album", "track")
        counts = [db.session.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables]  # noqa: S608

        assert counts == [1, 1, 10]
        assert startup.readiness_problem() == ""

    def test_is_played_as_often_as_people_like(self, served: Flask) -> None:
        player = MoodPlayer(served.test_client())
        for place in range(3):
            player.open_quiz()
            assert served.test_client().get(player.play_to_the_end(place)).status_code == 200
        for _ in range(3):
            trivia = TriviaPlayer(live_edition("trivia", "trivia"), clock.now())
            assert trivia.play_today(right_count=5).right_count == 5
            db.session.remove()

    def test_is_backed_up_at_the_server_itself(
        self, served: Flask, settings: dict[str, str], direct: str, tmp_path: Path
    ) -> None:
        with pytest.raises(BackupFailed, match="DIRECT_DATABASE_URL"):
            back_up(file=tmp_path / "copy")
        db.engine.dispose()

        app = create_app(read_settings(settings | {"DIRECT_DATABASE_URL": direct}))
        with app.app_context():
            back_up(file=tmp_path / "copy")
            db.engine.dispose()

        assert (tmp_path / "copy").stat().st_size > 0

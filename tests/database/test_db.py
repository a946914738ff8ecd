"""Transactions, turns at writing, and how every connection is set up."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from quizapp.catalog.models import Album
from quizapp.database import db as database
from quizapp.database import sqlite
from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Busy
from quizapp.texts import Localized
from tests.players import MoodPlayer

pytestmark = pytest.mark.storage

TITLE = Localized("A title", "제목")


def _album(slug: str) -> Album:
    return Album(slug=slug, title=TITLE, drama=TITLE, intro=TITLE)


def _slugs() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Album.slug).order_by(Album.id)))


@pytest.fixture
def is_sqlite(app: Flask) -> bool:
    return db.engine.dialect.name == "sqlite"


class TestTransaction:
    def test_keeps_everything_at_its_end(self, app: Flask) -> None:
        with transaction():
            db.session.add_all([_album("a"), _album("b")])

        assert _slugs() == ["a", "b"]

    def test_keeps_nothing_after_an_exception(self, app: Flask) -> None:
        def add_and_fail() -> None:
            with transaction():
                db.session.add(_album("a"))
                db.session.flush()
                raise KeyError

        with pytest.raises(KeyError):
            add_and_fail()

        assert _slugs() == []

    def test_that_lost_its_connection_ends_as_it_must_and_the_next_one_is_well(
        self, app: Flask
    ) -> None:
        def add_and_lose_the_server() -> None:
            with transaction():
                db.session.add(_album("a"))
                db.session.flush()
                db.session.connection().invalidate()
                raise KeyError

        with pytest.raises(KeyError):
            add_and_lose_the_server()

        with transaction():
            db.session.add(_album("b"))
        assert _slugs() == ["b"]

    def test_can_follow_a_read(self, app: Flask) -> None:
        assert _slugs() == []

        with transaction():
            db.session.add(_album("a"))

        assert _slugs() == ["a"]

    def test_refuses_changes_made_before_it(self, app: Flask) -> None:
        db.session.add(_album("a"))

        with pytest.raises(AssertionError, match="outside of a transaction"), transaction():
            pass

    def test_takes_the_lock_of_sqlite_when_it_begins(self, app: Flask, is_sqlite: bool) -> None:
        if not is_sqlite:
            return
        db.session.scalar(select(Album.id))
        with _writing_elsewhere():
            pass

        locked = pytest.raises(sqlite.driver.OperationalError, match="locked")
        with transaction(), locked, _writing_elsewhere():
            pass

    def test_waits_for_another_that_reads_first_and_writes_later(self, app: Flask) -> None:
        with transaction():
            db.session.add(_album("counter"))
        start = Barrier(8)

        def add_one(_number: int) -> None:
            with app.app_context():
                start.wait()
                with transaction():
                    album = db.session.scalars(select(Album).with_for_update()).one()
                    album.revision += 1

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(add_one, range(8)))

        db.session.expire_all()
        assert db.session.scalars(select(Album.revision)).one() == 9


@contextmanager
def _writing_elsewhere() -> Iterator[None]:
    """Another process holds the one lock that SQLite has for writers."""
    other = sqlite.driver.connect(db.engine.url.database, isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def _failing_at(statement: str) -> Iterator[None]:
    """The disk is full from this statement on, and the lost connection cannot be rolled back."""

    def fail(_connection: object, _cursor: object, sent: str, *_rest: object) -> None:
        if sent.startswith(statement):
            raise sqlite.driver.OperationalError("database or disk is full")

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)


def _add(slug: str) -> None:
    with transaction():
        db.session.add(_album(slug))


class TestTurn:
    """Where one process has one writer at a time: nobody keeps the turn, whatever happens."""

    @pytest.fixture(autouse=True)
    def impatient(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
        monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS[:-1], "busy_timeout=50"))
        request.getfixturevalue("app")

    def test_that_does_not_come_is_told(self, app: Flask, is_sqlite: bool) -> None:
        if not is_sqlite:
            return
        with database._write_lock, pytest.raises(Busy):
            _add("a")

        _add("b")
        assert _slugs() == ["b"]

    def test_is_given_on_when_another_process_writes(self, app: Flask, is_sqlite: bool) -> None:
        if not is_sqlite:
            return
        with _writing_elsewhere(), pytest.raises(OperationalError, match="locked"):
            _add("a")

        _add("b")
        assert _slugs() == ["b"]

    def test_comes_as_soon_as_another_process_has_written(
        self, app: Flask, is_sqlite: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if not is_sqlite:
            return
        monkeypatch.setattr(sqlite, "BUSY_SECONDS", 20)
        looks: list[float] = []
        with ExitStack() as elsewhere:
            elsewhere.enter_context(_writing_elsewhere())

            def look(seconds: float) -> None:
                looks.append(seconds)
                if len(looks) == 3:
                    elsewhere.close()

            monkeypatch.setattr(time, "sleep", look)
            _add("a")

        assert _slugs() == ["a"]
        assert looks == [sqlite.POLL_SECONDS] * 3

    @pytest.mark.parametrize("statement", ["BEGIN", "INSERT", "SELECT"])
    def test_is_given_on_when_the_disk_is_full(
        self, app: Flask, is_sqlite: bool, statement: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if not is_sqlite:
            return
        if statement == "BEGIN":
            monkeypatch.setattr(sqlite, "_is_busy", lambda _connection: False)

        def add_and_read() -> None:
            with transaction():
                db.session.add(_album("a"))
                db.session.flush()
                db.session.scalars(select(Album)).all()

        with _failing_at(statement), pytest.raises(DBAPIError):
            add_and_read()

        _add("b")
        assert _slugs() == ["b"]

    def test_is_given_on_when_the_commit_fails(
        self, app: Flask, is_sqlite: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if not is_sqlite:
            return

        def fail(_connection: object) -> None:
            raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

        event.listen(db.engine, "commit", fail)
        try:
            with pytest.raises(OperationalError):
                _add("a")
        finally:
            event.remove(db.engine, "commit", fail)

        _add("b")
        assert _slugs() == ["b"]

    @pytest.mark.parametrize("hold", ["this process", "another process"])
    def test_that_does_not_come_is_a_page_that_says_so(
        self, game: Flask, is_sqlite: bool, hold: str
    ) -> None:
        if not is_sqlite:
            return
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        holding = database._write_lock if hold == "this process" else _writing_elsewhere()

        with holding:
            refused = player.client.post("/en/beacon", data={"quiz": "mood", "step": "start"})

        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert "What you sent just now was not kept" in refused.text
        assert player.play_to_the_end().startswith("/en/r/")


class TestRetryOnce:
    def test_runs_a_use_case_again_when_a_row_got_there_first(self, app: Flask) -> None:
        runs: list[int] = []

        @retry_once
        def use_case() -> str:
            runs.append(1)
            with transaction():
                if len(runs) == 1:
                    db.session.add_all([_album("a"), _album("a")])
                return "found"

        assert use_case() == "found"
        assert len(runs) == 2

    def test_gives_up_the_second_time(self, app: Flask) -> None:
        @retry_once
        def use_case() -> None:
            with transaction():
                db.session.add_all([_album("a"), _album("a")])

        with pytest.raises(IntegrityError):
            use_case()


class TestPragmas:
    def test_hold_on_every_pooled_connection(self, app: Flask, is_sqlite: bool) -> None:
        if not is_sqlite:
            return
        connections = [db.engine.connect() for _ in range(25)]  # the pool and its overflow
        try:
            for connection in connections:
                answers = [
                    connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
                ]
                assert answers == ["wal", 2, 1, 10_000]
        finally:
            for connection in connections:
                connection.close()

    def test_refuse_a_row_without_its_parent(self, app: Flask) -> None:
        with pytest.raises(IntegrityError), transaction():
            db.session.execute(
                text("INSERT INTO track_artist (track_id, artist_id) VALUES (404, 404)")
            )

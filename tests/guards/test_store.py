"""Durability and privacy: connections, transactions, text limits, secrets, logs."""

import json
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import String, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.database import sqlite
from quizapp.database.db import Base, db
from quizapp.server.log_format import JsonFormatter
from tests.players import MoodPlayer

pytestmark = pytest.mark.storage

LIMITS = Path(__file__).parents[2] / "docs" / "limits.md"


def limits() -> dict[tuple[str, str], int]:
    """Every text column of the models and its characters; 0: as many as a request."""
    return {
        (table.name, column.name): column.type.length or 0
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
    }


def documented() -> dict[tuple[str, str], int]:
    rows = [line.strip("| \n").split(" | ") for line in LIMITS.read_text().splitlines()]
    return {(row[0], row[1]): int(row[2]) for row in rows if len(row) == 3 and row[2].isdecimal()}


class TestConnections:
    def test_sync_every_commit_and_wait_for_others(self, app: Flask) -> None:
        if db.engine.dialect.name != "sqlite":
            assert db.session.scalar(text("SHOW synchronous_commit")) == "on"
            return
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        with db.engine.connect() as one, db.engine.connect() as two:
            for connection in (one, two):
                found = [connection.scalar(text(f"PRAGMA {name}")) for name in pragmas]
                assert found == ["wal", 2, 1, 10_000]

    def test_stay_open_between_requests(self, game: Flask) -> None:
        """The last one to close would take the log away, and a full disk let nobody open anew."""
        game.test_client().get("/en/search/?q=snow")
        db.session.remove()

        assert db.engine.pool.status().partition("Connections in pool: ")[2][0] != "0"

    def test_use_a_library_without_the_log_reset_fault(self) -> None:
        assert sqlite.driver.sqlite_version_info >= sqlite.FIXED_VERSION


class TestTransaction:
    def test_waits_for_another_writer_instead_of_failing(self, game: Flask) -> None:
        assert _two_writers(game, is_writing=True) == []

    def test_would_fail_if_it_began_by_reading(self, game: Flask) -> None:
        """The red twin: the same two writers without IMMEDIATE."""
        if db.engine.dialect.name == "sqlite":
            assert len(_two_writers(game, is_writing=False)) == 1


def _two_writers(game: Flask, *, is_writing: bool) -> list[OperationalError]:
    """Both read first and write later; the second begins while the first holds its row."""
    failures: list[OperationalError] = []
    both_read = threading.Barrier(2, timeout=0.5)

    def write() -> None:
        with game.app_context(), db.engine.connect() as connection:
            options = connection.execution_options(is_writing=is_writing)
            try:
                with options.begin():
                    options.execute(text("SELECT count(*) FROM quiz"))
                    _meet(both_read)
                    options.execute(text("UPDATE quiz SET slug = slug"))
            except OperationalError as failure:
                failures.append(failure)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def _meet(barrier: threading.Barrier) -> None:
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        return


class TestLimits:
    def test_are_all_documented_in_one_place(self) -> None:
        assert documented() == limits()

    def test_leave_no_text_endless(self) -> None:
        assert [name for name, length in limits().items() if not length] == []

    def test_are_kept_by_the_database_itself(self, app: Flask) -> None:
        for table, column in limits():
            checks = inspect(db.engine).get_check_constraints(table)
            assert any(f"{column}_length" in str(check["name"]) for check in checks), column


class TestSecrets:
    def test_that_were_replaced_still_open_what_they_signed(self, tmp_path: Path) -> None:
        from quizapp.web import signing

        old, new = "0ld1" * 10, "n3w5" * 10
        with create_app(
            read_settings({"DATA_DIR": str(tmp_path), "SECRET_KEY": old})
        ).app_context():
            signed = signing.sign("hello", purpose="test")
        rotated = {"DATA_DIR": str(tmp_path), "SECRET_KEY": new, "OLD_SECRET_KEYS": old}
        with create_app(read_settings(rotated)).app_context():
            assert signing.read(signed, purpose="test") == "hello"
            assert signing.read(signed, purpose="other") is None
        with create_app(read_settings(rotated | {"OLD_SECRET_KEYS": ""})).app_context():
            assert signing.read(signed, purpose="test") is None

    def test_that_are_kept_are_readable_by_their_owner_only(self, tmp_path: Path) -> None:
        keys = {read_settings({"DATA_DIR": str(tmp_path)}).secret_key for _ in range(2)}

        assert len(keys) == 1
        assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


class TestLogs:
    def test_are_one_line_of_json_whatever_is_asked_for(
        self, game: Flask, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        game.test_client().get('/en/%0d%0a%1b[31m{"level":"forged"}?secret=1')

        lines = [JsonFormatter().format(record) for record in caplog.records]
        assert lines
        for line in lines:
            assert json.loads(line)["level"] == "info"
            assert not any(ord(letter) < 32 for letter in line)
            assert "secret" not in line

    def test_hold_no_key_that_opens_a_round_or_a_result(
        self, game: Flask, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        result = player.play_to_the_end()
        slug = result.rpartition("/")[2].partition("?")[0]
        player.client.get(result)
        player.client.get(f"/qr/result/{slug}.svg")
        player.client.get(f"/cards/result/{slug}-0123456789abcdef.en.landscape.png")
        player.client.get("/en/trivia/play/AAAAAAAAAAAAAAAAAAAAAA/1")

        lines = "".join(JsonFormatter().format(record) for record in caplog.records)
        assert "/en/r/*" in lines
        assert "/en/trivia/play/*/1" in lines
        assert slug not in lines

    def test_hold_nothing_of_what_a_statement_that_failed_was_to_store(self, app: Flask) -> None:
        with pytest.raises(DBAPIError) as failure:
            db.session.execute(text("SELECT :word FROM nowhere"), {"word": "swordfish"})

        assert "nowhere" in str(failure.value)
        assert "swordfish" not in str(failure.value)

    @pytest.mark.parametrize(
        ("headers", "reason"),
        [({"Origin": "https://evil.example"}, "cross-site"), ({"Host": "evil.example"}, "host")],
    )
    def test_tell_what_was_turned_away_at_the_door(
        self, game: Flask, caplog: pytest.LogCaptureFixture, headers: dict[str, str], reason: str
    ) -> None:
        caplog.set_level("INFO")

        game.test_client().post("/en/mood/", headers=headers)

        lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
        assert [line["reason"] for line in lines if line["message"] == "request.refused"] == [
            reason
        ]

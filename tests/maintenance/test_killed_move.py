"""A move that is killed with ``kill -9``: nothing has moved, and run again it goes on."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Inspector, create_engine, inspect, text

from quizapp.database.db import db
from quizapp.database.write_hold import is_held
from quizapp.maintenance.backup import Counts, row_counts
from quizapp.maintenance.move import MovedTable, move, reopen
from quizapp.maintenance.move_target import HALF_SCHEMA
from tests import postgresql

KILLS = 20
ARRIVED = "SELECT sum(row_count) FROM {}half_move_arrived"


@pytest.fixture
def source(game: Flask) -> Iterator[str]:
    address = db.engine.url.render_as_string(hide_password=False)
    yield address
    db.session.remove()
    reopen(address=address)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"
    else:
        with postgresql.server() as url:
            yield url.replace("postgresql:", "postgresql+psycopg:")


def in_process(work: Callable[[], object]) -> int:
    """Begin a piece of work in a process of its own; its number."""
    db.session.remove()
    db.engine.dispose()
    if pid := os.fork():
        return pid
    try:
        work()
    finally:
        os._exit(0)


def is_killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Whether ``kill -9`` came before the work was done."""
    pid = in_process(work)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def seconds_of(work: Callable[[], object]) -> float:
    began = time.monotonic()
    os.waitpid(in_process(work), 0)
    return time.monotonic() - began


def is_there(target: str) -> bool:
    """Whether a game that looks would find one."""
    if target.startswith("sqlite"):
        return Path(target.removeprefix("sqlite:///")).exists()
    engine = create_engine(target)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def rows_arrived(target: str) -> int:
    """How many rows a killed move has brought, by its own notes."""
    half, schema = f"{target}.partial", ""
    if not target.startswith("sqlite"):
        half, schema = target, f"{HALF_SCHEMA}."
    elif not Path(half.removeprefix("sqlite:///")).exists():
        return 0
    engine = create_engine(half)
    try:
        if not inspect(engine).has_table("half_move_arrived", schema=schema.strip(".") or None):
            return 0
        with engine.connect() as connection:
            return connection.scalar(text(ARRIVED.format(schema))) or 0
    finally:
        engine.dispose()


def take_away(target: str) -> None:
    """Make the place empty again."""
    if target.startswith("sqlite"):
        Path(target.removeprefix("sqlite:///")).unlink()
        return
    engine = create_engine(target)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def counts_of(moved: list[MovedTable]) -> Counts:
    return {table.name: table.row_count for table in moved}


@pytest.mark.slow
def test_goes_on_where_it_was_at_any_moment(source: str, target: str) -> None:
    before = row_counts()

    def work() -> None:
        move(source=source, target=target)

    whole = seconds_of(work)
    take_away(target)
    seed = random.randrange(10**9)
    rng, kills, so_far = random.Random(seed), 0, 0
    while kills < KILLS:
        if not is_killed_after(rng.uniform(0, whole / 2), work):
            assert is_there(target), f"seed {seed}"
            take_away(target)
            so_far = 0
            continue
        kills += 1
        if is_there(target):  # killed between the last commit and its own end
            take_away(target)
        arrived = rows_arrived(target)
        assert arrived >= so_far or arrived == 0, f"seed {seed}, kill {kills}"
        assert row_counts() == before
        so_far = arrived

    moved = move(source=source, target=target)
    assert counts_of(moved) == before
    assert is_there(target)


@pytest.mark.slow
class TestKilled:
    """After a kill in the middle, when some rows have arrived."""

    def kill_in_the_middle(self, source: str, target: str) -> int:
        def die(table: MovedTable) -> None:
            if table.name == "item":
                os.kill(os.getpid(), signal.SIGKILL)

        os.waitpid(in_process(lambda: move(source=source, target=target, report=die)), 0)
        return rows_arrived(target)

    def test_has_moved_nothing_and_holds_the_source(self, source: str, target: str) -> None:
        before = row_counts()

        assert self.kill_in_the_middle(source, target) > 0

        assert not is_there(target)
        assert row_counts() == before
        with db.engine.connect() as connection:
            assert is_held(connection)

    def test_goes_on_with_the_rows_that_are_missing(
        self, source: str, target: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        arrived = self.kill_in_the_middle(source, target)
        total = sum(row_counts().values())
        written: list[int] = []
        write = move.__globals__["write_lines"]

        def note(connection: object, table: object, lines: list[bytes]) -> None:
            written.append(len(lines))
            write(connection, table, lines)

        monkeypatch.setitem(move.__globals__, "write_lines", note)
        move(source=source, target=target)

        assert 0 < arrived < total
        assert sum(written) == total - arrived

    def test_begins_anew_where_the_source_was_opened_meanwhile(
        self, source: str, target: str
    ) -> None:
        self.kill_in_the_middle(source, target)
        reopen(address=source)
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE album SET slug = 'another'"))

        moved = move(source=source, target=target)

        assert counts_of(moved) == row_counts()
        engine = create_engine(target)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT min(slug) FROM album")) == "another"
        engine.dispose()

    def test_leaves_indexes_and_keys_as_they_were_meant(self, source: str, target: str) -> None:
        self.kill_in_the_middle(source, target)
        move(source=source, target=target)

        engine = create_engine(target)
        made, meant = (_keys_of(each) for each in (inspect(engine), inspect(db.engine)))
        engine.dispose()
        assert made == meant


def _keys_of(inspector: Inspector) -> dict[str, set[str]]:
    return {
        name: {
            str(key["name"])
            for kind in ("indexes", "foreign_keys", "unique_constraints")
            for key in getattr(inspector, f"get_{kind}")(name)
        }
        for name in inspector.get_table_names()
        if name != "write_hold"
    }

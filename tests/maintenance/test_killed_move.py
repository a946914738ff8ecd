"""A move that is killed with ``kill -9``: nothing has moved, and it is simply run again."""

import os
import random
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, inspect

from quizapp.database.db import db
from quizapp.database.write_hold import is_held
from quizapp.maintenance.backup import row_counts
from quizapp.maintenance.move import move, reopen
from tests import postgresql

KILLS = 20


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


def statements_of(source: str, target: str, kill_at: int) -> int:
    """Move in a process of its own, which kills itself before a statement; how many it sent."""
    db.session.remove()
    db.engine.dispose()
    reading, writing = os.pipe()
    if not (pid := os.fork()):
        _move_until(kill_at, source, target, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = len(pipe.read())
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) == (sent == kill_at), "it failed by itself"
    return sent


def _move_until(kill_at: int, source: str, target: str, writing: int) -> None:
    """In the other process, which never returns from here."""
    numbers = count(1)

    def die(*_statement: Any) -> None:
        os.write(writing, b".")
        if next(numbers) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", die)
    try:
        move(source=source, target=target)
    finally:
        os._exit(0)


def is_there(target: str) -> bool:
    if target.startswith("sqlite"):
        return Path(target.removeprefix("sqlite:///")).exists()
    engine = create_engine(target)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@pytest.mark.slow
def test_at_any_moment_has_moved_nothing_and_is_run_again(source: str, target: str) -> None:
    before = row_counts()
    seed = random.randrange(10**9)
    moments = random.Random(seed).sample(range(1, 300), KILLS)

    held = []
    for moment in moments:
        assert statements_of(source, target, moment) == moment, f"seed {seed}"
        assert not is_there(target), f"seed {seed}, killed at {moment}"
        assert row_counts() == before
        with db.engine.connect() as connection:
            held.append(is_held(connection))
        if len(held) % 2:  # the other half is run again at once, as it was left
            reopen(address=source)

    assert any(held)
    moved = move(source=source, target=target)
    assert {table.name: table.row_count for table in moved} == before
    assert is_there(target)

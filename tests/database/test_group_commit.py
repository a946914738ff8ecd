"""Group commit: whoever waits to write is taken along, and is told of its own COMMIT."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import IntegrityError

from quizapp.database.db import db
from quizapp.database.group_commit import Batch, write_together
from quizapp.plays.models import OptionTally
from quizapp.quizzes.models import Option

pytestmark = pytest.mark.storage
THREADS = 8


@pytest.fixture
def option_id(game: Flask) -> int:
    found = db.session.scalars(select(Option.id).order_by(Option.id)).first()
    assert found is not None
    db.session.commit()
    return found


def written_at_once(
    game: Flask, works: list[Callable[[Batch], object]]
) -> tuple[list[object], int]:
    """What each came to when all wait behind a first one, and the number of COMMITs of all."""
    is_begun, may_end, commits = Event(), Event(), []

    def hold(_batch: Batch) -> None:
        is_begun.set()
        may_end.wait(10)

    def write(work: Callable[[Batch], object]) -> object:
        with game.app_context():
            try:
                return write_together(work)
            except IntegrityError as refusal:
                return refusal

    def count(connection: object) -> None:
        commits.append(connection)

    event.listen(db.engine, "commit", count)
    try:
        with ThreadPoolExecutor(len(works) + 1) as threads:
            first = threads.submit(write, hold)
            is_begun.wait(10)
            rest = [threads.submit(write, work) for work in works]
            while any(not each.running() for each in rest):
                pass
            Event().wait(0.2)  # until all stand in the queue
            may_end.set()
            first.result()
            return [each.result() for each in rest], len(commits)
    finally:
        event.remove(db.engine, "commit", count)


def response_count(option_id: int) -> int:
    count = select(OptionTally.response_count).where(OptionTally.option_id == option_id)
    return db.session.scalar(count) or 0


class TestWriteTogether:
    def test_commits_all_who_wait_at_once(self, game: Flask, option_id: int) -> None:
        def work(batch: Batch) -> str:
            batch.sums.add(OptionTally, "response_count", keys=[{"option_id": option_id}])
            return "done"

        outcomes, commits = written_at_once(game, [work] * THREADS)

        assert outcomes == ["done"] * THREADS
        assert commits == 2
        assert response_count(option_id) == THREADS

    def test_refuses_one_alone(self, game: Flask, option_id: int) -> None:
        def count(batch: Batch) -> str:
            batch.sums.add(OptionTally, "response_count", keys=[{"option_id": option_id}])
            return "done"

        def fail(batch: Batch) -> None:
            batch.sums.add(OptionTally, "response_count", keys=[{"option_id": option_id}])
            row = {"option_id": option_id, "response_count": 1}
            batch.connection.execute(insert(OptionTally), [row, row])

        outcomes, commits = written_at_once(game, [count, fail, count])

        assert [type(outcome) for outcome in outcomes] == [str, IntegrityError, str]
        assert commits == 3
        assert response_count(option_id) == 2

    def test_lets_each_read_what_it_has_written(self, game: Flask, option_id: int) -> None:
        def write(batch: Batch) -> str:
            batch.sums.add(OptionTally, "response_count", keys=[{"option_id": option_id}])
            return "done"

        for number in range(1, 4):
            db.session.scalar(select(func.count()).select_from(OptionTally))  # opens a transaction
            write_together(write)

            assert response_count(option_id) == number

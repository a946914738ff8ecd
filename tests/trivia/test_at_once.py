"""What many clicks do to one round at the same moment, and what they would do unguarded."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier, Semaphore

import pytest
from flask import Flask
from sqlalchemy import MetaData, Table, UniqueConstraint, event, func, select

from quizapp.database import sqlite
from quizapp.database.db import db
from quizapp.plays.models import ItemTally, TriviaResponse
from quizapp.trivia.queries import round_by_key
from tests.races import OwnQueues
from tests.trivia.players import TriviaClient, TriviaPlayer, key_of, take_time_to_read, tokens

pytestmark = pytest.mark.storage

AT_ONCE = 64


def post_at_once(game: Flask, address: str, options: Sequence[str]) -> Counter[int]:
    """Post all of these to one question at the same moment; the statuses of the answers."""
    db.session.remove()
    barrier = Barrier(len(options))

    def post(option: str) -> int:
        client = game.test_client()
        barrier.wait()
        return client.post(address, data={"option": option}).status_code

    with ThreadPoolExecutor(len(options)) as threads:
        return Counter(threads.map(post, options))


def row_count() -> int:
    return db.session.scalar(select(func.count()).select_from(TriviaResponse)) or 0


@pytest.mark.usefixtures("patience")
class TestRespond:
    def test_64_identical_posts_are_one_row_and_one_score(
        self, game: Flask, visitor: TriviaClient, player: TriviaPlayer
    ) -> None:
        address = visitor.begin_today()
        take_time_to_read(address)
        right = player.token(key_of(address), 1, right=True)

        statuses = post_at_once(game, address, [right] * AT_ONCE)

        round_ = round_by_key(key_of(address))
        assert statuses == {303: AT_ONCE}
        assert row_count() == round_.response_count == round_.right_count == 1
        assert 100 <= round_.score <= 110
        [tally] = db.session.scalars(select(ItemTally))
        assert (tally.response_count, tally.right_count) == (1, 1)
        assert "Right!" in visitor.get(address).text

    def test_tabs_that_disagree_agree_on_the_first(
        self, game: Flask, visitor: TriviaClient
    ) -> None:
        address = visitor.begin_today()
        options = tokens(visitor.get(address).text)

        statuses = post_at_once(game, address, options * 4)

        assert statuses == {303: 4, 409: 12}
        assert row_count() == round_by_key(key_of(address)).response_count == 1


@pytest.fixture
def unguarded(game: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The table of responses without its UNIQUE, and SQLite without turns and IMMEDIATE, too.

    SQLite admits one writer at a time, which alone would keep a second row away. Two posts wait
    for each other between reading the round and writing their rows.
    """
    monkeypatch.setattr("quizapp.database.db._write_lock", Semaphore(2))
    monkeypatch.setattr("quizapp.database.group_commit._queue", OwnQueues())
    response = TriviaResponse.metadata.tables["response"]
    both_read = Barrier(2, timeout=10)

    def meet(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO response"):
            both_read.wait()

    is_sqlite = db.engine.dialect.name == "sqlite"
    _replace(response, _without_unique(response))
    with ExitStack() as changed:
        _listen(changed, "before_cursor_execute", meet)
        if is_sqlite:
            event.remove(db.engine, "begin", sqlite._begin)
            changed.callback(event.listen, db.engine, "begin", sqlite._begin)
            _listen(changed, "begin", _begin_late)
        yield
    _replace(response, response)


def _listen(changed: ExitStack, name: str, listener: Callable[..., None]) -> None:
    event.listen(db.engine, name, listener)
    changed.callback(event.remove, db.engine, name, listener)


def _without_unique(table: Table) -> Table:
    others = MetaData()
    for each in table.metadata.sorted_tables:
        each.to_metadata(others)
    copy = others.tables[table.name]
    copy.constraints -= {each for each in copy.constraints if isinstance(each, UniqueConstraint)}
    return copy


def _replace(old: Table, new: Table) -> None:
    db.session.remove()
    with db.engine.begin() as connection:
        old.drop(connection)
        new.create(connection)


def _begin_late(connection: object) -> None:
    connection.exec_driver_sql("BEGIN")  # type: ignore[attr-defined]


class TestUnguarded:
    def test_two_identical_posts_are_two_rows_or_an_error(
        self, game: Flask, visitor: TriviaClient, player: TriviaPlayer, unguarded: None
    ) -> None:
        """The red twin: what the tests above would see without the guards."""
        address = visitor.begin_today()
        right = player.token(key_of(address), 1, right=True)

        statuses = post_at_once(game, address, [right] * 2)

        if db.engine.dialect.name == "postgresql":
            assert row_count() == 2
        else:
            assert statuses == {303: 1, 503: 1}

"""A disk that has become read-only: answers are refused with 503, whatever is posted."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from quizapp.database.db import db
from tests.players import MoodPlayer


def _refuse_writes(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")  # fails just as on a disk that is read-only


@pytest.fixture
def read_only(game: Flask) -> Iterator[Flask]:
    db.session.remove()
    db.engine.dispose()
    game.extensions.pop("writing_probe", None)
    event.listen(db.engine, "connect", _refuse_writes)
    yield game
    event.remove(db.engine, "connect", _refuse_writes)
    game.extensions.pop("writing_probe", None)
    db.session.remove()
    db.engine.dispose()


class TestReadOnly:
    def test_answers_503_and_takes_answers_again_once_it_is_repaired(
        self, read_only: Flask, client: FlaskClient
    ) -> None:
        if db.engine.dialect.name != "sqlite":
            return  # the database server has the disk
        player = MoodPlayer(client)
        player.open_quiz()

        refused = [player.play() for _ in range(3)]

        assert [answer.status_code for answer in refused] == [503, 503, 503]
        readiness = client.get("/readyz")
        assert (readiness.status_code, readiness.json) == (
            503,
            {"status": "not ready", "lacks": "writing"},
        )
        event.remove(db.engine, "connect", _refuse_writes)
        try:
            assert player.play().status_code == 307
        finally:
            event.listen(db.engine, "connect", _refuse_writes)

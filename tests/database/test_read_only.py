"""A disk that has become read-only: answers are refused with 503, whatever is posted."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from quizapp.database.db import db
from tests.players import MoodPlayer

READ_ONLY = {
    "sqlite": "PRAGMA query_only = ON",  # fails just as on a disk that is read-only
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
}


def _refuse_writes(connection: Any, _record: object) -> None:
    connection.cursor().execute(READ_ONLY[db.engine.dialect.name])
    connection.commit()


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
        db.session.remove()
        if db.engine.dialect.name == "postgresql":  # whose connections are not those of the disk
            db.engine.dispose()
        try:
            assert player.play().status_code == 307
        finally:
            event.listen(db.engine, "connect", _refuse_writes)

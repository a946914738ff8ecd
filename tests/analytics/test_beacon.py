"""The beacon counts, and keeps no trace."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.database.db import db
from quizapp.plays.models import VisitTally

pytestmark = pytest.mark.storage


def send(client: FlaskClient, *steps: str, quiz: str = "mood") -> TestResponse:
    return client.post("/en/beacon", data={"quiz": quiz, "step": list(steps)})


def counted() -> dict[str, int]:
    rows = db.session.execute(select(VisitTally.step, VisitTally.visit_count))
    return {row.step: row.visit_count for row in rows}


class TestBeacon:
    def test_counts_steps(self, game: Flask, client: FlaskClient) -> None:
        answers = [send(client, step) for step in ("start", "start", "item-8")]

        assert {answer.status_code for answer in answers} == {204}
        assert counted() == {"start": 2, "item-8": 1}

    def test_counts_what_came_into_sight_at_once(self, game: Flask, client: FlaskClient) -> None:
        answer = send(client, "start", "item-1", "item-2")

        assert answer.status_code == 204
        assert counted() == {"start": 1, "item-1": 1, "item-2": 1}

    @pytest.mark.parametrize("steps", [[], ["start", "start"], ["start", "finish"]])
    def test_counts_all_or_nothing(
        self, game: Flask, client: FlaskClient, steps: list[str]
    ) -> None:
        assert send(client, *steps).status_code == 422
        assert counted() == {}

    def test_answers_nothing_and_sets_no_cookie(self, game: Flask, client: FlaskClient) -> None:
        answer = send(client, "start")

        assert answer.data == b""
        assert "Set-Cookie" not in answer.headers

    @pytest.mark.parametrize(
        "step", ["", "finish", "item-0", "item-31", "item-1\n", "x" * 900, "\x00", "item-１"]
    )
    def test_counts_nothing_else(self, game: Flask, client: FlaskClient, step: str) -> None:
        assert send(client, step).status_code == 422
        assert counted() == {}

    @pytest.mark.parametrize("quiz", ["", "nothing", "x" * 900])
    def test_counts_for_no_other_quiz(self, game: Flask, client: FlaskClient, quiz: str) -> None:
        assert send(client, "start", quiz=quiz).status_code == 404

    def test_refuses_what_no_database_holds(self, game: Flask, client: FlaskClient) -> None:
        assert send(client, "start", quiz="\x00").status_code in {400, 404}

    def test_is_limited(self, game: Flask, client: FlaskClient, limits: None) -> None:
        codes = [send(client, "start").status_code for _ in range(241)]

        assert codes.count(204) == 240
        assert codes[-1] == 429

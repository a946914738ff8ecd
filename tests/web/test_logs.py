"""Access log and event log: one line of JSON each."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.server import log_format
from quizapp.web import logs


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[StringIO]:
    """What is written to the log during the test."""
    caplog.set_level(logging.INFO, "quizapp")
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log_format.JsonFormatter())
    logging.getLogger("quizapp").addHandler(handler)
    yield stream
    logging.getLogger("quizapp").removeHandler(handler)


def lines(log: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


class TestAccessLog:
    def test_says_how_a_request_was_answered(self, client: FlaskClient, log: StringIO) -> None:
        answer = client.get("/en/nowhere")

        [line] = [line for line in lines(log) if line["logger"] == "quizapp.access"]
        assert (line["method"], line["path"], line["status"]) == ("GET", "/en/nowhere", 404)
        assert line["request"] == answer.headers["X-Request-ID"]
        assert float(str(line["milliseconds"])) > 0

    def test_sees_kept_pages_and_files_too(
        self, game: Flask, client: FlaskClient, log: StringIO
    ) -> None:
        file = f"/static/{game.config['STATIC_DIGEST']}/shared/icon.svg"
        paths = ["/en/", "/en/", file]

        answers = [client.get(path, buffered=True) for path in paths]

        assert [(line["path"], line["status"]) for line in lines(log)] == [
            (path, 200) for path in paths
        ]
        assert len({answer.headers["X-Request-ID"] for answer in answers}) == 3

    def test_writes_a_path_as_it_is_read(self, client: FlaskClient, log: StringIO) -> None:
        client.get("/en/tracks/\N{SNOWMAN}%0a")

        [line] = [line for line in lines(log) if line["logger"] == "quizapp.access"]
        assert line["path"] == "/en/tracks/\N{SNOWMAN}\n"

    def test_holds_what_happened_under_the_same_id(
        self, app: Flask, client: FlaskClient, log: StringIO
    ) -> None:
        answer = client.post(
            "/en/beacon", data={"quiz": "x"}, headers={"Origin": "https://evil.example"}
        )
        with app.test_request_context(environ_overrides={logs.REQUEST_ID: "abc"}):
            logs.event("something.happened", editor="a\nb")

        refused, answered, happened = lines(log)
        assert refused["message"] == "request.refused"
        assert refused["request"] == answered["request"] == answer.headers["X-Request-ID"]
        assert (happened["message"], happened["editor"]) == ("something.happened", "a\nb")
        assert happened["request"] == "abc"

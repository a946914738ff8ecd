"""Malformed requests get a page in words, in the language of their path, and one log entry."""

import logging
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.web.gate import malformed_part
from tests.guards.test_headers import PERFECT, score

LONG_LABEL = "a" * 64 + ".example.org"
MALFORMED: dict[str, dict[str, Any]] = {
    "host": {"headers": {"Host": LONG_LABEL}},
    "origin": {"headers": {"Origin": "http://["}},
    "method": {"method": "G@T"},
    "path": {"environ_overrides": {"PATH_INFO": "/ko/\x00"}},
    "query": {"environ_overrides": {"QUERY_STRING": "q=\xff"}},
}
FIELDS = "options-²", "options-１"


def refusals(caplog: pytest.LogCaptureFixture) -> list[object]:
    return [
        vars(record)["fields"]["reason"]
        for record in caplog.records
        if record.getMessage() == "request.refused"
    ]


def answered(caplog: pytest.LogCaptureFixture) -> list[object]:
    found = [record for record in caplog.records if record.name == "quizapp.access"]
    return [vars(record)["fields"]["status"] for record in found]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "quizapp")
    return caplog


class TestGate:
    @pytest.mark.parametrize("part", MALFORMED)
    def test_refuses_a_malformed_part_once(
        self, game: Flask, client: FlaskClient, log: pytest.LogCaptureFixture, part: str
    ) -> None:
        answer = client.open("/ko/album/", **{"method": "POST"} | MALFORMED[part])

        assert (answer.status_code, score(answer)) == (400, PERFECT)
        assert '<html lang="ko"' in answer.text
        assert (refusals(log), answered(log)) == ([part], [400])
        assert not [record for record in log.records if record.exc_info]

    @pytest.mark.parametrize("path", ["/en/", "/static/x.css", "/cards/x.png"])
    def test_stands_before_kept_pages_and_files(
        self, game: Flask, client: FlaskClient, path: str
    ) -> None:
        client.get("/en/")

        assert client.get(path, headers={"Host": LONG_LABEL}).status_code == 400

    def test_answers_programs_with_a_problem(self, game: Flask, client: FlaskClient) -> None:
        answer = client.get("/api/v1/albums", headers={"Host": LONG_LABEL})

        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
        assert answer.get_json()["detail"] == "host"
        assert answer.get_json()["instance"] == f"urn:request:{answer.headers['X-Request-ID']}"

    def test_takes_nothing_amiss_that_was_not_sent(self) -> None:
        assert malformed_part({"REQUEST_METHOD": "GET", "PATH_INFO": "/en/"}) is None


class TestFieldNames:
    @pytest.mark.parametrize("name", FIELDS)
    def test_that_no_form_has_are_refused(
        self, game: Flask, client: FlaskClient, log: pytest.LogCaptureFixture, name: str
    ) -> None:
        answer = client.post("/ko/suggest", data={name: "x"})

        assert (answer.status_code, score(answer)) == (400, PERFECT)
        assert '<html lang="ko"' in answer.text
        assert (refusals(log), answered(log)) == (["field"], [400])

    def test_are_refused_to_strangers_at_the_desk_too(
        self, game: Flask, client: FlaskClient
    ) -> None:
        answer = client.post("/en/desk/tracks/1/draft", data={FIELDS[0]: "x"})

        assert answer.status_code == 400

    def test_of_a_form_from_another_site_are_not_even_read(
        self, game: Flask, client: FlaskClient
    ) -> None:
        headers = {"Origin": "https://evil.example"}

        answer = client.post("/en/suggest", data={FIELDS[0]: "x"}, headers=headers)

        assert answer.status_code == 403


class TestProbes:
    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_are_answered_at_the_address_of_the_machine(
        self, app: Flask, client: FlaskClient, path: str
    ) -> None:
        assert client.get(path, headers={"Host": "10.1.2.3"}).status_code == 200
        assert client.get("/en/", headers={"Host": "10.1.2.3"}).status_code == 400


class TestStatusOfHosts:
    def test_without_https_is_the_same_for_what_is_malformed(self, tmp_path: object) -> None:
        settings = read_settings({"DATA_DIR": str(tmp_path), "PUBLIC_URL": "http://quiz.home.arpa"})
        client = create_app(settings).test_client()

        assert client.get("/healthz", headers={"Host": LONG_LABEL}).status_code == 400

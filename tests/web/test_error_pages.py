"""Error pages, and problem+json."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.test import EnvironBuilder

from quizapp.web.error_pages import ERROR_TEXTS, error_response
from tests.guards.test_headers import PERFECT, score

BROKEN = "/en/album/"


@pytest.fixture
def breaking(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the page of the album raises: the last of the list."""
    raised: list[Exception] = []

    def fail(**_parts: str) -> str:
        raise raised[-1]

    monkeypatch.setitem(app.view_functions, "catalog.album", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    return raised


class TestPages:
    @pytest.mark.parametrize("status", ERROR_TEXTS)
    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_say_what_became_of_it_and_lead_home(
        self, app: Flask, status: int, language: str
    ) -> None:
        with app.test_request_context(f"/{language}/anywhere"):
            page = error_response(status).get_data(as_text=True)

            assert str(ERROR_TEXTS[status].title) in page
            assert str(ERROR_TEXTS[status].message).replace("'", "&#39;") in page
            assert f'href="/{language}/"' in page

    @pytest.mark.parametrize(
        ("path", "method", "link"),
        [
            ("/en/album/?a=b", "GET", "/en/album/?a=b"),
            ("//evil.example/en/", "GET", "/evil.example/en/"),
            ("/en/mood/", "POST", "/en/mood/?friend=x"),
            ("/\\evil.example", "GET", "/%5Cevil.example"),
        ],
    )
    def test_lead_back_to_this_site_whatever_the_visitor_calls_it(
        self, app: Flask, path: str, method: str, link: str
    ) -> None:
        base, sender = "https://evil.example", "https://evil.example/en/mood/?friend=x"
        environ = EnvironBuilder(base_url=base, method=method).get_environ()
        environ["HTTP_REFERER"] = sender
        environ["PATH_INFO"], _, environ["QUERY_STRING"] = path.partition("?")
        with app.request_context(environ):
            page = error_response(503).get_data(as_text=True)

        assert f'href="{link}"' in page
        assert "//evil.example" not in page

    @pytest.mark.parametrize("path", ["\\evil.example/", "/\\evil.example", "\t/evil.example"])
    def test_lead_to_no_host_that_the_sender_hides_in_its_path(self, app: Flask, path: str) -> None:
        sender = {"Referer": f"http://localhost/{path}"}
        with app.test_request_context("/en/mood/", method="POST", headers=sender):
            page = error_response(503).get_data(as_text=True)

        links = re.findall(r'href="([^"]*evil[^"]*)"', page)
        assert [link for link in links if link[1] in "/\\" or "\\" in link] == []

    @pytest.mark.parametrize(("status", "way"), [(404, "/en/"), (403, "/en/"), (410, "/en/mood/")])
    def test_lead_elsewhere_where_waiting_will_not_help(
        self, app: Flask, status: int, way: str
    ) -> None:
        with app.test_request_context("/en/anywhere"):
            page = error_response(status).get_data(as_text=True)

        assert f'class="button primary" href="{way}"' in page

    def test_are_problems_for_programs(self, client: FlaskClient) -> None:
        answer = client.get("/nowhere", headers={"Accept": "application/json"})

        assert answer.content_type == "application/problem+json"
        assert answer.get_json()["status"] == 404


class TestFaults:
    def test_of_ours_tell_nothing_but_an_id(
        self, client: FlaskClient, breaking: list[Exception]
    ) -> None:
        breaking.append(RuntimeError("a secret of ours"))

        answer = client.get(BROKEN)

        assert (answer.status_code, score(answer)) == (500, PERFECT)
        assert answer.headers["X-Request-ID"] in answer.text
        assert "a secret" not in answer.text
        assert "Traceback" not in answer.text

    @pytest.mark.parametrize(
        "fault",
        [
            OperationalError("", {}, Exception("database is locked")),
            OperationalError("", {}, Exception("database or disk is full")),
            OperationalError("", {}, Exception("attempt to write a readonly database")),
            OperationalError("", {}, Exception("the connection is closed")),
            PoolTimeout("QueuePool limit reached"),
        ],
        ids=str,
    )
    def test_of_the_store_say_when_to_come_back(
        self, client: FlaskClient, breaking: list[Exception], fault: Exception
    ) -> None:
        breaking.append(fault)

        answer = client.get(BROKEN)

        assert (answer.status_code, score(answer)) == (503, PERFECT)
        assert answer.headers["Retry-After"] == "5"
        assert "What you sent just now was not kept" in answer.text

    def test_in_a_statement_are_ours(self, client: FlaskClient, breaking: list[Exception]) -> None:
        breaking.append(ProgrammingError("", {}, Exception("no such column")))

        assert client.get(BROKEN).status_code == 500


class TestTooOften:
    def test_says_when_to_come_back_and_nothing_else_does(
        self, game: Flask, client: FlaskClient, limits: None
    ) -> None:
        answers = [client.post("/en/suggest", data={}) for _ in range(7)]

        assert [answer.status_code for answer in answers] == [422] * 6 + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 601
        assert score(answers[-1]) == PERFECT
        assert not any("Retry-After" in answer.headers for answer in answers[:-1])

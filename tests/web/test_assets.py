"""Static files, and what is asked of them that no file can answer."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.web.assets import static_url


def fetched(client: FlaskClient, path: str, method: str = "GET") -> TestResponse:
    return client.open(static_url(path), method=method, buffered=True)


class TestStaticFiles:
    def test_are_kept_for_good_and_taken_for_nothing_else(
        self, app: Flask, client: FlaskClient
    ) -> None:
        headers = fetched(client, "shared/base.css").headers

        assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert "Access-Control-Allow-Origin" not in headers

    @pytest.mark.parametrize("path", ["shared/base.css", "shared/icon.svg"])
    def test_that_are_text_say_how_they_are_written(
        self, app: Flask, client: FlaskClient, path: str
    ) -> None:
        assert fetched(client, path).mimetype_params == {"charset": "utf-8"}

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
    def test_cannot_be_written_and_say_so_on_a_page(
        self, app: Flask, client: FlaskClient, method: str
    ) -> None:
        answer = fetched(client, "shared/base.css", method)

        assert answer.status_code == 405
        assert "Content-Security-Policy" in answer.headers
        assert 'href="/en/"' in answer.text

    def test_of_an_older_release_are_todays_and_not_kept(
        self, app: Flask, client: FlaskClient
    ) -> None:
        answer = client.get("/static/0123456789ab/shared/base.css", buffered=True)

        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"

    @pytest.mark.parametrize("path", ["../wsgi.py", "..%2fwsgi.py", "shared/", "nope.css"])
    def test_are_all_that_is_served(self, app: Flask, client: FlaskClient, path: str) -> None:
        assert fetched(client, path).status_code == 404
        assert client.get(f"/static/now/{path}").status_code == 404

"""Routing: numbers that are no id, and redirects to the trailing slash."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from quizapp import create_app
from quizapp.config import read_settings


@pytest.fixture
def anywhere(tmp_path: Path) -> FlaskClient:
    """A game on the machine itself, which takes every name for its own."""
    return create_app(read_settings({"DATA_DIR": str(tmp_path)})).test_client()


class TestRedirects:
    @pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1"])
    def test_to_the_address_with_its_slash_name_no_host(
        self, anywhere: FlaskClient, host: str
    ) -> None:
        answer = anywhere.get("/en/mood?friend=a%2Fb&x", headers={"Host": host})

        assert answer.status_code == 308
        assert answer.headers["Location"] == "/en/mood/?friend=a%2Fb&x"
        assert host not in answer.text
        assert "Content-Security-Policy" in answer.headers

    @pytest.mark.parametrize(
        "path", ["//en//mood", "//evil.example/..//en/mood", "/en//mood", "/en/mood//"]
    )
    def test_never_lead_to_another_site(self, anywhere: FlaskClient, path: str) -> None:
        answer = anywhere.get("/", environ_overrides={"PATH_INFO": path})

        assert answer.headers.get("Location", "/en/").startswith("/en/")
        assert answer.status_code in {308, 404}


class TestIds:
    def test_that_no_database_could_hold_are_not_found(self, anywhere: FlaskClient) -> None:
        assert anywhere.get(f"/en/trivia/play/x/{2**31}").status_code == 404

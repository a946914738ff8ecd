from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.server.startup import prepare
from quizapp.web.error_pages import ERROR_TEXTS


@pytest.fixture
def developer(tmp_path: Path) -> FlaskClient:
    app = create_app(read_settings({"DATA_DIR": str(tmp_path), "DEVELOPMENT": "1"}))
    with app.app_context():
        prepare()
    return app.test_client()


class TestStyleguide:
    @pytest.mark.parametrize("path", ["/en/styleguide", "/en/styleguide/errors/503"])
    def test_is_not_there_in_public(self, game: Flask, client: FlaskClient, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_shows_every_token_while_developing(self, developer: FlaskClient) -> None:
        page = developer.get("/en/styleguide")

        assert page.status_code == 200
        assert "--crimson" in page.text

    def test_shows_every_error_as_it_is_met(self, developer: FlaskClient) -> None:
        for status, words in ERROR_TEXTS.items():
            page = developer.get(f"/en/styleguide/errors/{status}")

            assert page.status_code == status
            assert str(words.title) in page.text

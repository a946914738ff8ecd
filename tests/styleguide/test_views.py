from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.startup import prepare


class TestStyleguide:
    def test_is_not_there_in_public(self, game: Flask, client: FlaskClient) -> None:
        assert client.get("/en/styleguide").status_code == 404

    def test_shows_every_token_while_developing(self, tmp_path: Path) -> None:
        app = create_app(read_settings({"DATA_DIR": str(tmp_path), "DEVELOPMENT": "1"}))
        with app.app_context():
            prepare()

        page = app.test_client().get("/en/styleguide")

        assert page.status_code == 200
        assert "--crimson" in page.text

"""Prometheus metrics: every request once, under its endpoint."""

from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client import REGISTRY
from sqlalchemy import select

from quizapp import clock, create_app
from quizapp.config import read_settings
from quizapp.database.db import db, transaction
from quizapp.quizzes.models import Flag, Item
from quizapp.server.startup import prepare
from quizapp.sharing.card_store import CardName, card_once
from tests.players import MoodPlayer


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("metrics")
    app = create_app(read_settings({"DATA_DIR": str(folder), "METRICS": "1"}))
    with app.app_context():
        prepare()
    return app.test_client()


def requests(endpoint: str, status: int) -> float:
    labels = {"method": "GET", "endpoint": endpoint, "status": str(status)}
    return REGISTRY.get_sample_value("quiz_requests_total", labels) or 0


def rows(table: str) -> float:
    return REGISTRY.get_sample_value("quiz_rows_added_total", {"table": table}) or 0


class TestRequests:
    def test_are_counted_drawn_or_kept(self, client: FlaskClient) -> None:
        before = requests("home.home", 200)

        for _ in range(3):
            assert client.get("/en/").status_code == 200

        assert requests("home.home", 200) == before + 3

    def test_for_nothing_have_no_endpoint(self, client: FlaskClient) -> None:
        before = requests("none", 404)

        client.get(f"/en/{clock.now().timestamp()}")

        assert requests("none", 404) == before + 1


class TestRows:
    def test_are_counted_once_they_are_committed(self, client: FlaskClient) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        before = rows("mood_result")

        player.play_to_the_end()

        assert rows("mood_result") == before + 1
        assert rows("option_tally") == 0

    def test_that_are_rolled_back_are_not_counted(self, client: FlaskClient) -> None:
        before = rows("flag")

        with client.application.app_context(), suppress(ZeroDivisionError), transaction():
            item_id = db.session.scalars(select(Item.id)).first()
            db.session.add(Flag(item_id=item_id, reason="typo", flagged_at=clock.now()))
            db.session.flush()
            1 / 0  # noqa: B018

        assert rows("flag") == before


class TestCards:
    def test_are_counted_when_they_are_drawn_not_when_they_are_read(
        self, client: FlaskClient, tmp_path: Path
    ) -> None:
        before = REGISTRY.get_sample_value("quiz_cards_drawn_total") or 0

        for _ in range(2):
            card_once(tmp_path, CardName("result-x", "0.en.square"), lambda: b"a picture")

        assert REGISTRY.get_sample_value("quiz_cards_drawn_total") == before + 1


class TestShow:
    def test_is_for_the_machine_itself(self, client: FlaskClient) -> None:
        assert "quiz_requests_total" in client.get("/metrics").text

    @pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded"])
    def test_is_not_for_whom_a_proxy_passed_on(self, client: FlaskClient, name: str) -> None:
        assert client.get("/metrics", headers={name: "127.0.0.1"}).status_code == 404

    def test_is_not_for_others(self, client: FlaskClient) -> None:
        answer = client.get("/metrics", environ_overrides={"REMOTE_ADDR": "10.0.0.1"})

        assert answer.status_code == 404

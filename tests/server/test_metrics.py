"""Prometheus metrics: every request once, under its endpoint."""

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client import REGISTRY
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from quizapp import clock, create_app
from quizapp.config import read_settings, settings_of
from quizapp.database.db import db, transaction
from quizapp.quizzes.models import Flag, Item
from quizapp.server.backup_mark import mark_backup
from quizapp.server.startup import prepare
from quizapp.sharing.card_store import CardName, card_once
from quizapp.web import logs
from quizapp.web.page_cache import empty_page_cache
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


def answered(how: str) -> float:
    return REGISTRY.get_sample_value("quiz_page_cache_total", {"answer": how}) or 0


def add_flag(item_id: int) -> None:
    """Whose item is looked for by the COMMIT, which fails where there is none."""
    with transaction():
        db.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        db.session.add(Flag(item_id=item_id, reason="typo", flagged_at=clock.now()))
        db.session.flush()


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

    def test_that_could_not_be_committed_are_not_counted(self, client: FlaskClient) -> None:
        before = rows("flag")

        with client.application.app_context():
            with pytest.raises(IntegrityError):
                add_flag(item_id=10**9)
            assert rows("flag") == before

            add_flag(item_id=db.session.scalars(select(Item.id).limit(1)).one())
            assert rows("flag") == before + 1


class TestEvents:
    def test_are_counted_by_name(self, client: FlaskClient) -> None:
        labels = {"event": "desk.sign_in_refused"}
        before = REGISTRY.get_sample_value("quiz_events_total", labels) or 0

        with client.application.test_request_context():
            logs.event("desk.sign_in_refused", editor="?", reason="password")

        assert REGISTRY.get_sample_value("quiz_events_total", labels) == before + 1


class TestPageCache:
    def test_counts_pages_that_were_there_and_that_were_not(self, client: FlaskClient) -> None:
        empty_page_cache(client.application)
        before = answered("hit"), answered("miss")

        for _ in range(3):
            client.get("/en/album/")

        assert (answered("hit") - before[0], answered("miss") - before[1]) == (2, 1)


class TestGauges:
    def test_say_what_is_so_now(self, client: FlaskClient) -> None:
        app = client.application
        assert "quiz_last_backup" not in client.get("/metrics").text
        mark_backup(settings_of(app).data_dir)
        with app.app_context(), transaction():
            item_id = db.session.scalars(select(Item.id)).first()
            db.session.add(Flag(item_id=item_id, reason="typo", flagged_at=clock.now()))

        shown = dict(re.findall(r"^(quiz_\w+) (\S+)$", client.get("/metrics").text, re.MULTILINE))

        assert abs(float(shown["quiz_last_backup_timestamp_seconds"]) - time.time()) < 60
        assert 0 < float(shown["quiz_disk_free_bytes"]) <= float(shown["quiz_disk_size_bytes"])
        assert float(shown["quiz_flags_waiting"]) >= 1
        assert shown["quiz_suggestions_waiting"] == "0.0"
        assert shown["quiz_database_writable"] == "1.0"


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

"""Cards through the client."""

import fcntl
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from quizapp.config import settings_of
from quizapp.database.db import db
from quizapp.sharing.card_views import folder
from quizapp.sharing.shares import share_by_slug
from quizapp.web.doors import Door
from tests.sharing.conftest import Made, requests_noted

BURST = 64


@pytest.fixture
def cards(app: Flask) -> Path:
    """An empty place for cards."""
    shutil.rmtree(folder(), ignore_errors=True)
    return folder()


@pytest.fixture
def address(game: Flask, cards: Path) -> str:
    """Of the wide English card of a track."""
    return card_address(game, "track", "not-over")


def card_address(app: Flask, kind: str, slug: str, language: str = "en") -> str:
    with app.test_request_context(f"/{language}/"):
        app.preprocess_request()
        return share_by_slug(kind, slug).cards["landscape"].path


def burst(game: Flask, address: str, caplog: pytest.LogCaptureFixture) -> list[bytes]:
    """What many get who ask for one card at the same moment, and again when they are told to."""
    caplog.set_level("INFO", "quizapp.sharing.card_store")
    together = threading.Barrier(BURST)

    def ask(_number: int) -> bytes:
        together.wait()
        while (answer := game.test_client().get(address)).status_code == 503:
            time.sleep(0.05)
        card: bytes = answer.data
        return card

    with ThreadPoolExecutor(BURST) as threads:
        return list(threads.map(ask, range(BURST)))


def drawings(caplog: pytest.LogCaptureFixture) -> int:
    return sum(record.getMessage().startswith("drew a card") for record in caplog.records)


class TestCard:
    def test_never_changes_and_says_so(self, client: FlaskClient, address: str) -> None:
        answer = client.get(address)

        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_is_the_same_whatever_the_query(self, client: FlaskClient, address: str) -> None:
        plain = client.get(address)

        asked = client.get(f"{address}?size=99999&text=x&url=http://evil.example&format=story")

        assert asked.data == plain.data

    def test_speaks_the_language_of_its_address(self, client: FlaskClient, address: str) -> None:
        korean = card_address(client.application, "track", "not-over", "ko")

        assert client.get(korean).data != client.get(address).data

    def test_leads_from_an_older_address_to_today_s(
        self, client: FlaskClient, address: str, cards: Path
    ) -> None:
        digest = address.rpartition("-")[2].partition(".")[0]

        answer = client.get(address.replace(digest, "0" * 16))

        assert (answer.status_code, answer.headers["Location"]) == (302, address)
        assert drawn(cards) == []

    @pytest.mark.parametrize("slug", ["nowhere", "..", "x" * 400, "é"])
    def test_of_nothing_costs_nothing(
        self, client: FlaskClient, address: str, cards: Path, slug: str
    ) -> None:
        answer = client.get(address.replace("not-over", slug))

        assert answer.status_code == 404
        assert drawn(cards) == []

    @pytest.mark.parametrize("size", ["huge", "9999x9999", "landscape.png/../story"])
    def test_of_another_size_is_not_there(
        self, client: FlaskClient, address: str, size: str
    ) -> None:
        assert client.get(address.replace("landscape", size)).status_code == 404

    def test_is_drawn_once_for_a_burst(
        self, game: Flask, address: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        answers = burst(game, address, caplog)

        assert drawings(caplog) == 1
        assert len(answers) == BURST
        assert len(set(answers)) == 1

    @pytest.mark.slow
    def test_would_be_drawn_many_times_without_the_lock(
        self,
        game: Flask,
        address: str,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The red twin: the lock of the folder, and the door that lets one draw in a process."""
        monkeypatch.setattr(fcntl, "flock", lambda *_: None)
        monkeypatch.setattr(Door, "entered", lambda _door: nullcontext())

        burst(game, address, caplog)

        assert drawings(caplog) > 1

    def test_is_answered_without_flask_once_it_is_stored(
        self, client: FlaskClient, address: str
    ) -> None:
        first = client.get(address)

        with requests_noted(client.application) as requests:
            again = client.get(address)

        assert (again.status_code, again.data, requests) == (200, first.data, [])

    def test_asks_the_database_nothing_once_it_is_stored(
        self, client: FlaskClient, address: str
    ) -> None:
        client.get(address)
        statements: list[object] = []
        listener = lambda *arguments: statements.append(arguments)  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)

        client.get(address)

        event.remove(db.engine, "before_cursor_execute", listener)
        assert statements == []


class TestQr:
    def test_is_a_picture_of_the_public_address(self, client: FlaskClient, result: Made) -> None:
        answer = client.get(f"/qr/result/{result.slug}.svg")

        assert answer.mimetype == "image/svg+xml"
        assert answer.data.startswith(b"<svg")

    def test_of_nothing_is_not_there(self, client: FlaskClient, game: Flask) -> None:
        assert client.get("/qr/result/nothing.svg").status_code == 404


def drawn(cards: Path) -> list[Path]:
    return list(cards.rglob("*.png"))


def test_cards_live_in_the_data_directory(game: Flask) -> None:
    assert folder().parent == settings_of(game).data_dir

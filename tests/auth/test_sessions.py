"""How long a session lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.auth import sessions as service
from quizapp.database.db import transaction
from tests.editors import add_editor

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class TestSession:
    @pytest.mark.parametrize(
        ("idle", "is_over"), [(timedelta(hours=7.9), False), (timedelta(hours=8), True)]
    )
    def test_ends_when_nobody_is_there(self, app: Flask, idle: timedelta, is_over: bool) -> None:
        token = _session_at(NOW)

        session = service.session_of(token, now=NOW + idle)

        assert (session is None) == is_over

    def test_ends_after_a_day_however_busy(self, app: Flask) -> None:
        token = _session_at(NOW)

        alive = [
            service.session_of(token, now=NOW + timedelta(hours=hour)) is not None
            for hour in range(6, 26, 6)
        ]

        assert alive == [True, True, True, False]

    def test_survives_a_clock_that_is_set_back(self, app: Flask) -> None:
        token = _session_at(NOW)

        assert service.session_of(token, now=NOW - timedelta(hours=1))
        assert service.session_of(token, now=NOW + timedelta(hours=6))

    def test_gains_no_time_from_a_clock_that_was_ahead(self, app: Flask) -> None:
        token = _session_at(NOW + timedelta(days=365))
        service.session_of(token, now=NOW)

        assert service.session_of(token, now=NOW + timedelta(hours=8)) is None

    def test_is_not_written_with_every_page(self, app: Flask) -> None:
        token = _session_at(NOW)

        session = service.session_of(token, now=NOW + timedelta(seconds=59))

        assert session is not None
        assert session.seen_at == NOW

    @pytest.mark.parametrize("cookie", ["", "x", "\u00e9", "9" * 5000, "\"';", "eyJ1Ijox.x.y"])
    def test_is_nobody_with_a_broken_cookie(self, client: FlaskClient, cookie: str) -> None:
        answer = client.get("/en/desk/", headers={"Cookie": f"__Host-desk={cookie}"})

        assert answer.status_code == 302


def _session_at(now: datetime) -> str:
    editor = add_editor("Sunny")
    with transaction():
        return service.begin_session(editor, now)

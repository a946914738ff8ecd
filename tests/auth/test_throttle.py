"""The throttle of sign-in attempts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from quizapp.auth import throttle
from quizapp.auth.models import SignInTally
from quizapp.database.db import db
from tests.editors import PASSWORD, EditorClient, add_editor

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def taken(addresses: list[str]) -> int:
    """How many attempts from these, each with another name, are let through to the password."""
    return sum(is_taken(f"name {number}", address) for number, address in enumerate(addresses))


def is_taken(name: str, address: str) -> bool:
    try:
        throttle.record_attempt(name=name, address=address, now=NOW)
    except throttle.TooManyTries:
        return False
    return True


class TestThrottle:
    @pytest.mark.slow
    def test_stops_a_thousand_guesses_after_eight(self, stranger: EditorClient) -> None:
        add_editor("Sunny")
        stranger.get("/sign-in")

        answers = [
            stranger.post("/sign-in", {"name": "Sunny", "password": f"guess {number}"})
            for number in range(1000)
        ]

        codes = [answer.status_code for answer in answers]
        assert codes == [422] * 8 + [429] * 992
        assert int(answers[-1].headers["Retry-After"]) >= 300

    def test_stops_even_the_right_password(self, stranger: EditorClient) -> None:
        add_editor("Sunny")
        for _ in range(throttle.NAME_LIMIT):
            stranger.sign_in("Sunny", "wrong")

        assert stranger.sign_in("Sunny").status_code == 429

    def test_leaves_the_editor_alone_who_sits_elsewhere(self, stranger: EditorClient) -> None:
        add_editor("Sunny")
        for _ in range(throttle.NAME_LIMIT):
            stranger.sign_in("Sunny", "wrong")

        answer = stranger.post(
            "/sign-in",
            {"name": "Sunny", "password": PASSWORD},
            environ_base={"REMOTE_ADDR": "203.0.113.9"},
        )

        assert answer.status_code == 303

    def test_cannot_be_passed_by_a_forged_address(self, stranger: EditorClient) -> None:
        stranger.get("/sign-in")

        codes = [
            stranger.post(
                "/sign-in",
                {"name": "Sunny", "password": "wrong"},
                headers={
                    "X-Forwarded-For": f"203.0.113.{number}",
                    "Forwarded": f"for=1.1.1.{number}",
                },
            ).status_code
            for number in range(10)
        ]

        assert codes.count(422) == throttle.NAME_LIMIT

    @pytest.mark.storage
    def test_stops_one_address_that_tries_many_names(self, app: Flask) -> None:
        assert taken(["203.0.113.9"] * 41) == 40
        assert taken(["203.0.113.10"]) == 1

    @pytest.mark.storage
    @pytest.mark.parametrize(
        ("address", "most"),
        [("2001:db8:a:b::{}", 4), ("2001:db8:a:b{:02}::1", 6), ("2001:db8:a:{}00::1", 10)],
        ids=["a /64", "a /56", "a /48"],
    )
    def test_stops_one_network_of_many_addresses(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch, address: str, most: int
    ) -> None:
        monkeypatch.setattr(throttle, "NETWORK_LIMITS", (4, 6, 10))

        assert taken([address.format(number) for number in range(12)]) == most
        assert taken(["2001:db8:b::1"]) == 1

    @pytest.mark.storage
    def test_comes_off_by_itself(self, app: Flask) -> None:
        for _ in range(throttle.NAME_LIMIT):
            throttle.record_attempt(name="Sunny", address="::1", now=NOW)

        throttle.record_attempt(name="Sunny", address="::1", now=NOW + 2 * throttle.WINDOW)

        assert db.session.scalar(select(func.count()).select_from(SignInTally)) == 4

    @pytest.mark.storage
    def test_keeps_no_tally_that_counts_no_longer(self, app: Flask) -> None:
        """Though nobody comes in: every attempt sweeps."""
        for number in range(5):
            later = NOW + number * 2 * throttle.WINDOW
            throttle.record_attempt(name="Sunny", address="203.0.113.9", now=later)

        assert db.session.scalar(select(func.count()).select_from(SignInTally)) == 2

    def test_forgives_whoever_knows_the_password(self, stranger: EditorClient) -> None:
        add_editor("Sunny")

        codes = {
            stranger.sign_in("Sunny", password).status_code
            for password in [*["wrong"] * 7, PASSWORD] * 3
        }

        assert codes == {422, 303}

    @pytest.mark.storage
    def test_holds_when_many_try_at_once(self, app: Flask) -> None:
        assert self._let_in_at_once(app) == throttle.NAME_LIMIT

    @pytest.mark.storage
    def test_would_not_hold_if_counting_forgot_the_others(self, app: Flask) -> None:
        """The red twin: each writes down the count that it alone has made."""

        def forget(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> tuple[str, Any]:
            return statement.replace("sign_in_tally.try_count + ", "0 + "), values

        event.listen(db.engine, "before_cursor_execute", forget, retval=True)
        try:
            assert self._let_in_at_once(app) > throttle.NAME_LIMIT
        finally:
            event.remove(db.engine, "before_cursor_execute", forget)

    @staticmethod
    def _let_in_at_once(app: Flask) -> int:
        def guess(_number: int) -> bool:
            with app.app_context():
                return is_taken("Sunny", "203.0.113.9")

        with ThreadPoolExecutor(8) as threads:
            return sum(threads.map(guess, range(24)))

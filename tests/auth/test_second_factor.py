"""The second factor: codes, recovery codes, turning it on and off."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from quizapp.auth import editors, throttle
from quizapp.auth.models import Editor
from quizapp.database.db import db
from tests.editors import PASSWORD, EditorClient, add_editor

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class TestSecondFactor:
    def test_is_asked_for_once_it_is_on(self, app: Flask, stranger: EditorClient) -> None:
        secret = self._turned_on(add_editor("Sunny").id)[0]

        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            without = stranger.sign_in("Sunny")
            code = pyotp.TOTP(secret).at(NOW + timedelta(minutes=1))
            with_it = stranger.sign_in("Sunny", code=code)

        assert (without.status_code, with_it.status_code) == (422, 303)

    @pytest.mark.parametrize(
        ("seconds_later", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)]
    )
    def test_takes_a_code_for_a_minute_and_a_half(
        self, app: Flask, stranger: EditorClient, seconds_later: int, status: int
    ) -> None:
        secret = self._turned_on(add_editor("Sunny").id)[0]
        code = pyotp.TOTP(secret).at(NOW + timedelta(minutes=5))

        with time_machine.travel(NOW + timedelta(minutes=5, seconds=seconds_later), tick=False):
            assert stranger.sign_in("Sunny", code=code).status_code == status

    def test_takes_a_code_once(self, app: Flask, stranger: EditorClient) -> None:
        secret = self._turned_on(add_editor("Sunny").id)[0]

        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            code = pyotp.TOTP(secret).at(NOW + timedelta(minutes=1))
            codes = [stranger.sign_in("Sunny", code=code).status_code for _ in range(2)]

        assert codes == [303, 422]

    def test_can_be_made_up_for_by_each_recovery_code_once(
        self, app: Flask, stranger: EditorClient
    ) -> None:
        recovery = self._turned_on(add_editor("Sunny").id)[1]

        codes = [
            stranger.sign_in("Sunny", code=code).status_code
            for code in (recovery[0], recovery[0], recovery[1].upper().replace("-", " "))
        ]

        assert codes == [303, 422, 303]

    def test_wrong_says_the_same_as_a_wrong_password(self, app: Flask) -> None:
        self._turned_on(add_editor("Sunny").id)

        pages = [
            EditorClient(app.test_client()).sign_in("Sunny", password).text
            for password in (PASSWORD, "wrong")
        ]

        assert len(set(map(_without_what_differs, pages))) == 1

    @pytest.mark.storage
    def test_is_tried_eight_times_from_wherever_it_is(self, app: Flask) -> None:
        secret = self._turned_on(add_editor("Sunny").id)[0]

        with time_machine.travel(NOW + timedelta(minutes=1), tick=False) as clock:
            wrong = [_sign_in_from(app, f"2001:db8:{n:x}::1", "wrong") for n in range(9)]
            right = pyotp.TOTP(secret).at(NOW + timedelta(minutes=1))
            locked = _sign_in_from(app, "203.0.113.9", right)
            clock.shift(2 * throttle.WINDOW)
            later = pyotp.TOTP(secret).at(NOW + timedelta(minutes=1) + 2 * throttle.WINDOW)
            opened = _sign_in_from(app, "203.0.113.9", later)

        assert {*wrong, locked} == {422}  # another answer would say that the password is right
        assert opened == 303

    def test_is_counted_anew_after_the_right_code(self, app: Flask) -> None:
        recovery = self._turned_on(add_editor("Sunny").id)[1]

        for right in recovery[:2]:
            wrong = [_sign_in_from(app, f"2001:db8:{n:x}::1", "wrong") for n in range(6)]
            assert [*wrong, _sign_in_from(app, "203.0.113.9", right)] == [422] * 6 + [303]

    def test_is_not_counted_for_whoever_guesses_passwords(self, app: Flask) -> None:
        recovery = self._turned_on(add_editor("Sunny").id)[1]

        for n in range(12):
            _sign_in_from(app, f"2001:db8:{n:x}::1", "wrong", "no password of hers")

        assert _sign_in_from(app, "203.0.113.9", recovery[0]) == 303

    def test_shows_a_picture_and_then_the_recovery_codes_once(self, editor: EditorClient) -> None:
        page = editor.get("/account/second-factor")
        secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.text)
        signed = re.search(r'name="secret"[^>]*value="([^"]+)"', page.text)
        assert secret
        assert signed
        fields = {"secret": signed[1], "current": PASSWORD, "code": pyotp.TOTP(secret[1]).now()}

        done = editor.post("/account/second-factor", fields)

        assert "<svg" in page.text
        assert len(re.findall(r"<code>[0-9a-f-]{19}</code>", done.text)) == 10
        assert "Turn off" in editor.get("/account/second-factor").text

    def test_is_not_turned_on_with_a_wrong_code(self, editor: EditorClient) -> None:
        answer = editor.post("/account/second-factor", {"current": PASSWORD, "code": "000000"})

        assert answer.status_code == 422
        assert "not the code" in answer.text

    def test_is_not_turned_off_without_the_password(self, editor: EditorClient) -> None:
        self._turned_on(db.session.scalars(select(Editor.id)).one())

        answer = editor.post("/account/second-factor", {"current": "wrong"})

        assert answer.status_code == 422
        assert "Turn off" in editor.get("/account/second-factor").text

    @staticmethod
    def _turned_on(editor_id: int) -> tuple[str, list[str]]:
        secret = pyotp.random_base32()
        code = pyotp.TOTP(secret).at(NOW)
        recovery = editors.turn_on_second_factor(
            editor_id=editor_id, secret=secret, code=code, now=NOW
        )
        return secret, recovery


def _sign_in_from(app: Flask, address: str, code: str, password: str = PASSWORD) -> int:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return EditorClient(client).sign_in("Sunny", password, code).status_code


def _without_what_differs(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)

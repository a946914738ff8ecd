"""Coming to the desk and leaving it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.auth import editors, throttle
from quizapp.auth import sessions as service
from quizapp.auth.models import DeskSession, Editor, Role, SignInTally
from quizapp.database.db import db, transaction
from tests.editors import PASSWORD, Desk, add_editor

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class TestSignIn:
    def test_leads_to_the_desk(self, stranger: Desk) -> None:
        add_editor("Sunny")

        answer = stranger.sign_in("Sunny")

        assert (answer.status_code, answer.location) == (303, "/en/desk/")
        assert stranger.get("/").status_code == 200

    @pytest.mark.parametrize("name", ["sunny", "  SUNNY ", "Ｓｕｎｎｙ"])
    def test_knows_every_spelling_of_a_name(self, stranger: Desk, name: str) -> None:
        add_editor("Sunny")

        assert stranger.sign_in(name).status_code == 303

    def test_gives_a_new_token_in_a_guarded_cookie(self, stranger: Desk) -> None:
        add_editor("Sunny")
        stranger.get("/sign-in")
        before = stranger.cookie()

        header = stranger.sign_in("Sunny").headers["Set-Cookie"]

        assert before
        assert stranger.cookie() != before
        assert header.startswith("__Host-desk=")
        assert header.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")

    def test_keeps_only_a_digest_of_the_token(self, stranger: Desk) -> None:
        add_editor("Sunny")
        stranger.sign_in("Sunny")

        digest = db.session.scalars(select(DeskSession.token_digest)).one()

        assert digest == service.digest_of(stranger.cookie())
        assert stranger.cookie() not in digest

    def test_says_the_same_to_unknown_names_and_wrong_passwords(self, app: Flask) -> None:
        add_editor("Sunny")
        add_editor("Gone", disabled_at=NOW)
        add_editor("New", password_hash="")
        guesses = [("Sunny", "wrong"), ("Nobody", PASSWORD), ("Gone", PASSWORD), ("New", "")]

        pages = [
            Desk(app.test_client()).sign_in(name, password or "x") for name, password in guesses
        ]

        assert {page.status_code for page in pages} == {422}
        assert len({_without_what_differs(page.text) for page in pages}) == 1

    @pytest.mark.parametrize("name", ["\x00", "%s", "가" * 5000, "'; --", "a\nb", "\u202e"])
    def test_takes_any_text_for_a_wrong_name(self, stranger: Desk, name: str) -> None:
        assert stranger.sign_in(name, "\x00" + name).status_code == 422

    def test_ends_the_session_that_the_browser_had(self, editor: Desk) -> None:
        before = editor.cookie()

        editor.sign_in("Sunny")

        editor.client.set_cookie("__Host-desk", before)
        assert editor.get("/").status_code == 302


class TestNext:
    @pytest.mark.parametrize(
        "wanted", ["/en/desk/people", "/ko/desk/?page=2", "/en/desk", "/en/desk/tracks/1/"]
    )
    def test_leads_to_a_page_of_the_desk(self, stranger: Desk, wanted: str) -> None:
        assert self._where(stranger, wanted) == wanted

    @pytest.mark.parametrize(
        "wanted",
        [
            "https://evil.example/",
            "//evil.example/en/desk/",
            "/\\evil.example",
            "\\/evil.example",
            "/en/desk/\\evil",
            "/\t/evil.example",
            "/en/desk/\r\nLocation: //evil.example",
            "javascript:alert(1)",
            "/en/desk@evil.example",
            "/en/deskevil",
            "/en/desk/\n",
            "/en/desk/../../r/slug",
            "/en/desk/..//evil.example",
            "/en/desk//evil.example",
            "/r/slug",
            "",
        ],
    )
    def test_leads_nowhere_else(self, stranger: Desk, wanted: str) -> None:
        assert self._where(stranger, wanted) == "/en/desk/"

    @staticmethod
    def _where(stranger: Desk, wanted: str) -> str | None:
        add_editor("Sunny")
        stranger.get("/sign-in")
        answer = stranger.post(
            "/sign-in", {"name": "Sunny", "password": PASSWORD}, query_string={"next": wanted}
        )
        return answer.location

    def test_comes_from_the_page_that_was_asked_for(self, stranger: Desk) -> None:
        assert stranger.get("/account").location == "/en/desk/sign-in?next=/en/desk/account"


class TestBrake:
    def test_stops_a_thousand_guesses_after_eight(self, stranger: Desk) -> None:
        add_editor("Sunny")
        stranger.get("/sign-in")

        answers = [
            stranger.post("/sign-in", {"name": "Sunny", "password": f"guess {number}"})
            for number in range(1000)
        ]

        codes = [answer.status_code for answer in answers]
        assert codes == [422] * 8 + [429] * 992
        assert int(answers[-1].headers["Retry-After"]) >= 300

    def test_stops_even_the_right_password(self, stranger: Desk) -> None:
        add_editor("Sunny")
        for _ in range(throttle.NAME_LIMIT):
            stranger.sign_in("Sunny", "wrong")

        assert stranger.sign_in("Sunny").status_code == 429

    def test_leaves_the_editor_alone_who_sits_elsewhere(self, stranger: Desk) -> None:
        add_editor("Sunny")
        for _ in range(throttle.NAME_LIMIT):
            stranger.sign_in("Sunny", "wrong")

        answer = stranger.post(
            "/sign-in",
            {"name": "Sunny", "password": PASSWORD},
            environ_base={"REMOTE_ADDR": "203.0.113.9"},
        )

        assert answer.status_code == 303

    def test_cannot_be_passed_by_a_forged_address(self, stranger: Desk) -> None:
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

    def test_stops_one_address_that_tries_many_names(self, app: Flask) -> None:
        for number in range(throttle.ADDRESS_LIMIT):
            throttle.press(name=f"name {number}", address="203.0.113.9", now=NOW)

        with pytest.raises(throttle.TooManyTries):
            throttle.press(name="another", address="203.0.113.9", now=NOW)

    def test_comes_off_by_itself(self, app: Flask) -> None:
        for _ in range(throttle.NAME_LIMIT):
            throttle.press(name="Sunny", address="::1", now=NOW)

        throttle.press(name="Sunny", address="::1", now=NOW + 2 * throttle.WINDOW)

        assert db.session.scalar(select(func.count()).select_from(SignInTally)) == 4

    def test_forgives_whoever_knows_the_password(self, stranger: Desk) -> None:
        add_editor("Sunny")

        codes = {
            stranger.sign_in("Sunny", password).status_code
            for password in [*["wrong"] * 7, PASSWORD] * 3
        }

        assert codes == {422, 303}

    def test_counts_a_network_of_version_6_as_one(self) -> None:
        assert throttle.site_of("2001:db8:1:2:3:4:5:6") == throttle.site_of("2001:db8:1:2::9")
        assert throttle.site_of("2001:db8:1:2::9") != throttle.site_of("2001:db8:1:3::9")

    def test_holds_when_many_try_at_once(self, app: Flask) -> None:
        assert self._let_in_at_once(app) == throttle.NAME_LIMIT

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
                try:
                    throttle.press(name="Sunny", address="203.0.113.9", now=NOW)
                except throttle.TooManyTries:
                    return False
                return True

        with ThreadPoolExecutor(8) as threads:
            return sum(threads.map(guess, range(24)))


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


class TestSignOut:
    def test_ends_the_session_and_takes_the_cookie(self, editor: Desk) -> None:
        before = editor.cookie()

        answer = editor.post("/sign-out")

        assert answer.location == "/en/desk/sign-in"
        assert editor.cookie() == ""
        editor.client.set_cookie("__Host-desk", before)
        assert editor.get("/").status_code == 302

    def test_leaves_other_browsers_alone(self, app: Flask) -> None:
        sunny = add_editor("Sunny")
        here, there = (Desk(app.test_client()).sit_down(sunny) for _ in range(2))

        here.post("/sign-out")

        assert there.get("/").status_code == 200

    def test_everywhere_ends_all_of_ones_own(self, app: Flask, admin: Desk) -> None:
        sunny = add_editor("Sunny")
        here, there = (Desk(app.test_client()).sit_down(sunny) for _ in range(2))

        here.post("/sign-out-everywhere")

        assert there.get("/").status_code == 302
        assert admin.get("/").status_code == 200


class TestForm:
    """What was typed when the session had ended."""

    def test_is_offered_again_after_signing_in(self, editor: Desk) -> None:
        typed = {"name": 'Cheon "Sang" <Woo>', "role": "editor"}
        page = self._sent_too_late(editor, typed)

        again = self._sign_in_with_kept(editor, page.text)

        assert page.status_code == 401
        assert 'action="/en/desk/people"' in again
        assert 'value="Cheon &#34;Sang&#34; &lt;Woo&gt;"' in again

    def test_is_never_kept_with_a_password(self, editor: Desk) -> None:
        page = self._sent_too_late(editor, {"password": "swordfish", "name": "Sunny"})

        assert "swordfish" not in self._sign_in_with_kept(editor, page.text)

    def test_of_an_older_page_is_offered_again(self, admin: Desk) -> None:
        answer = admin.post("/people", {"csrf_token": "stale", "name": "Min Yoo-ra"})

        assert answer.status_code == 403
        assert 'value="Min Yoo-ra"' in answer.text
        assert db.session.scalar(select(func.count()).select_from(Editor)) == 1

    def test_forged_by_somebody_else_is_not_offered(self, stranger: Desk) -> None:
        add_editor("Sunny")
        stranger.get("/sign-in")

        answer = stranger.post(
            "/sign-in", {"name": "Sunny", "password": PASSWORD, "kept": "W10.forged"}
        )

        assert answer.status_code == 303

    def test_sent_by_a_script_is_told_in_json(self, stranger: Desk) -> None:
        answer = stranger.post("/people", headers={"Accept": "application/json"})

        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"

    @staticmethod
    def _sent_too_late(editor: Desk, typed: dict[str, str]) -> TestResponse:
        with transaction():
            service.end_sessions(db.session.scalars(select(Editor.id)).one(), clock.now())
        return editor.post("/people", typed)

    @staticmethod
    def _sign_in_with_kept(editor: Desk, page: str) -> str:
        found = re.search(r'name="kept"[^>]*value="([^"]+)"', page)
        assert found
        fields = {"name": "Sunny", "password": PASSWORD, "kept": found[1]}
        return editor.post("/sign-in", fields).text


class TestToken:
    def test_of_another_browser_is_refused(self, admin: Desk, app: Flask) -> None:
        other = Desk(app.test_client()).sit_down(add_editor("Other", Role.ADMIN))

        answer = admin.post("/people", {"csrf_token": other.token, "name": "Min Yoo-ra"})

        assert answer.status_code == 403

    def test_may_come_in_a_header(self, admin: Desk) -> None:
        answer = admin.client.post(
            "/en/desk/people",
            data={"name": "Min Yoo-ra", "role": "editor"},
            headers={"X-CSRF-Token": admin.token},
        )

        assert answer.status_code == 200

    def test_guards_signing_in_too(self, client: FlaskClient) -> None:
        add_editor("Sunny")

        answer = client.post("/en/desk/sign-in", data={"name": "Sunny", "password": PASSWORD})

        assert answer.status_code == 403


class TestSecondFactor:
    def test_is_asked_for_once_it_is_on(self, app: Flask, stranger: Desk) -> None:
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
        self, app: Flask, stranger: Desk, seconds_later: int, status: int
    ) -> None:
        secret = self._turned_on(add_editor("Sunny").id)[0]
        code = pyotp.TOTP(secret).at(NOW + timedelta(minutes=5))

        with time_machine.travel(NOW + timedelta(minutes=5, seconds=seconds_later), tick=False):
            assert stranger.sign_in("Sunny", code=code).status_code == status

    def test_takes_a_code_once(self, app: Flask, stranger: Desk) -> None:
        secret = self._turned_on(add_editor("Sunny").id)[0]

        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            code = pyotp.TOTP(secret).at(NOW + timedelta(minutes=1))
            codes = [stranger.sign_in("Sunny", code=code).status_code for _ in range(2)]

        assert codes == [303, 422]

    def test_can_be_made_up_for_by_each_recovery_code_once(
        self, app: Flask, stranger: Desk
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
            Desk(app.test_client()).sign_in("Sunny", password).text
            for password in (PASSWORD, "wrong")
        ]

        assert len(set(map(_without_what_differs, pages))) == 1

    def test_shows_a_picture_and_then_the_recovery_codes_once(self, editor: Desk) -> None:
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

    def test_is_not_turned_on_with_a_wrong_code(self, editor: Desk) -> None:
        answer = editor.post("/account/second-factor", {"current": PASSWORD, "code": "000000"})

        assert answer.status_code == 422
        assert "not the code" in answer.text

    def test_is_not_turned_off_without_the_password(self, editor: Desk) -> None:
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


def _session_at(now: datetime) -> str:
    editor = add_editor("Sunny")
    with transaction():
        return service.begin_session(editor, now)


def _without_what_differs(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)

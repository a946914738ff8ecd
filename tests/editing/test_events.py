"""What the log says of the desk: who did what, and when, with no secret and no forged line."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.auth import throttle
from quizapp.database.db import db
from quizapp.quizzes.models import Item
from quizapp.server.log_format import JsonFormatter
from tests.admin_pages import FormFiller, client_of
from tests.editors import PASSWORD, EditorClient, add_editor

Line = dict[str, object]


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[Line]]:
    """The events so far."""
    caplog.set_level("INFO", "quizapp.events")

    def read() -> list[Line]:
        records = [record for record in caplog.records if record.name == "quizapp.events"]
        return [json.loads(JsonFormatter().format(record)) for record in records]

    return read


class TestEvents:
    def test_tell_who_came_in_and_who_did_not(
        self, game: Flask, told: Callable[[], list[Line]]
    ) -> None:
        client_of(game, "Sunny")
        stranger = EditorClient(game.test_client())

        stranger.sign_in("Sunny", "not her password")
        stranger.sign_in("Sunny")
        stranger.get("/account")
        stranger.post("/sign-out")

        refused, came, went = told()
        assert (refused["message"], refused["status"]) == ("desk.sign_in_refused", 422)
        assert (refused["editor"], refused["reason"]) == ("Sunny", "wrong-password")
        assert (came["message"], came["editor"]) == ("desk.sign_in", "Sunny")
        assert (went["message"], went["editor"]) == ("desk.sign_out", "Sunny")
        assert all(str(line["at"]).endswith("+00:00") for line in told())
        assert not any(word in str(told()) for word in (PASSWORD, "not her password"))

    @pytest.mark.parametrize(
        ("name", "fields", "editor", "reason"),
        [
            ("a cold night", {}, "", "unknown-name"),  # a password, typed into the wrong field
            ("sunny", {"disabled_at": clock.now()}, "Sunny", "disabled"),
            ("SUNNY", {"totp_secret": "A" * 32}, "Sunny", "wrong-code"),
        ],
    )
    def test_tell_whose_sign_in_was_refused_and_why(
        self,
        app: Flask,
        told: Callable[[], list[Line]],
        name: str,
        fields: dict[str, Any],
        editor: str,
        reason: str,
    ) -> None:
        add_editor("Sunny", **fields)

        EditorClient(app.test_client()).sign_in(name, PASSWORD, "654321")

        [refused] = told()
        assert (refused["editor"], refused["reason"]) == (editor, reason)
        assert not any(word in str(refused) for word in ("cold night", "654321"))

    def test_tell_which_limit_was_reached(self, app: Flask, told: Callable[[], list[Line]]) -> None:
        add_editor("Sunny")
        for _ in range(throttle.NAME_LIMIT + 1):
            EditorClient(app.test_client()).sign_in("Sunny", "wrong")

        assert [line["reason"] for line in told()][-2:] == ["wrong-password", "too-many-with-name"]

    def test_tell_who_could_not_say_their_password_again(
        self, game: Flask, told: Callable[[], list[Line]]
    ) -> None:
        client_of(game, "Sunny").post("/account/second-factor", {"current": "wrong", "code": "1"})

        [refused] = told()
        assert (refused["message"], refused["editor"]) == ("desk.confirm_refused", "Sunny")
        assert refused["reason"] == "wrong-password"

    def test_tell_who_tried_more_than_they_may(
        self, game: Flask, told: Callable[[], list[Line]]
    ) -> None:
        desk = client_of(game, "Sunny")

        desk.get("/people")
        desk.post("/account/password", {"csrf_token": "of another page"})

        refused, stale = told()
        assert refused["message"] == "desk.refused"
        assert (refused["editor"], refused["endpoint"]) == ("Sunny", "auth.editors")
        assert (stale["message"], stale["endpoint"]) == ("desk.stale_page", "auth.password")

    def test_tell_who_changed_what(self, game: Flask, told: Callable[[], list[Line]]) -> None:
        item = db.session.scalars(select(Item.id)).first()

        FormFiller(client_of(game, "Sunny"), f"/items/{item}").put(
            "stem-en", "Whose is it?"
        ).press()

        [saved] = told()
        assert saved["message"] == "content.save"
        assert (saved["by"], saved["kind"], saved["id"]) == ("Sunny", "item", item)

    def test_are_one_line_each_whatever_a_name_holds(
        self, game: Flask, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        name = 'Sunny\r\n{"message": "desk.sign_in"}\x1b[2J'

        EditorClient(game.test_client()).sign_in(name)

        lines = [JsonFormatter().format(record) for record in caplog.records]
        assert not any(ord(letter) < 32 for line in lines for letter in line)
        assert "desk.sign_in" not in [json.loads(line)["message"] for line in lines]

"""Signing in and out, and where it leads."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.auth import sessions as service
from quizapp.auth.models import EditorSession
from quizapp.database.db import db
from tests.editors import PASSWORD, EditorClient, add_editor

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class TestSignIn:
    def test_leads_to_the_desk(self, stranger: EditorClient) -> None:
        add_editor("Sunny")

        answer = stranger.sign_in("Sunny")

        assert (answer.status_code, answer.location) == (303, "/en/desk/")
        assert stranger.get("/").status_code == 200

    @pytest.mark.parametrize("name", ["sunny", "  SUNNY ", "Ｓｕｎｎｙ"])
    def test_knows_every_spelling_of_a_name(self, stranger: EditorClient, name: str) -> None:
        add_editor("Sunny")

        assert stranger.sign_in(name).status_code == 303

    def test_gives_a_new_token_in_a_guarded_cookie(self, stranger: EditorClient) -> None:
        add_editor("Sunny")
        stranger.get("/sign-in")
        before = stranger.cookie()

        header = stranger.sign_in("Sunny").headers["Set-Cookie"]

        assert before
        assert stranger.cookie() != before
        assert header.startswith("__Host-desk=")
        assert header.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")

    def test_keeps_only_a_digest_of_the_token(self, stranger: EditorClient) -> None:
        add_editor("Sunny")
        stranger.sign_in("Sunny")

        digest = db.session.scalars(select(EditorSession.token_digest)).one()

        assert digest == service.digest_of(stranger.cookie())
        assert stranger.cookie() not in digest

    def test_says_the_same_to_unknown_names_and_wrong_passwords(self, app: Flask) -> None:
        add_editor("Sunny")
        add_editor("Gone", disabled_at=NOW)
        add_editor("New", password_hash="")
        guesses = [("Sunny", "wrong"), ("Nobody", PASSWORD), ("Gone", PASSWORD), ("New", "")]

        pages = [
            EditorClient(app.test_client()).sign_in(name, password or "x")
            for name, password in guesses
        ]

        assert {page.status_code for page in pages} == {422}
        assert len({_without_what_differs(page.text) for page in pages}) == 1

    @pytest.mark.parametrize("name", ["\x00", "%s", "가" * 5000, "'; --", "a\nb", "\u202e"])
    def test_takes_any_text_for_a_wrong_name(self, stranger: EditorClient, name: str) -> None:
        assert stranger.sign_in(name, "\x00" + name).status_code == 422

    def test_ends_the_session_that_the_browser_had(self, editor: EditorClient) -> None:
        before = editor.cookie()

        editor.sign_in("Sunny")

        editor.client.set_cookie("__Host-desk", before)
        assert editor.get("/").status_code == 302


class TestNext:
    @pytest.mark.parametrize(
        "wanted", ["/en/desk/people", "/ko/desk/?page=2", "/en/desk", "/en/desk/tracks/1/"]
    )
    def test_leads_to_a_page_of_the_desk(self, stranger: EditorClient, wanted: str) -> None:
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
    def test_leads_nowhere_else(self, stranger: EditorClient, wanted: str) -> None:
        assert self._where(stranger, wanted) == "/en/desk/"

    @staticmethod
    def _where(stranger: EditorClient, wanted: str) -> str | None:
        add_editor("Sunny")
        stranger.get("/sign-in")
        answer = stranger.post(
            "/sign-in", {"name": "Sunny", "password": PASSWORD}, query_string={"next": wanted}
        )
        return answer.location

    def test_comes_from_the_page_that_was_asked_for(self, stranger: EditorClient) -> None:
        assert stranger.get("/account").location == "/en/desk/sign-in?next=/en/desk/account"


class TestSignOut:
    def test_ends_the_session_and_takes_the_cookie(self, editor: EditorClient) -> None:
        before = editor.cookie()

        answer = editor.post("/sign-out")

        assert answer.location == "/en/desk/sign-in"
        assert editor.cookie() == ""
        editor.client.set_cookie("__Host-desk", before)
        assert editor.get("/").status_code == 302

    def test_leaves_other_browsers_alone(self, app: Flask) -> None:
        sunny = add_editor("Sunny")
        here, there = (EditorClient(app.test_client()).sign_in_as(sunny) for _ in range(2))

        here.post("/sign-out")

        assert there.get("/").status_code == 200

    def test_everywhere_ends_all_of_ones_own(self, app: Flask, admin: EditorClient) -> None:
        sunny = add_editor("Sunny")
        here, there = (EditorClient(app.test_client()).sign_in_as(sunny) for _ in range(2))

        here.post("/sign-out-everywhere")

        assert there.get("/").status_code == 302
        assert admin.get("/").status_code == 200


def _without_what_differs(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)

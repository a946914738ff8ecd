"""Who may sit at the desk."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.auth import editors
from quizapp.auth.models import Editor, Invitation, Role
from quizapp.auth.queries import editor_by_name
from quizapp.database.db import db
from tests.editors import PASSWORD, EditorClient, add_editor

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OTHER_PASSWORD = "snow on the palace roof"


def link_in(page: str) -> str:
    """The token of a one-time link."""
    found = re.search(r"https://quiz\.example\.org/en/desk/invitation#([\w-]{43})", page)
    assert found, page
    return found[1]


def choose(desk: EditorClient, token: str, password: str) -> int:
    desk.get("/invitation")
    page = desk.post("/invitation", {"token": token})
    fields = {"token": token, "password": password, "again": password}
    if page.status_code != 200:
        return page.status_code
    return desk.post("/invitation", fields).status_code


class TestInvite:
    def test_lets_somebody_in_by_a_link(self, admin: EditorClient, stranger: EditorClient) -> None:
        page = admin.post("/people", {"name": "Cheon Woo-bin", "role": "editor"})

        assert choose(stranger, link_in(page.text), OTHER_PASSWORD) == 303
        assert stranger.sign_in("cheon woo-bin", OTHER_PASSWORD).status_code == 303

    def test_makes_a_link_that_works_once(self, admin: EditorClient, app: Flask) -> None:
        link = link_in(admin.post("/people", {"name": "Woo-bin", "role": "editor"}).text)

        codes = [choose(EditorClient(app.test_client()), link, OTHER_PASSWORD) for _ in range(2)]

        assert codes == [303, 404]

    @pytest.mark.storage
    def test_makes_a_link_that_only_one_of_two_tabs_can_use(self, app: Flask) -> None:
        token = editors.invite(name="Woo-bin", role=Role.EDITOR, now=NOW)
        editors.accept_invitation(token=token, password=OTHER_PASSWORD, now=NOW)

        with pytest.raises(editors.InvitationMissing):
            editors.accept_invitation(token=token, password=PASSWORD, now=NOW)

    def test_makes_a_link_that_lasts_an_hour(self, app: Flask) -> None:
        token = editors.invite(name="Woo-bin", role=Role.EDITOR, now=NOW)

        assert editors.invitation_of(token, now=NOW + timedelta(minutes=59)).name == "Woo-bin"
        with pytest.raises(editors.InvitationMissing):
            editors.invitation_of(token, now=NOW + timedelta(hours=1))

    def test_keeps_only_a_digest_of_the_link(self, app: Flask) -> None:
        token = editors.invite(name="Woo-bin", role=Role.EDITOR, now=NOW)

        assert token not in db.session.scalars(select(Invitation.token_digest)).one()

    @pytest.mark.parametrize("name", ["Hae-ra", "hae-RA", "Ｈａｅ-ra"])
    @pytest.mark.storage
    def test_refuses_a_name_that_looks_the_same(self, admin: EditorClient, name: str) -> None:
        answer = admin.post("/people", {"name": name, "role": "editor"})

        assert answer.status_code == 422
        assert "this name already" in answer.text

    @pytest.mark.parametrize(
        "name", ["", " ", "x" * 41, "a\x00b", "<b>", "\u202eevil", "123", "ﷺ" * 30]
    )
    def test_refuses_what_is_no_name(self, admin: EditorClient, name: str) -> None:
        assert admin.post("/people", {"name": name, "role": "editor"}).status_code == 422

    def test_takes_no_role_that_is_not_offered(self, admin: EditorClient) -> None:
        assert admin.post("/people", {"name": "Woo-bin", "role": "owner"}).status_code == 422

    def test_is_logged_without_the_link(
        self, admin: EditorClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO):
            page = admin.post("/people", {"name": "Woo-bin", "role": "editor"})

        token = link_in(page.text)
        lines = [str(record.__dict__) for record in caplog.records]
        assert any("editors.invite" in line and "Hae-ra" in line for line in lines)
        assert not any(token in line for line in lines)


class TestReset:
    def test_lets_somebody_choose_a_new_password(
        self, admin: EditorClient, stranger: EditorClient
    ) -> None:
        sunny = add_editor("Sunny")

        link = link_in(admin.post(f"/people/{sunny.id}/reset").text)

        assert choose(stranger, link, OTHER_PASSWORD) == 303
        assert stranger.sign_in("Sunny", PASSWORD).status_code == 422
        assert stranger.sign_in("Sunny", OTHER_PASSWORD).status_code == 303

    def test_voids_the_link_before(self, admin: EditorClient, stranger: EditorClient) -> None:
        sunny = add_editor("Sunny")
        older = link_in(admin.post(f"/people/{sunny.id}/reset").text)

        admin.post(f"/people/{sunny.id}/reset")

        assert choose(stranger, older, OTHER_PASSWORD) == 404

    def test_ends_the_sessions_when_the_link_is_used(
        self, app: Flask, editor: EditorClient
    ) -> None:
        token = editors.reset_by_name(name="Sunny", now=NOW)

        editors.accept_invitation(token=token, password=OTHER_PASSWORD, now=NOW)

        assert editor.get("/").status_code == 302

    @pytest.mark.parametrize("act", ["reset", "second-factor-off"])
    def test_of_oneself_needs_the_password_like_everybodys(
        self, admin: EditorClient, act: str
    ) -> None:
        address = f"/people/{editor_by_name('Hae-ra').id}/{act}"
        editor_by_name("Hae-ra").totp_secret = "A" * 32
        db.session.commit()

        answer = admin.post(address)

        assert (answer.status_code, answer.headers["Location"]) == (303, "/en/desk/account")
        assert address not in admin.get("/people").text
        assert db.session.scalars(select(Invitation)).all() == []
        assert editor_by_name("Hae-ra").totp_secret

    def test_asks_before_it_makes_a_link(self, admin: EditorClient) -> None:
        sunny = add_editor("Sunny")

        assert "A new password for Sunny?" in admin.get(f"/people/{sunny.id}/reset").text


class TestDisable:
    def test_sends_somebody_home_at_once(self, admin: EditorClient, editor: EditorClient) -> None:
        admin.post(f"/people/{editor_by_name('Sunny').id}/disable")

        assert editor.get("/").status_code == 302
        assert editor.sign_in("Sunny").status_code == 422

    def test_voids_their_link(self, app: Flask) -> None:
        sunny = add_editor("Sunny")
        token = editors.reset(editor_id=sunny.id, now=NOW)

        editors.disable(editor_id=sunny.id, now=NOW)

        with pytest.raises(editors.InvitationMissing):
            editors.invitation_of(token, now=NOW)

    def test_can_be_undone(self, admin: EditorClient, editor: EditorClient) -> None:
        address = f"/people/{editor_by_name('Sunny').id}"
        admin.post(f"{address}/disable")

        admin.post(f"{address}/enable")

        assert editor.sign_in("Sunny").status_code == 303

    def test_leaves_the_last_admin(self, admin: EditorClient) -> None:
        add_editor("Gone", Role.ADMIN, disabled_at=NOW)

        answer = admin.post(f"/people/{editor_by_name('Hae-ra').id}/disable")

        assert answer.status_code == 422
        assert "the last admin stays" in answer.text
        assert admin.get("/").status_code == 200

    @pytest.mark.parametrize("number", ["99", "0", "-1", "2147483648", "9" * 30, "x"])
    def test_of_nobody_is_not_found(self, admin: EditorClient, number: str) -> None:
        assert admin.post(f"/people/{number}/disable").status_code == 404


class TestChangeRole:
    def test_opens_and_closes_the_rooms_of_admins(
        self, admin: EditorClient, editor: EditorClient
    ) -> None:
        address = f"/people/{editor_by_name('Sunny').id}/role"

        admin.post(address, {"role": "admin"})
        opened = editor.get("/people").status_code
        admin.post(address, {"role": "editor"})

        assert (opened, editor.get("/people").status_code) == (200, 403)

    def test_leaves_the_last_admin(self, admin: EditorClient) -> None:
        address = f"/people/{editor_by_name('Hae-ra').id}/role"

        assert admin.post(address, {"role": "editor"}).status_code == 422

    def test_takes_no_role_that_is_not_offered(
        self, admin: EditorClient, editor: EditorClient
    ) -> None:
        sunny = editor_by_name("Sunny")

        assert admin.post(f"/people/{sunny.id}/role", {"role": "owner"}).status_code == 422


class TestPassword:
    def test_change_keeps_this_session_and_ends_the_others(self, app: Flask) -> None:
        sunny = add_editor("Sunny")
        here, there = (EditorClient(app.test_client()).sign_in_as(sunny) for _ in range(2))

        answer = here.post(
            "/account/password",
            {"current": PASSWORD, "password": OTHER_PASSWORD, "again": OTHER_PASSWORD},
        )

        assert answer.status_code == 303
        assert here.get("/").status_code == 200
        assert there.get("/").status_code == 302

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"current": "wrong"}, "not your password"),
            ({"password": "short", "again": "short"}, "12 characters"),
            ({"password": "password1234", "again": "password1234"}, "Everybody tries this"),
            ({"password": "aaaaaaaaaaaaab", "again": "aaaaaaaaaaaaab"}, "Everybody tries this"),
            ({"password": "I am SUNNY, really", "again": "I am SUNNY, really"}, "Your name"),
            ({"again": "something else"}, "not the same"),
        ],
    )
    def test_change_says_what_is_wrong(
        self, editor: EditorClient, fields: dict[str, str], words: str
    ) -> None:
        sound = {"current": PASSWORD, "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}

        answer = editor.post("/account/password", {**sound, **fields})

        assert answer.status_code == 422
        assert words in answer.text

    def test_guesses_by_a_borrowed_session_are_slowed_down(self, editor: EditorClient) -> None:
        fields = {"current": "wrong", "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}

        codes = [editor.post("/account/password", fields).status_code for _ in range(9)]

        assert codes == [422] * 8 + [429]


class TestCommand:
    def test_add_makes_the_first_admin(self, app: Flask, stranger: EditorClient) -> None:
        printed = app.test_cli_runner().invoke(args=["editor", "add", "Hae-ra", "--admin"])

        assert choose(stranger, link_in(printed.output), OTHER_PASSWORD) == 303
        stranger.sign_in("Hae-ra", OTHER_PASSWORD)
        assert stranger.get("/people").status_code == 200

    def test_add_can_ask_for_the_password(self, app: Flask, stranger: EditorClient) -> None:
        app.test_cli_runner().invoke(
            args=["editor", "add", "Hae-ra", "--password"],
            input=f"{OTHER_PASSWORD}\n{OTHER_PASSWORD}\n",
        )

        assert stranger.sign_in("Hae-ra", OTHER_PASSWORD).status_code == 303

    def test_reset_of_nobody_says_so(self, app: Flask) -> None:
        printed = app.test_cli_runner().invoke(args=["editor", "reset", "Nobody"])

        assert printed.exit_code == 1
        assert "Nobody has this name." in printed.output

    def test_add_refuses_a_taken_name(self, app: Flask) -> None:
        add_editor("Sunny")

        printed = app.test_cli_runner().invoke(args=["editor", "add", "SUNNY"])

        assert printed.exit_code == 1
        assert len(db.session.scalars(select(Editor)).all()) == 1

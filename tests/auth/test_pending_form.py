"""Form tokens, and forms that were sent after their session had ended."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.auth import sessions as service
from quizapp.auth.models import Editor, Role
from quizapp.database.db import db, transaction
from tests.editors import PASSWORD, EditorClient, add_editor

PENDING = re.compile(r'name="pending"[^>]*value="([^"]+)"')


class TestForm:
    """What was typed when the session had ended."""

    def test_is_offered_again_after_signing_in(self, editor: EditorClient) -> None:
        typed = {"name": 'Cheon "Sang" <Woo>', "role": "editor"}
        page = self._sent_too_late(editor, typed)

        again = self._sign_in_with_pending(editor, page.text)

        assert page.status_code == 401
        assert 'action="/en/desk/people"' in again
        assert 'value="Cheon &#34;Sang&#34; &lt;Woo&gt;"' in again

    def test_is_never_kept_with_a_password(self, editor: EditorClient) -> None:
        page = self._sent_too_late(editor, {"password": "swordfish", "name": "Sunny"})

        assert "swordfish" not in self._sign_in_with_pending(editor, page.text)

    def test_of_an_older_page_is_offered_again(self, admin: EditorClient) -> None:
        answer = admin.post("/people", {"csrf_token": "stale", "name": "Min Yoo-ra"})

        assert answer.status_code == 403
        assert 'value="Min Yoo-ra"' in answer.text
        assert db.session.scalar(select(func.count()).select_from(Editor)) == 1

    def test_with_a_file_asks_for_the_file_again(self, admin: EditorClient) -> None:
        """A page keeps what was typed, and says that it keeps no file."""
        file = (io.BytesIO(b"question,option 1,option 2,key\n"), "questions.csv")

        answer = admin.post("/import", {"csrf_token": "stale", "album": "1", "file": file})

        assert answer.status_code == 403
        assert "Please choose this one again: questions.csv" in answer.text
        assert 'href="/en/desk/import"' in answer.text

    def test_forged_by_somebody_else_is_not_offered(self, stranger: EditorClient) -> None:
        add_editor("Sunny")
        stranger.get("/sign-in")

        answer = stranger.post(
            "/sign-in", {"name": "Sunny", "password": PASSWORD, "pending": "W10.forged"}
        )

        assert answer.status_code == 303

    @pytest.mark.parametrize("token", ["", "forged", "of the sign-in page"])
    def test_of_somebody_who_never_signed_in_is_not_kept(
        self, stranger: EditorClient, token: str
    ) -> None:
        stranger.get("/sign-in")
        sent = stranger.token if token.startswith("of") else token

        page = stranger.post("/people", {"csrf_token": sent, "name": "Min Yoo-ra"})

        assert page.status_code == 401
        assert PENDING.search(page.text) is None

    def test_sent_by_a_script_is_told_in_json(self, stranger: EditorClient) -> None:
        answer = stranger.post("/people", headers={"Accept": "application/json"})

        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"

    @staticmethod
    def _sent_too_late(editor: EditorClient, typed: dict[str, str]) -> TestResponse:
        with transaction():
            service.end_sessions(db.session.scalars(select(Editor.id)).one(), clock.now())
        return editor.post("/people", typed)

    @staticmethod
    def _sign_in_with_pending(editor: EditorClient, page: str) -> str:
        found = PENDING.search(page)
        assert found
        fields = {"name": "Sunny", "password": PASSWORD, "pending": found[1]}
        return editor.post("/sign-in", fields).text


class TestToken:
    def test_of_another_browser_is_refused(self, admin: EditorClient, app: Flask) -> None:
        other = EditorClient(app.test_client()).sign_in_as(add_editor("Other", Role.ADMIN))

        answer = admin.post("/people", {"csrf_token": other.token, "name": "Min Yoo-ra"})

        assert answer.status_code == 403

    def test_may_come_in_a_header(self, admin: EditorClient) -> None:
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

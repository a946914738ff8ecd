"""People at the desk, through the test client, as a browser without JavaScript would."""

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.auth.models import Editor, Role
from quizapp.auth.names import name_key
from quizapp.auth.passwords import hashed
from quizapp.auth.sessions import begin_session
from quizapp.database.db import db, transaction

COOKIE = "__Host-desk"
PASSWORD = "a cold night at the palace"
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@cache
def password_hash() -> str:
    return hashed(PASSWORD)


def add_editor(name: str = "Sunny", role: Role = Role.EDITOR, **fields: Any) -> Editor:
    fields = {"password_hash": password_hash(), "created_at": clock.now(), **fields}
    editor = Editor(name=name, name_key=name_key(name), role=role, **fields)
    with transaction():
        db.session.add(editor)
    return editor


class EditorClient:
    """A browser on the pages under /desk. Each POST brings back the last page's form token."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client = client
        self.base = f"/{language}/desk"
        self.token = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        return self._read(self.client.get(self.base + path, **options))

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, **options: Any
    ) -> TestResponse:
        fields = {"csrf_token": self.token, **(data or {})}
        return self._read(self.client.post(self.base + path, data=fields, **options))

    def sign_in_as(self, editor: Editor) -> "EditorClient":
        """Be signed in, without the work of a password."""
        with transaction():
            token = begin_session(editor, clock.now())
        self.client.set_cookie(COOKIE, token)
        self.get("/account")
        return self

    def sign_in(self, name: str, password: str = PASSWORD, code: str = "") -> TestResponse:
        self.get("/sign-in")
        return self.post("/sign-in", {"name": name, "password": password, "code": code})

    def cookie(self) -> str:
        cookie = self.client.get_cookie(COOKIE)
        return cookie.value if cookie else ""

    def _read(self, page: TestResponse) -> TestResponse:
        if found := CSRF.search(page.text):
            self.token = unescape(found[1])
        return page

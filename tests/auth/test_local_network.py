"""The desk of a game that is opened over plain http from another machine."""

from dataclasses import replace

import pytest
from flask import Flask

from quizapp.config import settings_of
from tests.editors import PASSWORD, EditorClient, add_editor

LAN = {"base_url": "http://192.168.7.8:8000"}


def at(app: Flask, monkeypatch: pytest.MonkeyPatch, public_url: str) -> EditorClient:
    """A browser before the same game with another public address."""
    settings = replace(settings_of(app), public_url=public_url)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    return EditorClient(app.test_client())


@pytest.mark.slow  # hashes a password
def test_signs_in_under_the_address_that_is_public(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = at(app, monkeypatch, "http://192.168.7.8:8000")
    add_editor("Sunny")

    page = browser.get("/sign-in", **LAN)
    answer = browser.post("/sign-in", {"name": "Sunny", "password": PASSWORD}, **LAN)

    assert page.headers["Set-Cookie"].startswith("desk=")
    assert "Secure" not in page.headers["Set-Cookie"]
    assert (answer.status_code, answer.location) == (303, "/en/desk/")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "sets PUBLIC_URL to"), ("ko", "PUBLIC_URL을")]
)
def test_names_cookie_and_setting_where_browsers_drop_the_cookie(
    app: Flask, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    browser = at(app, monkeypatch, "http://127.0.0.1:8000")
    path = f"/{language}/desk/sign-in"
    form = {"csrf_token": "", "name": "Sunny", "password": PASSWORD}

    refused = app.test_client(use_cookies=False).post(path, data=form, **LAN)
    stale = browser.client.post(path, data=form, base_url="http://127.0.0.1:8000")

    assert refused.status_code == stale.status_code == 403
    assert "__Host-desk" in refused.text
    assert words in refused.text
    assert "__Host-desk" not in stale.text

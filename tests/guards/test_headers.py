"""Security headers of every kind of page, scored by the rules of the MDN HTTP Observatory.

The rules: https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
"""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import create_app
from quizapp.auth.models import Role
from quizapp.config import read_settings
from tests.editors import EditorClient, add_editor
from tests.guards.crawler import crawl

PERFECT = 100


def score(page: TestResponse) -> int:
    """100 less what is missing; the bonus points of the real one are left out."""
    headers = page.headers
    policy = {
        name: sources
        for name, _, sources in (
            part.strip().partition(" ")
            for part in headers.get("Content-Security-Policy", "").split(";")
        )
    }
    cookies = headers.getlist("Set-Cookie")
    losses = {
        "no policy": -25 * (not policy),
        "unsafe sources": -20 * any("unsafe-" in sources for sources in policy.values()),
        "open default": -20 * (policy.get("default-src") != "'none'"),
        "objects": -20 * (policy.get("object-src") != "'none'"),
        "base": -10 * (policy.get("base-uri") != "'none'"),
        "forms": -10 * ("form-action" not in policy),
        "frames": -20 * ("frame-ancestors" not in policy),
        "no HSTS": -20 * ("max-age=31536000" not in headers.get("Strict-Transport-Security", "")),
        "sniffing": -5 * (headers.get("X-Content-Type-Options") != "nosniff"),
        "referrer": -5 * (headers.get("Referrer-Policy") not in {"same-origin", "strict-origin"}),
        "resource policy": -5 * ("Cross-Origin-Resource-Policy" not in headers),
        "shared resources": -50 * ("Access-Control-Allow-Origin" in headers),
        "cookies": -20 * any(not _is_careful(cookie) for cookie in cookies),
        "charset": -5
        * (page.mimetype == "text/html" and page.mimetype_params != {"charset": "utf-8"}),
        "cache": -5 * ("Cache-Control" not in headers),
        "version": -5 * any(digit in headers.get("Server", "") for digit in "0123456789"),
    }
    return PERFECT + sum(losses.values())


def _is_careful(cookie: str) -> bool:
    words = ("__Host-", "Secure", "HttpOnly", "SameSite=")
    return all(word in cookie for word in words) or "Max-Age=0" in cookie


class TestScore:
    def test_of_a_bare_page_is_low(self) -> None:
        assert score(TestResponse([b""], "200 OK", {}, None)) < PERFECT  # type: ignore[arg-type]

    def test_of_every_page_of_players_is_perfect(self, game: Flask) -> None:
        pages = crawl(game.test_client()).pages

        assert len(pages) > 15
        assert {address: score(p) for address, p in pages.items() if score(p) < PERFECT} == {}

    @pytest.mark.slow
    def test_of_every_page_of_the_desk_is_perfect(self, game: Flask) -> None:
        desk = EditorClient(game.test_client()).sign_in_as(add_editor("Hae-ra", Role.ADMIN))
        pages = crawl(desk.client, "/en/desk/").pages

        assert {address: score(p) for address, p in pages.items() if score(p) < PERFECT} == {}

    @pytest.mark.parametrize(
        ("status", "request_"),
        [
            (400, {"path": "/en/", "headers": {"Host": "evil.example"}}),
            (403, {"path": "/en/mood/", "method": "POST", "headers": {"Origin": "https://evil"}}),
            (404, {"path": "/en/nowhere"}),
            (404, {"path": "/wp-login.php"}),
            (405, {"path": "/en/album/", "method": "POST"}),
            (413, {"path": "/en/mood/", "method": "POST", "data": b"a=" + b"b" * 3_000_000}),
            (422, {"path": "/en/mood/", "method": "POST", "data": {"attempt": "x"}}),
        ],
    )
    def test_of_every_refusal_is_perfect(
        self, game: Flask, status: int, request_: dict[str, object]
    ) -> None:
        form = {"content_type": "application/x-www-form-urlencoded"}
        answer = game.test_client().open(**form | request_)  # type: ignore[arg-type]

        assert (answer.status_code, score(answer)) == (status, PERFECT)
        assert 'href="/en/"' in answer.text


class TestHosts:
    @pytest.mark.parametrize(
        "host", ["evil.example", "quiz.example.org.evil.example", "a b", "[::"]
    )
    def test_that_are_not_ours_are_refused(
        self, game: Flask, client: FlaskClient, host: str
    ) -> None:
        answer = client.get("/en/", headers={"Host": host})

        assert answer.status_code == 400
        assert host not in answer.text

    @pytest.mark.parametrize("host", ["quiz.example.org", "quiz.example.org:443", "127.0.0.1:8000"])
    def test_that_are_ours_are_served(self, game: Flask, client: FlaskClient, host: str) -> None:
        assert client.get("/en/", headers={"Host": host}).status_code == 200


class TestTransport:
    @pytest.mark.parametrize(
        ("public_url", "is_promised"),
        [("http://127.0.0.1:8000", True), ("http://quiz.home.arpa", False)],
    )
    def test_is_promised_wherever_cookies_are_secure(
        self, tmp_path: Path, public_url: str, is_promised: bool
    ) -> None:
        settings = read_settings({"DATA_DIR": str(tmp_path), "PUBLIC_URL": public_url})
        client = create_app(settings).test_client()

        answer = client.get("/nowhere")

        assert ("Strict-Transport-Security" in answer.headers) is is_promised
        assert (score(answer) == PERFECT) is is_promised


class TestSecurityTxt:
    def test_names_a_contact_and_an_end(self, client: FlaskClient) -> None:
        lines = client.get("/.well-known/security.txt").text.splitlines()

        assert lines[0] == "Contact: mailto:security@quiz.example.org"
        assert lines[1].startswith("Expires: 20")


class TestMetrics:
    def test_are_nobodys_business_unless_asked_for(self, client: FlaskClient) -> None:
        assert client.get("/metrics").status_code == 404

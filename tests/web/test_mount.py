"""The mount point of a game that has a path in its public address."""

from pathlib import Path

import pytest
from flask import Flask, request

from quizapp.auth.destinations import is_admin_address
from quizapp.config import read_settings
from quizapp.web.mount import Mount, mounted
from quizapp.web.security import behind_proxies
from tests.guards.test_headers import PERFECT, score

KEY = "b1946ac92492d2347c6235b4d2611184-Zk3"
ROOT = "/quiz"
SITE = f"https://example.org{ROOT}"


@pytest.fixture
def below(app: Flask, tmp_path: Path) -> Flask:
    """An application that says how it was asked, below `ROOT` and behind one proxy."""
    environ = {"DATA_DIR": str(tmp_path), "SECRET_KEY": KEY, "TRUSTED_PROXIES": "1"}
    settings = read_settings({**environ, "PUBLIC_URL": SITE})
    seen = Flask(__name__)
    seen.config["SETTINGS"] = settings
    seen.add_url_rule("/<path:path>", "seen", lambda path: f"{request.script_root} {path}")
    seen.add_url_rule("/", "root", lambda: f"{request.script_root} /")
    seen.wsgi_app = behind_proxies(Mount(app, seen.wsgi_app, ROOT), settings)  # type: ignore[assignment]
    return seen


class TestMount:
    @pytest.mark.parametrize(
        ("path", "headers", "seen"),
        [
            ("/quiz/en/", {}, "/quiz en/"),
            ("/quiz/", {}, "/quiz /"),
            ("/quiz/quiz/en", {}, "/quiz quiz/en"),
            ("/en/", {"X-Forwarded-Prefix": "/quiz"}, "/quiz en/"),
            ("/readyz", {}, "/quiz readyz"),
            ("/quiz/readyz", {}, "/quiz readyz"),
        ],
    )
    def test_takes_its_path_off(
        self, below: Flask, path: str, headers: dict[str, str], seen: str
    ) -> None:
        answer = below.test_client().get(path, headers=headers)

        assert (answer.status_code, answer.text) == (200, seen)

    @pytest.mark.parametrize(
        ("path", "headers"),
        [
            ("/en/", {}),
            ("/", {}),
            ("/quizzes/en/", {}),
            ("/readyz/more", {}),
            ("/en/", {"X-Forwarded-Prefix": "/evil"}),
            ("/quiz/en/", {"X-Forwarded-Prefix": "/evil"}),
        ],
    )
    def test_finds_nothing_elsewhere(
        self, below: Flask, path: str, headers: dict[str, str]
    ) -> None:
        answer = below.test_client().get(path, headers=headers)

        assert (answer.status_code, score(answer)) == (404, PERFECT)
        assert "evil" not in answer.text

    def test_leads_to_its_root(self, below: Flask) -> None:
        answer = below.test_client().get("/quiz")

        assert (answer.status_code, answer.location) == (308, "http://localhost/quiz/")

    def test_is_not_there_at_the_root_of_a_host(self, game: Flask) -> None:
        answer = game.test_client().get("/en/", headers={"X-Forwarded-Prefix": ROOT})

        assert mounted(game, game.wsgi_app, "") is game.wsgi_app
        assert 'href="/en/album/"' in answer.text


class TestIsAdminAddress:
    @pytest.mark.parametrize(
        ("address", "is_one"),
        [("/quiz/en/desk/people", True), ("/en/desk/people", False), ("/quizzes/en/desk", False)],
    )
    def test_knows_the_mount_point(self, address: str, is_one: bool) -> None:
        assert is_admin_address(address, ROOT) is is_one

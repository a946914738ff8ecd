"""A game below a path of its host: nothing that it hands out leads out of it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import Client

from quizapp import clock
from quizapp.auth.models import Role
from quizapp.auth.sessions import begin_session
from quizapp.database.db import db, transaction
from tests.editors import add_editor
from tests.guards.mounting import ROOT, SITE, Walk, browser, moved
from tests.players import MoodPlayer

pytestmark = pytest.mark.slow

UNLINKED = (
    "en/app.webmanifest",
    "ko/offline",
    "service-worker.js",
    "embed.js",
    "robots.txt",
    ".well-known/security.txt",
    "en/embed/mood",
    "en/nowhere",
    "en/desk/sign-in",
    *(f"api/v1/{name}" for name in ("openapi.json", "albums", "tracks", "themes", "quizzes")),
)


@pytest.fixture
def below(game: Flask) -> Iterator[Flask]:
    app = moved(game)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(below: Flask) -> Client:
    return browser(below)


class TestMountedGame:
    def test_leads_players_nowhere_else(self, visitor: Client) -> None:
        player = MoodPlayer(visitor)  # type: ignore[arg-type]  # opens addresses alike
        player.address = f"{ROOT}/en/mood/"
        player.open_quiz()
        result = player.play_to_the_end()

        walk = Walk(visitor).from_(
            f"{ROOT}/",
            result,
            *(f"{ROOT}/{path}" for path in UNLINKED),
            f"{ROOT}/oembed?url={SITE}/en/mood/",
            f"{ROOT}/oembed?format=xml&url={SITE}{result.removeprefix(ROOT)}",
        )

        assert walk.outside == set()
        assert set(walk.seen.values()) <= {200, 302, 308, 404, 405, 422}
        assert walk.seen[result.partition("#")[0]] == 200
        assert len(walk.seen) > 60

    def test_leads_editors_nowhere_else(self, below: Flask, visitor: Client) -> None:
        editor = add_editor("Hae-ra", Role.ADMIN)
        with transaction():
            token = begin_session(editor, clock.now())
        visitor.set_cookie("__Secure-desk", token, domain="example.org", path=ROOT)

        walk = Walk(visitor).from_(f"{ROOT}/en/desk/")

        assert walk.outside == set()
        assert walk.seen[f"{ROOT}/en/desk/people"] == 200
        assert len(walk.seen) > 40

"""A filled site that moves from SQLite to PostgreSQL and back: everything is where it was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp import clock, create_app
from quizapp.auth.models import Role
from quizapp.config import read_settings
from quizapp.database.db import db
from quizapp.maintenance.move import move
from quizapp.mood.comparison.service import compare
from quizapp.mood.publishing import playable
from quizapp.mood.service import Finished, respond
from quizapp.mood.sheet import Sheet
from quizapp.plays.models import MoodResult
from quizapp.quizzes.models import Item
from quizapp.quizzes.queries import edition_by_id, live_edition
from quizapp.server.startup import prepare
from quizapp.trivia.service.board import enter_board
from quizapp.web.security import limiter
from tests import postgresql
from tests.admin_pages import FormFiller, client_of
from tests.editors import PASSWORD, EditorClient
from tests.guards.crawler import crawl
from tests.mood.builders import random_sheets
from tests.mood.sheets import settled
from tests.players import OWNER_KEY, MoodPlayer
from tests.trivia.players import TriviaPlayer

RESULTS, COMPARISONS, ROUNDS, NAMED = 100, 10, 20, 10
EDITORS = ("Sunny", "Hyuk", "Wang-sik", "Yoo-ra", "Woo-bin", "Ari")
KEY = "0123456789abcdef-quite-random-0123456789"
STEM = "Whose crown is it, after all?"
NEW_EACH_TIME = re.compile(r"[\w.-]{30,}|value=\"[^\"]*\"|\b20\d\d-\d\d-\d\dT[\d:.+]+")
"""Of a page: tokens that are signed, or drawn anew, for each visit."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass(frozen=True)
class Links:
    """What people have kept of the site."""

    shared: list[str]
    owned: str
    owner_key: str


@contextmanager
def opened(address: str, folder: Path) -> Iterator[Flask]:
    """The game with the rows at an address, as another process would open it."""
    for cached in (edition_by_id, playable):
        cached.cache_clear()
    settings = {"PUBLIC_URL": "https://quiz.example.org", "SECRET_KEY": KEY}
    environ = {**settings, "DATA_DIR": str(folder), "DATABASE_URL": address}
    app = create_app(read_settings(environ))
    with app.app_context():
        limiter.enabled = False
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def fill(app: Flask) -> Links:
    prepare()
    results = [f"/en/r/{slug}" for slug in _results()]
    comparisons = [f"/ko/c/{slug}" for slug in _comparisons()]
    rounds = [*_rounds()]
    _edit(app)
    player = MoodPlayer(app.test_client())
    player.open_quiz()
    owned = player.play_to_the_end()
    key = OWNER_KEY.search(player.own_page(owned).text)
    assert key is not None
    return Links([*results, *comparisons, *rounds], owned, key[1])


def _results() -> Iterator[str]:
    quiz = playable(live_edition("mood", "mood").id)
    core, rest = quiz.table.core_count, len(quiz.table.points) - quiz.table.core_count
    for number, answers in enumerate(random_sheets(quiz.table, RESULTS, seed=19)):
        sheet = settled(quiz, Sheet(answers[:core] + (None,) * rest))
        made = respond(quiz=quiz, sheet=sheet, attempt=f"attempt-{number}", now=clock.now())
        assert isinstance(made, Finished)
        yield made.slug


def _comparisons() -> Iterator[str]:
    slugs = db.session.scalars(select(MoodResult.slug).limit(2 * COMPARISONS)).all()
    db.session.rollback()
    for one, other in zip(slugs[::2], slugs[1::2], strict=True):
        yield compare(friend_slug=one, slug=other, now=clock.now())


def _rounds() -> Iterator[str]:
    edition = live_edition("trivia", "trivia")
    for number in range(ROUNDS):
        player = TriviaPlayer(edition, clock.now())
        played = player.play_today(right_count=number % 9)
        if number < NAMED:
            enter_board(play_key=played.play_key, typed=f"Rabbit {number}", now=player.now)
        yield f"/en/trivia/t/{played.slug}"
        yield f"/ko/trivia/play/{played.play_key}/result"


def _edit(app: Flask) -> None:
    items = db.session.scalars(select(Item.id).order_by(Item.id).limit(len(EDITORS))).all()
    for name, item in zip(EDITORS, items, strict=True):
        role = Role.ADMIN if name == EDITORS[0] else Role.EDITOR
        desk = client_of(app, name, role)
        FormFiller(desk, f"/items/{item}").put("stem-en", f"{STEM} {name}").press()
        form = FormFiller(desk, f"/items/{item}").put("stem-en", "Half a thou")
        desk.post(f"/items/{item}/draft", dict(form.fields))


def pages_of(app: Flask, links: Links) -> dict[str, tuple[int, str]]:
    """Every kind of page that links lead to, each link that was shared, and the boards."""
    client = app.test_client()
    site = {
        f"{start} {path}": page
        for start in ("/en/", "/ko/")
        for path, page in crawl(client, start).pages.items()
    }
    more = ["/en/trivia/leaderboard/all", "/api/v1/tracks", links.owned]
    for path in (*links.shared, *more):
        site[path] = client.get(path)
    return {path: (page.status_code, _lasting(page.text)) for path, page in site.items()}


def _lasting(page: str) -> str:
    return NEW_EACH_TIME.sub("…", page)


def desk_of(client: FlaskClient, name: str) -> EditorClient:
    desk = EditorClient(client)
    assert desk.sign_in(name, PASSWORD).status_code == 303
    return desk


def test_is_the_same_on_the_other_side_and_back(tmp_path: Path) -> None:
    here, back = (f"sqlite:///{tmp_path / name}.sqlite3" for name in ("here", "back"))
    with opened(here, tmp_path / "here") as app:
        links = fill(app)
        before = pages_of(app, links)
    assert {status for path, (status, _) in before.items() if path in links.shared} == {200}

    with postgresql.server() as there:
        with opened(there, tmp_path / "there") as app:
            first = move(source=here, target=there)
            assert _differing(before, pages_of(app, links)) == []
        with opened(back, tmp_path / "back") as app:
            second = move(source=there, target=back)
            db.engine.dispose()  # it has a file that the move has replaced
            assert second == first
            assert _differing(before, pages_of(app, links)) == []
            _go_on(app, links)


def _go_on(app: Flask, links: Links) -> None:
    """An editor signs in and finds the draft; the owner of a result deletes it."""
    desk = desk_of(app.test_client(), EDITORS[1])
    item = db.session.scalars(select(Item.id).order_by(Item.id).offset(1)).first()
    db.session.rollback()
    form = FormFiller(desk, f"/items/{item}")
    assert form.get("stem-en") == "Half a thou"
    form.press("discard")
    assert form.get("stem-en") == f"{STEM} {EDITORS[1]}"
    gone = app.test_client().post(f"{links.owned}/delete", data={"key": links.owner_key})
    assert gone.status_code == 303


def _differing(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    assert len(before) > RESULTS
    return sorted(path for path in before.keys() | after.keys() if before[path] != after.get(path))

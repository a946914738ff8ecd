"""Query plans: no statement that a player can cause scans a table that grows with the players."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp import clock
from quizapp.config import house_day
from quizapp.database.db import db
from quizapp.plays.models import TriviaRound
from quizapp.trivia.views.afterwards import CURSOR
from quizapp.web import signing
from tests.players import MoodPlayer
from tests.statements import counted
from tests.trivia.players import take_time_to_read

pytestmark = pytest.mark.storage

GROWING = {
    "comparison",
    "day_tally",
    "flag",
    "item_tally",
    "leaderboard_entry",
    "mood_result",
    "option_tally",
    "response",
    "scheduled_day",
    "suggestion",
    "trivia_round",
    "visit_tally",
}
RADIO = re.compile(r'name="option"[^>]*value="(\w+)"|value="(\w+)"[^>]*name="option"')
QUIZ = re.compile(r'<option[^>]*value="(\d+)"')
CARD = re.compile(r'data-picture="([^"]+)"')
ATTEMPT = re.compile(r'name="attempt"[^>]*value="([^"]+)"')


def scanned(statement: str) -> set[str]:
    """The tables that SQLite would read from end to end for it, whatever its parameters."""
    plan = f"EXPLAIN QUERY PLAN {statement}"
    rows = db.session.connection().exec_driver_sql(plan, (None,) * statement.count("?"))
    return set(re.findall(r"SCAN (\w+)", " ".join(str(row[-1]) for row in rows)))


def play_mood(client: FlaskClient) -> None:
    """Two friends play, compare, read everything, and one deletes."""
    player = MoodPlayer(client)
    player.open_quiz()
    slug = player.play_to_the_end().rpartition("/")[2]
    key = player.key_of(f"/en/r/{slug}")
    friend = MoodPlayer(client)
    friend.open_quiz(friend=slug)
    comparison = friend.play_to_the_end(first_option=1)
    friend.own_page(comparison)
    for path in (
        f"/r/{slug}",
        f"/en/r/{slug}",
        comparison,
        f"/api/v1/results/{slug}",
        f"/en/embed/r/{slug}",
        f"/oembed?url=https://quiz.example.org/r/{slug}",
        f"/qr/result/{slug}.svg",
        _found(CARD, client.get(f"/en/r/{slug}").text),
    ):
        assert client.get(path).status_code in {200, 302}, path
    client.post("/en/beacon", data={"quiz": "mood", "step": "start"})
    assert client.post(f"/en/r/{slug}/delete", data={"key": key}).status_code == 303


def play_trivia(client: FlaskClient) -> None:
    """Today's round to its end, onto the boards, and everything there is to read."""
    lobby = client.get("/en/trivia/").text
    begun = client.post("/en/trivia/", data={"attempt": _found(ATTEMPT, lobby)})
    play_key = begun.headers["Location"].split("/")[-2]
    base = f"/en/trivia/play/{play_key}"
    for position in range(1, 9):
        client.post(f"{base}/{position}/ask")
        option = _found(RADIO, client.get(f"{base}/{position}").text)
        take_time_to_read(f"{base}/{position}")
        assert client.post(f"{base}/{position}", data={"option": option}).status_code == 303
        assert client.get(f"{base}/{position}").status_code == 200
    client.post(f"{base}/1/flag", data={"reason": "typo", "note": ""})
    assert client.post(f"{base}/result", data={"nickname": "Sunny"}).status_code == 303
    slug = db.session.scalar(select(TriviaRound.slug).where(TriviaRound.play_key == play_key))
    today = house_day(clock.now())
    further = signing.sign([21, 400, 0, "sunny"], purpose=CURSOR)
    for path in (
        f"{base}/result",
        f"{base}/review",
        f"/en/trivia/t/{slug}",
        "/en/trivia/archive",
        f"/en/trivia/archive?older_than={today}",
        "/en/search/?q=empress",
        f"/en/trivia/leaderboard/{today}",
        "/en/trivia/leaderboard/all",
        f"/en/trivia/leaderboard/all?from={further}",
        "/api/v1/trivia/today",
    ):
        assert client.get(path).status_code == 200
    page = client.get(f"/en/trivia/t/{slug}").text
    client.post(f"/en/trivia/t/{slug}", data={"attempt": _found(ATTEMPT, page)})
    wish = {"attempt": _found(ATTEMPT, client.get("/en/trivia/").text), "practice": "1"}
    begun = client.post("/en/trivia/", data={**wish, "category": "any", "watched_up_to": "0"})
    assert begun.status_code == 303


def suggest(client: FlaskClient) -> None:
    quiz = _found(QUIZ, client.get("/en/suggest").text)
    typed = {"quiz": quiz, "stem": "Who laughed?", "options-0": "Sunny", "options-1": "Woo-bin"}
    assert client.post("/en/suggest", data=typed).status_code == 303


class TestPlayers:
    def test_never_cause_a_walk_through_a_table_that_grows(
        self, game: Flask, client: FlaskClient
    ) -> None:
        if db.engine.dialect.name != "sqlite":
            return  # PostgreSQL walks through small tables whatever their indexes

        with counted() as statements:
            play_mood(client)
            play_trivia(client)
            suggest(client)

        asked = " ".join(statements)
        assert all(re.search(rf"\b{name}\b", asked) for name in GROWING)
        walked = {
            (name, statement) for statement in statements for name in scanned(statement) & GROWING
        }
        assert walked == set()

    def test_would_be_found_out(self, app: Flask) -> None:
        if db.engine.dialect.name == "sqlite":
            assert scanned("SELECT count(sheet) FROM mood_result") == {"mood_result"}


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    assert found is not None, page
    return next(group for group in found.groups() if group)

"""Costly work goes through narrow doors: beyond them a 503 in words, and pages as ever."""

import io
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from quizapp.database.db import db, transaction
from quizapp.plays.models import Comparison, MoodResult
from quizapp.publishing import balance
from quizapp.quizzes.models import Edition, Item, Quiz
from quizapp.sharing.card_views import folder
from quizapp.web import doors
from quizapp.web.doors import Door
from tests.editors import EditorClient
from tests.sharing.test_card_views import card_address

Ask = Callable[[Flask, EditorClient], TestResponse]


@contextmanager
def crowded(door: Door) -> Iterator[None]:
    """Every place of a door is taken, each by another network."""
    may_end = Event()

    def stay(network: str) -> None:
        visit = Flask(__name__).test_request_context(environ_base={"REMOTE_ADDR": network})
        with visit, door.entered():
            may_end.wait(10)

    with ThreadPoolExecutor(door.places) as threads:
        for number in range(door.places):
            threads.submit(stay, f"10.9.9.{number}")
            while len(doors._guests) <= number:
                may_end.wait(0.01)
        yield
        may_end.set()


def sign_in(_game: Flask, desk: EditorClient) -> TestResponse:
    return desk.post("/sign-in", {"name": "Sunny", "password": "a guess"})


def choose_password(_game: Flask, desk: EditorClient) -> TestResponse:
    return desk.post("/account/second-factor", {"current": "a guess", "code": "1"})


def card(game: Flask, desk: EditorClient) -> TestResponse:
    shutil.rmtree(folder(), ignore_errors=True)
    return desk.client.get(card_address(game, "track", "not-over"))


def stage(_game: Flask, desk: EditorClient) -> TestResponse:
    file = (io.BytesIO(b"question,option 1,option 2,key\nWho?,A,B,1\n"), "a.csv")
    return desk.post("/import", {"file": file, "text": "", "format": "", "album": "1"})


def preview(_game: Flask, desk: EditorClient) -> TestResponse:
    return desk.get("/import/preview")


def report(_game: Flask, desk: EditorClient) -> TestResponse:
    balance._balance.cache_clear()
    balance._balance_alone.cache_clear()
    return desk.get("/quizzes/mood/")


def moved(_game: Flask, desk: EditorClient) -> TestResponse:
    return desk.get("/quizzes/mood/balance")


def preview_of_an_unpublished_quiz(_game: Flask, desk: EditorClient) -> TestResponse:
    with transaction():
        quiz_id = db.session.scalars(select(Quiz.id).where(Quiz.slug == "mood")).one()
        for table in (Comparison, MoodResult):
            db.session.execute(delete(table))
        db.session.execute(delete(Edition).where(Edition.quiz_id == quiz_id))
    item_id = db.session.scalars(select(Item.id).where(Item.quiz_id == quiz_id)).first()
    return desk.get(f"/items/{item_id}/preview")


def near_twins(_game: Flask, desk: EditorClient) -> TestResponse:
    return desk.get("/questions/twins")


BEHIND = [
    (doors.PASSWORDS, sign_in),
    (doors.PASSWORDS, choose_password),
    (doors.CARDS, card),
    (doors.IMPORTS, stage),
    (doors.IMPORTS, preview),
    (doors.REPORTS, report),
    (doors.REPORTS, moved),
    (doors.REPORTS, preview_of_an_unpublished_quiz),
    (doors.REPORTS, near_twins),
]


@pytest.mark.parametrize(("door", "ask"), BEHIND, ids=lambda part: getattr(part, "__name__", ""))
def test_whoever_comes_beyond_is_told_in_words(
    game: Flask, editor: EditorClient, door: Door, ask: Ask
) -> None:
    with crowded(door):
        refused = ask(game, editor)
        page = editor.get("/account")

    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert "The palace is catching its breath" in refused.text
    assert page.status_code == 200
    assert ask(game, editor).status_code < 500


def test_programs_are_told_in_json(game: Flask, editor: EditorClient) -> None:
    with crowded(doors.PASSWORDS):
        fields = {"csrf_token": editor.token, "name": "Sunny", "password": "a guess"}
        headers = {"Accept": "application/json"}
        answer = editor.client.post("/en/desk/sign-in", data=fields, headers=headers)

    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert (answer.json["status"], answer.json["detail"]) == (503, "door")


def test_a_report_that_is_known_needs_no_place(game: Flask, editor: EditorClient) -> None:
    report(game, editor)

    with crowded(doors.REPORTS):
        assert editor.get("/quizzes/mood/").status_code == 200


def test_a_sign_in_that_was_sent_away_counts_as_no_try(game: Flask, stranger: EditorClient) -> None:
    stranger.get("/sign-in")
    with crowded(doors.PASSWORDS):
        codes = {sign_in(game, stranger).status_code for _ in range(20)}

    assert codes == {503}
    assert sign_in(game, stranger).status_code == 422

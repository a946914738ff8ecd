"""Two albums with a trivia quiz each: the desk and the players' form tell them apart."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.quizzes.models import Flag, Item, Quiz
from quizapp.quizzes.queries import PublishedEdition, live_edition
from quizapp.trivia.service.board import enter_board
from tests.editors import EditorClient
from tests.trivia.players import TriviaPlayer
from tests.trivia.second_quiz import add_second_quiz

SECOND = "The other album? · The other album?"


@pytest.fixture
def first(game: Flask) -> PublishedEdition:
    return live_edition("trivia", "trivia")


@pytest.fixture
def second(first: PublishedEdition) -> PublishedEdition:
    return add_second_quiz(first, clock.now())


def first_title(edition: PublishedEdition) -> str:
    quiz = db.session.get_one(Quiz, edition.quiz_id)
    return f"{quiz.title.en} · {quiz.album.title.en}"


def test_the_forms_name_quiz_and_album(
    first: PublishedEdition, second: PublishedEdition, editor: EditorClient, client: FlaskClient
) -> None:
    pages = [editor.get("/moderation/").text, client.get("/en/suggest").text]

    for page in pages:
        assert f">{SECOND}</option>" in page
        assert f">{first_title(first)}</option>" in page


def test_a_nickname_and_a_question_say_whose_they_are(
    first: PublishedEdition, second: PublishedEdition, editor: EditorClient
) -> None:
    player = TriviaPlayer(second, clock.now())
    enter_board(play_key=player.play_today().play_key, typed="Moon", now=player.now)
    item_id = first.content.items[0].id
    with transaction():
        db.session.add(Flag(item_id=item_id, reason="typo", note="", flagged_at=player.now))

    name = editor.get(f"/moderation/quizzes/{second.quiz_id}/name?key=moon").text
    question = editor.get(f"/corrections/{item_id}").text
    flags = editor.get("/flags").text

    assert f'<p class="muted">{SECOND}</p>' in name
    for page in (question, flags):
        assert f'<p class="muted">{first_title(first)}</p>' in page


def test_one_quiz_needs_no_name(first: PublishedEdition, editor: EditorClient) -> None:
    item = db.session.get_one(Item, first.content.items[0].id)

    page = editor.get(f"/corrections/{item.id}").text

    assert item.quiz.title.en not in page

"""The shipped mood quiz as it is played."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.mood.publishing import PlayableEdition, playable
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from tests.players import MoodPlayer


@pytest.fixture
def quiz(game: Flask) -> PlayableEdition:
    return playable(live_edition("mood", QuizKind.MOOD).id)


@pytest.fixture
def player(game: Flask, client: FlaskClient) -> MoodPlayer:
    return MoodPlayer(client)

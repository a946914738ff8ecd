"""A player of the shipped trivia, on days long after any that loading it has scheduled."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from quizapp.quizzes.queries import live_edition
from tests.trivia.players import TriviaPlayer

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def player(game: Flask) -> TriviaPlayer:
    return TriviaPlayer(live_edition("trivia", "trivia"), NOW)

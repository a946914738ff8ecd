"""Results and comparisons made by playing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from tests.players import MoodPlayer
from tests.trivia.players import TriviaPlayer


@dataclass(frozen=True)
class Made:
    """What somebody made by playing: its slug, and the key of whoever made it."""

    slug: str
    key: str


@pytest.fixture
def player(game: Flask, client: FlaskClient) -> MoodPlayer:
    return MoodPlayer(client)


@pytest.fixture
def result(player: MoodPlayer) -> Made:
    """The result of a player who always chose the first option."""
    player.open_quiz()
    return made(player.play_to_the_end(first_option=0))


@pytest.fixture
def comparison(player: MoodPlayer, result: Made) -> Made:
    """What a second player gets who came by the first one's result; the key is the second's."""
    player.open_quiz(friend=result.slug)
    return made(player.play_to_the_end(first_option=2))


@pytest.fixture
def round_slug(game: Flask) -> str:
    """Of a finished round of the day."""
    edition = live_edition("trivia", QuizKind.TRIVIA)
    runner = TriviaPlayer(edition, datetime(2026, 11, 23, 12, tzinfo=UTC))
    finished = runner.play(runner.begin_today(), [True, False] * 4)
    assert finished.is_finished
    return finished.slug


def made(address: str) -> Made:
    parts = urlsplit(address)
    return Made(parts.path.rpartition("/")[2], parse_qs(parts.query)["mine"][0])

"""Results and comparisons made by playing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask, request_started
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
    return made(player, player.play_to_the_end(first_option=0))


@pytest.fixture
def comparison(player: MoodPlayer, result: Made) -> Made:
    """What a second player gets who came by the first one's result; the key is the second's."""
    player.open_quiz(friend=result.slug)
    return made(player, player.play_to_the_end(first_option=2))


@pytest.fixture
def round_slug(game: Flask) -> str:
    """Of a finished round of the day."""
    edition = live_edition("trivia", QuizKind.TRIVIA)
    runner = TriviaPlayer(edition, datetime(2026, 11, 23, 12, tzinfo=UTC))
    finished = runner.play(runner.begin_today(), [True, False] * 4)
    assert finished.is_finished
    return finished.slug


def made(player: MoodPlayer, address: str) -> Made:
    return Made(address.rpartition("/")[2], player.key_of(address))


@contextmanager
def requests_noted(app: Flask) -> Iterator[list[object]]:
    """Notes every request that reaches Flask."""
    requests: list[object] = []

    def note(sender: object, **_: object) -> None:
        requests.append(sender)

    with request_started.connected_to(note, app):
        yield requests

"""Trivia on the shipped bank, on days long after any that loading it has scheduled."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.database import sqlite
from quizapp.quizzes.queries import PublishedEdition, live_edition
from tests.trivia.players import TriviaClient, TriviaPlayer

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def edition(game: Flask) -> PublishedEdition:
    return live_edition("trivia", "trivia")


@pytest.fixture
def player(edition: PublishedEdition) -> TriviaPlayer:
    return TriviaPlayer(edition, NOW)


@pytest.fixture
def visitor(game: Flask, client: FlaskClient) -> TriviaClient:
    return TriviaClient(client)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, everybody gets a turn to write; nobody hears 503."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 120)

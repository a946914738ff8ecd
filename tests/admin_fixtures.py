"""Editors and admins at the desk of an empty game."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.auth.models import Role
from tests.editors import Desk, add_editor


@pytest.fixture
def stranger(client: FlaskClient) -> Desk:
    return Desk(client)


@pytest.fixture
def editor(app: Flask) -> Desk:
    return Desk(app.test_client()).sit_down(add_editor("Sunny"))


@pytest.fixture
def admin(app: Flask) -> Desk:
    return Desk(app.test_client()).sit_down(add_editor("Hae-ra", Role.ADMIN))

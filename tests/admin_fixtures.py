"""Editors and admins of an empty game."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.auth.models import Role
from tests.editors import AdminClient, add_editor


@pytest.fixture
def stranger(client: FlaskClient) -> AdminClient:
    return AdminClient(client)


@pytest.fixture
def editor(app: Flask) -> AdminClient:
    return AdminClient(app.test_client()).signed_in(add_editor("Sunny"))


@pytest.fixture
def admin(app: Flask) -> AdminClient:
    return AdminClient(app.test_client()).signed_in(add_editor("Hae-ra", Role.ADMIN))

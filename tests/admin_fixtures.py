"""Editors and admins at the desk of an empty game."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.auth.models import Role
from tests.editors import EditorClient, add_editor


@pytest.fixture
def stranger(client: FlaskClient) -> EditorClient:
    return EditorClient(client)


@pytest.fixture
def editor(app: Flask) -> EditorClient:
    return EditorClient(app.test_client()).sign_in_as(add_editor("Sunny"))


@pytest.fixture
def admin(app: Flask) -> EditorClient:
    return EditorClient(app.test_client()).sign_in_as(add_editor("Hae-ra", Role.ADMIN))

"""Two editors at work on the shipped content."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.auth.models import Role
from quizapp.database.db import db
from quizapp.quizzes.models import Item, Quiz
from tests.admin_pages import client_of
from tests.editors import EditorClient


@pytest.fixture
def sunny(game: Flask) -> EditorClient:
    return client_of(game, "Sunny", Role.ADMIN)


@pytest.fixture
def hyuk(game: Flask) -> EditorClient:
    return client_of(game, "Hyuk")


@pytest.fixture
def mood_item(game: Flask) -> Item:
    of_mood = select(Item).join(Quiz).where(Quiz.kind == "mood").order_by(Item.id)
    item = db.session.scalars(of_mood).first()
    assert item is not None
    return item

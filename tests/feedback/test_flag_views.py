"""Flags as players send them: each says what is wrong."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.database.db import db
from quizapp.quizzes.models import Flag
from tests.admin_pages import Browser
from tests.trivia.players import TriviaClient


@pytest.fixture
def answered(game: Flask) -> tuple[TriviaClient, str]:
    """A player, and the address of a question with its response."""
    visitor = TriviaClient(Browser(game, game.response_class))
    address = visitor.begin_today()
    visitor.answer(address)
    return visitor, address


@pytest.mark.parametrize("note", ["", "  \n"])
def test_of_something_else_needs_its_words(answered: tuple[TriviaClient, str], note: str) -> None:
    visitor, address = answered

    page = visitor.post(f"{address}/flag", reason="other", note=note)

    assert page.status_code == 422
    assert 'id="note-problem">Please say what it is.' in page.text
    assert '<option selected value="other">' in page.text
    assert db.session.scalars(select(Flag)).all() == []


@pytest.mark.parametrize(("reason", "note"), [("other", "The picture."), ("typo", "")])
def test_with_a_reason_goes_to_the_editors(
    answered: tuple[TriviaClient, str], reason: str, note: str
) -> None:
    visitor, address = answered

    assert visitor.post(f"{address}/flag", reason=reason, note=note).status_code == 303

    [row] = db.session.scalars(select(Flag))
    assert (row.reason, row.note) == (reason, note)

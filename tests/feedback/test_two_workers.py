"""A corrected question on two workers of one database: both ask and grade by it at once."""

from collections.abc import Iterator

import pytest
from flask import Flask

from quizapp import clock, create_app
from quizapp.config import house_day, settings_of
from quizapp.database.db import db
from quizapp.quizzes.models import Item
from quizapp.quizzes.queries import live_edition
from quizapp.trivia.queries import question, round_by_key, scheduled_day
from tests.admin_pages import Browser, FormFiller, client_of
from tests.trivia.players import TriviaClient, key_of

pytestmark = pytest.mark.storage


@pytest.fixture
def other(game: Flask) -> Iterator[Flask]:
    """A second worker of the same game."""
    app = create_app(settings_of(game))
    yield app
    with app.app_context():
        db.engine.dispose()


def on(app: Flask) -> TriviaClient:
    return TriviaClient(Browser(app, app.response_class))


def first_item() -> Item:
    scheduled = scheduled_day(live_edition("trivia", "trivia").quiz_id, house_day(clock.now()))
    assert scheduled is not None
    return db.session.get_one(Item, scheduled.item_ids[0], populate_existing=True)


def answer_first(worker: TriviaClient, option_id: int) -> tuple[str, str]:
    """The first question of a new round of today, and what answering it by an option says."""
    address = worker.begin_today()
    asked = worker.get(address).text
    shown = question(round_by_key(key_of(address)), 1).options
    worker.answer(address, [option.option_id for option in shown].index(option_id))
    return asked, worker.get(address).text


def test_reaches_new_players_of_today_on_both(game: Flask, other: Flask) -> None:
    item = first_item()
    old, new = sorted(item.options, key=lambda option: not option.is_key)[:2]
    workers = [on(game), on(other)]
    for worker in workers:  # both have the lobby and the edition in their caches
        assert "Right!" in answer_first(worker, old.id)[1]
    desk = client_of(game, "Jisoo")
    FormFiller(desk, f"/items/{item.id}").put("stem-en", "Who wears it, then?").press()

    desk.get(f"/corrections/{item.id}")
    assert desk.post(f"/corrections/{item.id}", {"option": new.id}).status_code == 303

    for worker in workers:
        asked, said = answer_first(worker, new.id)
        assert "Who wears it, then?" in asked
        assert "Right!" in said
        assert "Not this time." in answer_first(worker, old.id)[1]

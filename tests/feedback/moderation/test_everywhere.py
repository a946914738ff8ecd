"""What is hidden or renamed is so in every process and on every machine within a second."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import create_app
from quizapp.config import settings_of
from quizapp.database.db import db
from quizapp.feedback.moderation.service import deletions, names
from quizapp.sharing.card_views import FOLDER
from tests.feedback.conftest import NOW
from tests.feedback.moderation.conftest import Enter
from tests.sharing.crawler import unfold
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

BOARD = "/en/trivia/leaderboard/all"
NAME = "Moon Rabbit"


@pytest.fixture
def elsewhere(game: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The game on a second machine: the same database, other files."""
    app = create_app(replace(settings_of(game), data_dir=tmp_path))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def within_a_second(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 1
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def card_of(client: FlaskClient, page: str) -> str:
    return urlsplit(unfold(client, page, "en").meta["og:image"]).path


def stored(machine: Flask) -> list[Path]:
    return list((settings_of(machine).data_dir / FOLDER).rglob("round-*.png"))


def test_a_hidden_nickname_is_gone_from_board_page_and_card(
    game: Flask, elsewhere: Flask, enter: Enter, player: TriviaPlayer
) -> None:
    round_ = enter(NAME)
    quiz_id, other = player.edition.quiz_id, elsewhere.test_client()
    page = f"/en/trivia/t/{round_.slug}"
    card = card_of(other, page)
    assert other.get(card).status_code == 200
    assert len(stored(elsewhere)) == 1
    assert NAME in other.get(BOARD).text
    assert NAME in other.get(page).text

    names.hide_name(quiz_id=quiz_id, key="moon rabbit", reason="x", by="Sunny", now=NOW)

    assert within_a_second(lambda: NAME not in other.get(BOARD).text)
    assert within_a_second(lambda: NAME not in other.get(page).text)
    new_card = card_of(other, page)
    assert other.get(new_card).status_code == 200
    assert within_a_second(lambda: other.get(card).status_code == 302)
    assert other.get(card).location == new_card
    assert len(stored(elsewhere)) == 1


def test_a_deleted_round_is_gone_from_board_page_and_card(
    game: Flask, elsewhere: Flask, enter: Enter, tmp_path: Path
) -> None:
    round_ = enter(NAME)
    other, page = elsewhere.test_client(), f"/en/trivia/t/{round_.slug}"
    card = card_of(other, page)
    assert other.get(card).status_code == 200
    assert NAME in other.get(BOARD).text

    deletions.delete(slug=round_.slug, cards=tmp_path, reason="x", by="Sunny", now=NOW)

    assert within_a_second(lambda: NAME not in other.get(BOARD).text)
    assert within_a_second(lambda: other.get(page).status_code == 410)
    assert within_a_second(lambda: other.get(card).status_code == 410)

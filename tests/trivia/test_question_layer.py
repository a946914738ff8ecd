"""A waiting question is served from its parts, as Flask would render it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from werkzeug.test import Client

from quizapp import clock
from quizapp.database.cache_versions import CONTENT, bump_version
from quizapp.database.db import transaction
from quizapp.trivia.queries import round_by_key
from quizapp.web.page_cache import page_cache_of
from tests.statements import counted
from tests.trivia.players import TriviaClient, TriviaPlayer, key_of, take_time_to_read, tokens

pytestmark = pytest.mark.storage


@contextmanager
def without_flask(game: Flask) -> Iterator[None]:
    """Flask cannot answer for a question."""
    view = game.view_functions.pop("trivia.question")
    try:
        yield
    finally:
        game.view_functions["trivia.question"] = view


def by_flask(game: Flask, address: str) -> str:
    """The page as it is without any layer around Flask."""
    return Client(partial(Flask.wsgi_app, game)).get(address).text


class TestWaitingQuestions:
    def test_are_filled_for_another_round_without_flask_and_sqlalchemy(
        self, game: Flask, visitor: TriviaClient
    ) -> None:
        first, second = visitor.begin_today(), visitor.begin_today()
        page = visitor.get(first)

        with without_flask(game), counted() as sent:
            other = visitor.get(second)

        assert sent == []
        assert other.status_code == 200
        assert key_of(second) in other.text
        assert key_of(first) not in other.text
        assert set(tokens(other.text)).isdisjoint(tokens(page.text))
        differing = {"Content-Length", "X-Request-ID", "Date"}
        assert {k: v for k, v in other.headers if k not in differing} == {
            k: v for k, v in page.headers if k not in differing
        }

    @pytest.mark.parametrize("language", ["en", "ko"])
    @pytest.mark.parametrize("seconds", [0, 3, 600])
    def test_are_what_flask_renders(
        self, game: Flask, visitor: TriviaClient, seconds: int, language: str
    ) -> None:
        first, second = (visitor.begin_today().replace("/en/", f"/{language}/") for _ in range(2))
        visitor.get(first)

        with time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False):
            with without_flask(game):
                filled = visitor.get(second).text

            assert filled == by_flask(game, second)

    def test_of_a_round_that_is_answered_are_feedback(
        self, visitor: TriviaClient, player: TriviaPlayer
    ) -> None:
        address = visitor.begin_today()
        visitor.get(address)
        take_time_to_read(address)

        visitor.post(address, option=player.token(key_of(address), 1, right=True))

        assert "Right!" in visitor.get(address).text

    def test_of_a_deleted_round_are_gone(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        visitor.get(address)
        with transaction():
            round_by_key(key_of(address)).deleted_at = clock.now()

        assert visitor.get(address).status_code == 410

    def test_are_rendered_again_when_content_has_changed(
        self, game: Flask, visitor: TriviaClient
    ) -> None:
        first, second = visitor.begin_today(), visitor.begin_today()
        visitor.get(first)
        with transaction():
            bump_version(CONTENT)

        page_cache_of(game).checked_at = float("-inf")

        with without_flask(game):
            assert visitor.get(second).status_code == 500

    @pytest.mark.parametrize("position", [2, 9, 99])
    def test_out_of_turn_are_refused(self, visitor: TriviaClient, position: int) -> None:
        address = visitor.begin_today()
        visitor.get(address)

        status = visitor.get(address.rpartition("/")[0] + f"/{position}").status_code

        assert status == (409 if position == 2 else 404)

"""How often a page asks the database: never more for more questions."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.mood.publishing import playable, publish
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import items_in_use, live_edition, quiz_by_slug
from quizapp.web.page_cache import empty_page_cache
from tests.mood.sheets import as_fields, clear_sheet
from tests.players import MoodPlayer
from tests.statements import counted

pytestmark = pytest.mark.storage


def _keep_four_items() -> None:
    with transaction():
        quiz = quiz_by_slug("mood")
        quiz.core_count, quiz.decider_count = 4, 0
        for item in items_in_use(quiz.id)[4:]:
            item.retired_at = clock.now()
    publish(quiz_slug="mood", now=clock.now())


@pytest.mark.parametrize("count", [4, 12])
class TestStatements:
    def test_of_the_quiz_the_submit_and_the_result_are_few(
        self, game: Flask, client: FlaskClient, count: int
    ) -> None:
        if count == 4:
            _keep_four_items()
        player = MoodPlayer(client)
        player.open_quiz()
        address = player.play_to_the_end(first_option=2)  # editions are known from now on
        edition = playable(live_edition("mood", QuizKind.MOOD).id)
        sheet = as_fields(edition, clear_sheet(edition))
        db.session.remove()

        empty_page_cache(game)
        with counted() as quiz:
            player.open_quiz()
        with counted() as submit:
            answer = player.send(sheet)
        client.get("/en/moods/")  # the tracks of all albums are known from now on
        with counted() as result:
            client.get(address)

        assert answer.status_code == 307, "deciders would hide what the insert costs"
        assert len(player.options) == min(count, 8)
        assert len(quiz) <= 2, "the version of the content, and which edition is live"
        inserts = [statement for statement in submit if "INTO mood_result" in statement]
        assert len(inserts) == 1
        assert len(submit) - len(inserts) <= 4
        assert len(result) <= 4, "the result, its track's count, its comparisons, the version"

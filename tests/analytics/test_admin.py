"""The figures of a quiz, as a page."""

import re

from flask import Flask

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.plays.models import OptionTally, OutcomeTally, VisitTally
from quizapp.quizzes.queries import quiz_by_slug
from tests.editors import EditorClient
from tests.players import MoodPlayer


class TestPage:
    def test_of_each_quiz_says_that_it_is_too_early(
        self, game: Flask, editor: EditorClient
    ) -> None:
        for slug in ("mood", "trivia"):
            if not quiz_by_slug(slug).editions:
                continue
            page = editor.get(f"/figures/{slug}")
            assert page.status_code == 200
            assert "too few to say" in page.text

    def test_counts_a_play(self, game: Flask, editor: EditorClient) -> None:
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        player.play_to_the_end()

        page = editor.get("/figures/mood").text

        assert re.search(r'Got a result</th>\s*<td class="number">1</td>', page)

    def test_shows_shares_and_what_to_reword(self, game: Flask, editor: EditorClient) -> None:
        quiz = quiz_by_slug("mood")
        chosen, other = quiz.items[0].options[:2]
        with transaction():
            db.session.add_all(
                [
                    OutcomeTally(quiz_id=quiz.id, track="not-over", result_count=75),
                    OutcomeTally(quiz_id=quiz.id, track="amor-fati", result_count=25),
                    OptionTally(option_id=chosen.id, response_count=98),
                    OptionTally(option_id=other.id, response_count=2),
                    VisitTally(
                        quiz_id=quiz.id, day=clock.now().date(), step="start", visit_count=100
                    ),
                ]
            )

        page = editor.get("/figures/mood").text

        assert "75.0%" in page
        assert "65.7–82.5%" in page
        assert "reword: more than half pick it" in page
        assert "reword: hardly anybody picks it" in page
        assert "<svg" in page

    def test_of_a_quiz_that_is_not_there_is_missing(
        self, game: Flask, editor: EditorClient
    ) -> None:
        assert editor.get("/figures/nothing").status_code == 404

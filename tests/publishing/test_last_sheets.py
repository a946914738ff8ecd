"""The last sheets of real players, which the balance report plays again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.publishing.queries import last_sheets
from quizapp.quizzes.queries import quiz_by_slug
from tests.editors import EditorClient
from tests.players import MoodPlayer

pytestmark = pytest.mark.storage


class TestLastSheets:
    def test_leave_out_deleted_results(
        self, game: Flask, client: FlaskClient, editor: EditorClient
    ) -> None:
        player = MoodPlayer(client)
        addresses = []
        for option in (0, 1):
            player.open_quiz()
            addresses.append(player.play_to_the_end(first_option=option))
        key = player.key_of(addresses[1])

        assert client.post(f"{addresses[1]}/delete", data={"key": key}).status_code == 303

        assert len(last_sheets(quiz_by_slug("mood").id)) == 1
        assert editor.get("/quizzes/mood/balance").status_code == 200

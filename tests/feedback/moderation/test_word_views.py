"""The desk's page of the words that nicknames may not hold."""

import re

import pytest
from flask import Flask

from quizapp import clock
from quizapp.quizzes.queries import live_edition
from tests.editors import EditorClient
from tests.feedback.moderation.conftest import shown_names
from tests.feedback.moderation.test_views import RESTORE, enter
from tests.trivia.players import TriviaPlayer


@pytest.fixture
def player(game: Flask) -> TriviaPlayer:
    """Who plays today, by the clock of the pages."""
    return TriviaPlayer(live_edition("trivia", "trivia"), clock.now())


def looked_at(page: str) -> dict[str, str]:
    """What the button under the names that would be hidden sends."""
    return {"confirmed": re.findall(r'name="confirmed" value="(\w+)"', page)[0]}


class TestWords:
    def test_are_added_after_a_look_at_whom_they_hide(
        self, player: TriviaPlayer, editor: EditorClient
    ) -> None:
        enter(player, "Moon R4bbit")
        form = {"word": "Rabbit", "kind": "inside", "reason": "A feud"}
        editor.get("/moderation/words")

        page = editor.post("/moderation/words", form)
        assert page.status_code == 200
        assert "<bdi>Moon R4bbit</bdi>" in page.text
        assert 'value="A feud"' in page.text
        assert shown_names() == ["Moon R4bbit"]

        assert editor.post("/moderation/words", form | looked_at(page.text)).status_code == 303
        assert shown_names() == []
        assert "<bdi>rabbit</bdi>" in editor.get("/moderation/words").text
        assert "Hidden: <bdi>Moon R4bbit</bdi>" in editor.get("/moderation/log").text

    def test_hide_nobody_whom_the_editor_has_not_seen(
        self, player: TriviaPlayer, editor: EditorClient
    ) -> None:
        enter(player, "Moon Rabbit")
        form = {"word": "rabbit", "kind": "inside"}
        editor.get("/moderation/words")
        seen = looked_at(editor.post("/moderation/words", form).text)
        enter(player, "Sun Rabbit")

        late = editor.post("/moderation/words", form | seen)
        other_word = editor.post("/moderation/words", {"word": "moon", "kind": "alone"} | seen)

        assert (late.status_code, other_word.status_code) == (409, 409)
        assert "<bdi>Sun Rabbit</bdi>" in late.text
        assert set(shown_names()) == {"Moon Rabbit", "Sun Rabbit"}
        assert editor.post("/moderation/words", form | looked_at(late.text)).status_code == 303

    def test_are_not_added_by_enter_alone(self, player: TriviaPlayer, editor: EditorClient) -> None:
        """A browser then presses the first button of the form."""
        enter(player, "Moon Rabbit")
        editor.get("/moderation/words")

        page = editor.post("/moderation/words", {"word": "rabbit", "kind": "inside"}).text

        buttons = re.findall(r"<button[^>]*>", page[page.index('name="word"') :])
        assert "confirmed" not in buttons[0]
        assert "confirmed" in buttons[1]

    def test_are_shown_as_people_write_them(self, game: Flask, editor: EditorClient) -> None:
        editor.get("/moderation/words")

        answer = editor.post("/moderation/words", {"word": "ㄱㄴㄷ", "kind": "alone"})

        for page in (answer.location or "", "/en/desk/moderation/log"):
            assert "ㄱㄴㄷ" in editor.client.get(page).text

    @pytest.mark.parametrize("word", ["", "씨1발", "two words", "ass", "x" * 41])
    def test_that_cannot_be_added_stay_in_the_field(
        self, game: Flask, editor: EditorClient, word: str
    ) -> None:
        editor.get("/moderation/words")

        page = editor.post("/moderation/words", {"word": word, "kind": "inside"})

        assert page.status_code == 422
        assert 'id="word-problem"' in page.text
        assert f'value="{word}"' in page.text

    def test_are_taken_off_and_put_back(self, game: Flask, editor: EditorClient) -> None:
        editor.get("/moderation/words")
        editor.post("/moderation/words", {"word": "토끼", "kind": "alone"})

        answer = editor.post("/moderation/words/remove", {"word": "토끼"})

        page = editor._read(editor.client.get(answer.location or "")).text
        assert "<bdi>토끼</bdi>" not in page
        [undo] = RESTORE.findall(page)
        editor.post(undo)
        assert "<bdi>토끼</bdi>" in editor.get("/moderation/words").text
        assert editor.post("/moderation/words/remove", {"word": "moon"}).status_code == 409
